"""Two servers are deployed together: both run `migrate` on an empty database at the same time."""

import pytest

from tests.faults.site import IS_POSTGRESQL, Site


@pytest.mark.skipif(not IS_POSTGRESQL, reason="a file has one server, and one writer")
def test_two_migrations_at_once_both_end_well(site: Site) -> None:
    """It was done to make this very site; what it serves says that its tables are right."""
    codes, told = zip(*site.migrations, strict=True)
    assert codes == (0, 0), told
    assert sum("celle-ci attend" in text for text in told) == 1
    with site.database.open() as live:
        twice = live.execute(
            "SELECT app, name FROM django_migrations GROUP BY app, name HAVING count(*) > 1"
        )
        assert twice.fetchall() == []
    assert "[ ]" not in site.manage("showmigrations")
    assert site.is_ready()
