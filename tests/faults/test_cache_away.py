"""Redis is stopped: pages and API answer, what counts requests lets pass, then counts again."""

from tests.faults.site import Cache, Site
from tests.served import wait_until

EXPORT = "/exports/dispositifs.csv"


def exported(site: Site, address: str) -> list[int]:
    return [site.get(EXPORT, X_Forwarded_For=address)[0] for _ in range(4)]


def test_the_portal_goes_on_without_its_cache(site: Site, cache: Cache) -> None:
    assert exported(site, "203.0.113.1") == [200, 200, 200, 429], "it counts while it can"
    cache.stop()
    try:
        assert exported(site, "203.0.113.2") == [200] * 4
        for path in ("/", "/dispositifs/", "/dispositifs/ptp/", "/api/v1/dispositifs/"):
            assert site.get(path)[0] == 200, path
        assert site.visitor.report()[0] == 302
        assert (
            site.visitor.post("/compte/connexion/", {"login": "lea", "password": "faux"})[0] == 200
        )
        assert site.is_ready()
    finally:
        cache.start()
    wait_until(lambda: exported(site, "203.0.113.3")[-1] == 429, "it does not count again")
