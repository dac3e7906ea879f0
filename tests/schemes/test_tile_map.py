"""The drawing of the departments: all of them, each in its own place."""

import pytest

from schemes.models import Territory
from schemes.tile_map import FRAME, places, tiles

pytestmark = pytest.mark.django_db


def test_the_map_has_a_place_for_every_department_and_none_covers_another(catalogue):
    departments = dict(Territory.objects.departments().values_list("slug", "name"))
    assert set(places()) == set(departments)
    drawn = tiles(departments, {})
    assert [tile.slug for tile in drawn if tile.is_large] == ["62", "59", "80", "02", "60"]
    for tile in drawn:
        for other in drawn:
            apart = (
                tile is other
                or tile.x + tile.width <= other.x
                or other.x + other.width <= tile.x
                or tile.y + tile.height <= other.y
                or other.y + other.height <= tile.y
            )
            assert apart, (tile.slug, other.slug)


def test_every_tile_is_inside_the_frame():
    left, top, width, height = (int(number) for number in FRAME.split())
    for x, y, wide, high in places().values():
        assert left <= x
        assert top <= y
        assert x + wide <= left + width
        assert y + high <= top + height


def test_a_tile_says_where_it_leads_and_how_many_are_there():
    (tile,) = tiles({"59": "Nord"}, {"59": 3}, current="59")
    assert tile.label == "59 Nord, 3 organismes sur place"
    assert tile.is_current
    assert tiles({"75": "Paris"}, {})[0].label == "75 Paris"
