"""A plan as a value: adding, moving, removing, reordering."""

from hypothesis import given
from hypothesis import strategies as st

from pathways.plan import MAX_STEPS, Plan, PlanStep
from tests.pathways.plan_kit import plan, step

SLUGS = st.lists(st.sampled_from(["cep", "pmsmp", "ptp", "crpe"]), min_size=1, max_size=12)


def test_a_new_step_comes_last_under_a_key_of_its_own() -> None:
    two = plan("cep", "cep")
    assert two.slugs == ["cep", "cep"]
    assert [s.key for s in two.steps] == [1, 2]


def test_the_key_of_a_removed_step_never_comes_back() -> None:
    assert plan("cep", "ptp").removed(2).added([step("vae")]).steps[-1].key == 3


def test_steps_beyond_forty_are_left_out_and_the_rest_is_kept() -> None:
    full = plan(*["cep"] * 200)
    assert len(full) == MAX_STEPS
    assert full.room == 0
    assert full.added([step("ptp")]) == full


def test_a_step_moves_no_further_than_the_ends() -> None:
    three = plan("cep", "pmsmp", "ptp")
    assert three.moved(1, -1) == three
    assert three.moved(3, +1) == three
    assert three.moved(1, +9).slugs == ["pmsmp", "ptp", "cep"]


def test_moving_a_step_that_is_not_there_changes_nothing() -> None:
    assert plan("cep").moved(9, 1) == plan("cep")


def test_a_change_touches_its_step_alone() -> None:
    changed = plan("cep", "ptp").changed(2, note="Appeler lundi")
    assert [s.note for s in changed.steps] == ["", "Appeler lundi"]


def test_an_order_with_other_keys_changes_nothing() -> None:
    two = plan("cep", "ptp")
    for keys in ([1], [1, 1], [1, 2, 3], [1, 9], []):
        assert two.reordered(keys) == two


@given(SLUGS, st.data())
def test_up_then_down_gives_the_same_plan(slugs: list[str], data) -> None:
    before = plan(*slugs)
    key = data.draw(st.integers(1, len(slugs)))
    if before.index(key) > 0:
        assert before.moved(key, -1).moved(key, +1) == before
    if before.index(key) < len(before) - 1:
        assert before.moved(key, +1).moved(key, -1) == before


@given(SLUGS, st.data())
def test_any_order_keeps_every_step(slugs: list[str], data) -> None:
    before = plan(*slugs)
    keys = data.draw(st.permutations([s.key for s in before.steps]))
    after = before.reordered(keys)
    assert [s.key for s in after.steps] == keys
    assert sorted(after.slugs) == sorted(before.slugs)


@given(SLUGS, st.lists(st.tuples(st.integers(1, 12), st.integers(-12, 12)), max_size=8))
def test_moves_keep_every_step(slugs: list[str], moves: list[tuple[int, int]]) -> None:
    moved = before = plan(*slugs)
    for key, by in moves:
        moved = moved.moved(key, by)
    assert sorted(moved.slugs) == sorted(before.slugs)


def test_an_empty_plan_is_false() -> None:
    assert not Plan()
    assert Plan((PlanStep("cep"),))
