"""Real cards in the admin: saving what a page shows changes nothing."""

import pytest

from schemes.models import Scheme
from tests.schemes.admin_kit import save, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize("slug", ["ptp", "contrat-apprentissage", "esrp", "handy-action"])
def test_real_cards_are_saved_as_they_were_shown(admin_client, slug) -> None:
    scheme = Scheme.objects.get(slug=slug)
    before = Scheme.objects.filter(slug=slug).values().get(), list(scheme.conditions.values())
    assert saved(save(admin_client, scheme))
    after = Scheme.objects.filter(slug=slug).values().get(), list(scheme.conditions.values())
    for part in (before, after):
        part[0].pop("updated_at")
    assert after == before
