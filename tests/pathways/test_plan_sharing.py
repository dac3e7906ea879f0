"""A plan in a link: what it carries, what it never carries, what has changed since, bad links."""

import json
import secrets
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import signing
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.dateformat import format as day_format

from pathways import sharing
from pathways.plan import MAX_STEPS, PlanStep
from schemes.enums import Operator, Publication, State
from schemes.models import Scheme
from tests.factories import make_condition, make_contact, make_criterion, make_scheme
from tests.pages import ODD_TEXTS, fill, queries_of, text_of
from tests.pathways.plan_pages import PAGE, answer, dated, plan_of, put_plan, slugs_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cards() -> None:
    for slug in ("cep", "ptp"):
        make_scheme(slug, acronym=slug.upper())


def share(client: Client, **data: str):
    response = client.post(f"{PAGE}partager/", data)
    assert response.status_code == 200
    return response


def link(client: Client, **data: str) -> str:
    """The path of the link that the page shows."""
    return share(client, **data).context["address"].removeprefix("http://testserver")


def token(client: Client, **data: str) -> str:
    return link(client, **data).removeprefix("/plans/").removesuffix("/")


def payload(client: Client, **data: str) -> dict:
    return signing.loads(token(client, **data), salt=sharing.SALT)


def signed(content: object) -> str:
    return f"/plans/{signing.dumps(content, salt=sharing.SALT, compress=True)}/"


def opened(address: str, status: int = 200) -> str:
    """What a visitor without a session reads behind a link."""
    response = Client().get(address)
    assert response.status_code == status
    return text_of(response)


def incompressible(length: int) -> str:
    """A note that no compression makes shorter."""
    return "".join(chr(0x4E00 + byte * 80 % 0x5000) for byte in secrets.token_bytes(length))


# What a link carries


def test_a_link_shows_schemes_order_dates_and_notes_to_anybody(client) -> None:
    put_plan(client, dated("ptp", "2027-01-04", 3, note="Apporter le CV"), "cep")
    told = opened(link(client))
    assert told.index("PTP –") < told.index("CEP –")
    assert "Du 4 janvier au 3 avril 2027." in told
    assert "Apporter le CV" in told
    assert f"établi le {day_format(timezone.localdate(), 'j F Y')}." in told


def test_a_link_without_the_notes_carries_none(client) -> None:
    put_plan(client, PlanStep("cep", note="Secret de famille"))
    assert "Secret de famille" not in json.dumps(payload(client, sans_notes="1"))
    assert "Secret de famille" in json.dumps(payload(client))


def test_a_link_carries_no_answer(client) -> None:
    make_criterion()
    answer(client, handicap="reconnu", age=45, departement="59")
    put_plan(client, "cep")
    carried = payload(client)
    assert set(carried) == {"v", "d", "e"}
    assert carried["e"] == [["cep", "", 0, "", "", sharing.fingerprint(scheme_of("cep"))]]


def scheme_of(slug: str) -> Scheme:
    return Scheme.objects.get(slug=slug)


def test_the_same_plan_gives_the_same_link_whatever_the_answers(client) -> None:
    put_plan(client, "cep")
    before = payload(client)
    answer(client, handicap="reconnu", age=45)
    assert payload(client) == before


def test_before_sharing_the_page_warns_about_the_notes(client) -> None:
    put_plan(client, PlanStep("cep", note="Note"))
    assert "Vos notes partent avec le lien" in text_of(client.get(PAGE))
    put_plan(client, "cep")
    assert "Vos notes partent" not in text_of(client.get(PAGE))


def test_the_link_comes_with_a_code_drawn_on_the_page(client) -> None:
    put_plan(client, "cep")
    assert 'src="data:image/svg+xml' in share(client).content.decode()


def test_a_plan_too_long_for_a_code_still_has_a_link(client) -> None:
    put_plan(client, PlanStep("cep", note=incompressible(400)))
    response = share(client)
    assert response.context["address"]
    assert response.context["code"] == ""
    assert "trop long pour un QR code" in text_of(response)


def test_a_plan_too_long_for_a_link_says_so_and_goes_without_its_notes(client) -> None:
    put_plan(client, *[PlanStep("cep", note=incompressible(500)) for _ in range(9)])
    assert "trop long pour un lien" in text_of(share(client))
    assert opened(link(client, sans_notes="1"))


def test_forty_steps_without_notes_fit_in_a_link(client) -> None:
    put_plan(client, *[scheme.slug for scheme in fill(MAX_STEPS)])
    address = link(client)
    assert len(address) < sharing.MAX_ADDRESS
    assert "40 étapes" in opened(address)


def test_an_empty_plan_gives_no_link(client) -> None:
    response = client.post(f"{PAGE}partager/", follow=True)
    assert "Le plan est vide" in text_of(response)


def test_a_link_is_made_on_demand_alone(client) -> None:
    put_plan(client, "cep")
    assert client.get(f"{PAGE}partager/").url == PAGE


# How it is opened


def test_a_shared_plan_needs_no_session_and_leaves_none(client) -> None:
    put_plan(client, "cep")
    address = link(client)
    visitor = Client()
    response = visitor.get(address)
    assert response.status_code == 200
    assert "sessionid" not in visitor.cookies


def test_neither_search_engines_nor_caches_keep_it(client) -> None:
    put_plan(client, "cep")
    for address in (link(client), "/plans/faux/"):
        response = Client().get(address)
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]
        assert 'name="robots"' in response.content.decode()


def test_a_shared_plan_is_taken_over_and_the_former_can_come_back(client) -> None:
    put_plan(client, dated("ptp", "2027-01-04", 3, note="Note"), "cep")
    shared = token(client)
    other = Client()
    put_plan(other, "cep")
    told = text_of(other.post(f"{PAGE}reprendre/", {"plan": shared}, follow=True))
    assert "Ce plan est maintenant le vôtre" in told
    assert slugs_of(other) == ["ptp", "cep"]
    assert plan_of(other).steps[0].note == "Note"
    assert "Votre plan précédent est remplacé." in told


def test_the_number_of_queries_does_not_grow_with_the_plan(client) -> None:
    slugs = [scheme.slug for scheme in fill(30)]
    counts = []
    for number in (3, 30):
        put_plan(client, *slugs[:number])
        counts.append(queries_of(Client(), link(client)))
    assert counts[0] == counts[1]


# What has changed since


CHANGES = {
    "les règles d'accès": lambda s: make_condition(s, make_criterion(), Operator.IN, ["aucun"]),
    "la durée": lambda s: Scheme.objects.filter(pk=s.pk).update(duration_note="Plus courte."),
    "le statut, le revenu ou le coût": lambda s: Scheme.objects.filter(pk=s.pk).update(
        cost_left="Payant."
    ),
    "les démarches": lambda s: s.steps.create(text="Une démarche de plus."),
    "les contacts": lambda s: s.actors.create(
        role="contact", organisation=make_contact().organisation
    ),
    "la validité": lambda s: Scheme.objects.filter(pk=s.pk).update(state=State.EXPERIMENTAL),
}


def test_every_group_has_a_change_to_be_tried_with() -> None:
    assert set(CHANGES) == set(sharing.GROUPS)


@pytest.mark.parametrize("group", sharing.GROUPS)
def test_a_change_in_a_card_is_told_with_its_part(client, group) -> None:
    put_plan(client, "cep", "ptp")
    address = link(client)
    assert "Rien n'a changé dans ces fiches depuis." in opened(address)
    CHANGES[group](scheme_of("ptp"))
    told = opened(address)
    assert f"PTP : {group}." in told
    assert "CEP :" not in told


def test_what_is_no_access_rule_nor_duration_is_not_told(client) -> None:
    put_plan(client, "cep")
    address = link(client)
    Scheme.objects.filter(slug="cep").update(editor_note="Relu.", summary="Autrement dit.")
    assert "Rien n'a changé" in opened(address)


def test_archived_and_deleted_schemes_are_told_and_the_rest_is_shown(client) -> None:
    make_scheme("afc", name="Action de formation")
    put_plan(client, "cep", "afc", "ptp")
    address = link(client)
    Scheme.objects.filter(slug="afc").update(publication=Publication.ARCHIVED)
    Scheme.objects.filter(slug="ptp").delete()
    told = opened(address)
    assert "n'est plus publié" in told
    assert "ne correspond à aucun dispositif connu" in told
    assert "CEP" in told


# Bad links


def test_every_part_of_a_link_that_is_touched_breaks_it(client) -> None:
    put_plan(client, dated("cep", "2027-01-04", 3, note="Note"))
    good = token(client)
    for place in range(len(good)):
        other = "A" if good[place] != "A" else "B"
        forged = good[:place] + other + good[place + 1 :]
        try:
            sharing.read_token(forged)
        except sharing.LinkInvalid:
            continue
        pytest.fail(f"a link changed at {place} was read")


def test_a_cut_link_is_told(client) -> None:
    put_plan(client, "cep")
    good = token(client)
    for end in (1, 5, len(good) // 2, len(good) - 1):
        assert "Ce lien ne marche pas" in opened(f"/plans/{good[:end]}/", status=404)


def test_a_link_signed_for_something_else_is_refused() -> None:
    stolen = signing.dumps({"v": 1, "d": "2027-01-01", "e": []}, salt="autre")
    assert "Ce lien ne marche pas" in opened(f"/plans/{stolen}/", status=404)


def test_a_link_signed_with_another_key_is_refused_and_a_former_key_is_read(client) -> None:
    put_plan(client, "cep")
    address = link(client)
    with override_settings(SECRET_KEY="new"):
        opened(address, status=404)
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["only-for-the-tests"]):
        opened(address)


def test_a_link_older_than_180_days_has_expired(client, monkeypatch) -> None:
    put_plan(client, "cep")
    address = link(client)
    now = signing.time.time()
    for days, status in ((179, 200), (181, 410)):
        later = now + timedelta(days=days).total_seconds()
        with monkeypatch.context() as patched:
            patched.setattr(signing.time, "time", lambda later=later: later)
            told = text_of(Client().get(address))
            assert ("Ce lien a expiré" in told) is (status == 410)


@pytest.mark.parametrize(
    "content",
    [
        {"v": 0, "d": "2027-01-01", "e": []},
        {"v": 1},
        {"v": 1, "d": "hier", "e": []},
        {"v": 1, "d": "2027-01-01", "e": [["cep"]]},
        {"v": 1, "d": "2027-01-01", "e": [["cep", "2027-02-31", 0, "", "", ""]]},
        {"v": 1, "d": "2027-01-01", "e": 5},
        {"v": 1, "d": 5, "e": []},
        ["v"],
        "cep",
        None,
    ],
)
def test_a_link_of_another_format_is_outdated(content) -> None:
    assert "Ce lien est trop ancien" in opened(signed(content), status=410)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_links_are_answered(client, text) -> None:
    address = f"/plans/{quote(text[:2000].encode('utf-8', 'surrogatepass'), safe='')}/"
    assert Client().get(address).status_code == 404
    response = client.post(f"{PAGE}reprendre/", {"plan": text[:2000]})
    assert response.status_code == 404


def test_a_bad_link_is_not_taken_over(client) -> None:
    put_plan(client, "cep")
    response = client.post(f"{PAGE}reprendre/", {"plan": "faux"})
    assert response.status_code == 404
    assert slugs_of(client) == ["cep"]


def test_of_a_link_with_two_hundred_steps_forty_are_kept() -> None:
    steps = [["cep", "", 0, "", "", ""]] * 200
    assert "40 étapes" in opened(signed({"v": 1, "d": "2027-01-01", "e": steps}))
