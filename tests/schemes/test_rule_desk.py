"""The effect of unsaved rules beside them: sentences, problems, a profile to try and to keep."""

from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from schemes.enums import CriterionType, Operator
from schemes.models import Audience, CaseType, Condition, Expectation, Scheme
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_expectation,
    make_scheme,
    make_staff,
    make_territory,
)
from tests.schemes.admin_kit import address, shown

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def scheme() -> Scheme:
    scheme = make_scheme("ptp")
    criterion = make_criterion("mois", CriterionType.NUMBER, label="Ancienneté", unit="mois")
    make_condition(
        scheme, criterion, Operator.BETWEEN, [24, None], wording="Avoir 24 mois d'ancienneté."
    )
    make_criterion("csp", CriterionType.BOOLEAN)
    make_criterion("statuts", CriterionType.MULTIPLE, options=("inscrit", "salarie"), exclusive=[])
    return scheme


def url_of(scheme: Scheme | None, page: str = "preview") -> str:
    if scheme is None:
        return reverse("admin:schemes_scheme_preview_new")
    return reverse(f"admin:schemes_scheme_{page}", args=[scheme.pk])


def preview(client: Client, scheme: Scheme, *, page: str = "preview", **changes: object) -> str:
    data = shown(client, address(scheme)) | changes
    response = client.post(url_of(scheme, page), data, headers=HTMX)
    assert response.status_code == 200
    return unescape(response.content.decode())


def rows() -> list:
    return [list(model.objects.values()) for model in (Scheme, Condition, CaseType)]


def test_the_sentences_of_unsaved_rules_are_shown_and_nothing_is_stored(staff, scheme) -> None:
    before = rows()
    page = preview(
        staff,
        scheme,
        **{"conditions-0-wording": "Avoir 36 mois.", "conditions-0-value": "[36, null]"},
    )
    assert "Avoir 36 mois." in page
    assert "Avoir 24 mois" not in page
    assert "Source guide-2025, page 1" in page
    assert "Aucun problème trouvé." in page
    assert rows() == before


def test_a_condition_struck_out_is_not_read(staff, scheme) -> None:
    page = preview(staff, scheme, **{"conditions-0-DELETE": "on"})
    assert "Avoir 24 mois" not in page
    assert "Aucune règle : le verdict sera « à vérifier » pour tout le monde." in page


def test_conditions_are_read_in_the_order_of_their_numbers(staff, scheme) -> None:
    make_condition(scheme, wording="Handicap reconnu.", position=1)
    page = preview(staff, scheme, **{"conditions-0-position": "2"})
    assert page.index("Handicap reconnu.") < page.index("Avoir 24 mois")


def test_a_public_and_its_conditions_are_read_together(staff, scheme) -> None:
    audience = make_audience(scheme, label="En CDI")
    make_condition(scheme, audience=audience, wording="Handicap reconnu.", position=3)
    page = preview(staff, scheme, **{"audiences-0-label": "En CDI ou CDD"})
    assert page.index("En CDI ou CDD") < page.index("Handicap reconnu.")
    assert page.index("Avoir 24 mois") < page.index("En CDI ou CDD")


def test_errors_and_warnings_lead_to_where_they_stand(staff, scheme) -> None:
    criterion = scheme.conditions.get().criterion
    make_condition(scheme, criterion, Operator.BETWEEN, [12, None], wording="12 mois.", position=4)
    make_condition(scheme, criterion, Operator.BETWEEN, [0, 99], wording="Un âge.", position=5)
    page = preview(staff, scheme)
    assert page.index("Erreur\xa0:") < page.index("À savoir\xa0:")
    assert "elle découle de « Avoir 24 mois d'ancienneté. »" in page
    assert '<a href="#conditions-1">12 mois.</a>' in page
    assert '<a href="#conditions-2">Un âge.</a>' in page


def test_a_clash_is_told_with_its_two_conditions(staff, scheme) -> None:
    criterion = scheme.conditions.get().criterion
    make_condition(scheme, criterion, Operator.BETWEEN, [None, 12], wording="Au plus 12 mois.")
    assert "contredit « Au plus 12 mois. »" in preview(staff, scheme)


BAD = [
    ({"conditions-0-value": '["zzz"]'}, "Donnez deux bornes"),
    ({"conditions-0-value": "[1e999, null]"}, "non admis"),
    ({"conditions-0-value": "{"}, "Saisissez du contenu JSON valide"),
    ({"conditions-0-criterion": "999999"}, "Sélectionnez un choix valide"),
    ({"conditions-0-operator": "zzz"}, "Sélectionnez un choix valide"),
    ({"conditions-0-wording": ""}, "Ce champ est obligatoire"),
    ({"conditions-0-position": "premier"}, "Saisissez un nombre entier"),
    ({"conditions-TOTAL_FORMS": "zzz"}, "La page est arrivée incomplète"),
]


@pytest.mark.parametrize(("changes", "words"), BAD, ids=lambda value: str(value)[:50])
def test_bad_input_is_told_in_french_beside_the_rules(staff, scheme, changes, words) -> None:
    assert words in preview(staff, scheme, **changes)


def test_a_public_of_another_card_is_told(staff, scheme) -> None:
    other = make_audience(make_scheme())
    page = preview(staff, scheme, **{"conditions-0-audience": other.pk})
    assert "Ce public n'est pas, ou n'est plus, un public de ce dispositif." in page


def test_a_page_without_anything_is_told(staff, scheme) -> None:
    for data in ({}, {"conditions-TOTAL_FORMS": "-1"}, {"audiences-INITIAL_FORMS": "9999999"}):
        response = staff.post(url_of(scheme), data, headers=HTMX)
        assert "La page est arrivée incomplète" in response.content.decode()


def test_the_area_of_the_posted_territory_is_a_condition(staff, scheme) -> None:
    make_criterion("departement", CriterionType.TERRITORY)
    page = preview(staff, scheme, territory=make_territory("59").pk)
    assert "Habiter dans le territoire du dispositif : Nord (59)." in page


def test_a_new_card_is_previewed_before_it_exists(staff) -> None:
    data = shown(staff, reverse("admin:schemes_scheme_add"))
    response = staff.post(url_of(None), data, headers=HTMX)
    assert "Aucune règle" in response.content.decode()


def test_without_javascript_it_is_a_page_that_leads_back(staff, scheme) -> None:
    data = shown(staff, address(scheme)) | {"conditions-0-wording": "Avoir 36 mois & plus."}
    response = staff.post(url_of(scheme), data)
    page = response.content.decode()
    assert "<h1>L&#x27;effet des règles</h1>" in page
    assert 'name="conditions-0-wording" value="Avoir 36 mois &amp; plus."' in page
    assert 'name="_reprendre" value="Revenir à la fiche"' in page


TRIED = [
    ({"essai-mois": "30"}, "oui"),
    ({"essai-mois": "3"}, "non"),
    ({"essai-csp": "oui"}, "à vérifier"),
]


@pytest.mark.parametrize(("answers", "verdict"), TRIED)
def test_a_profile_is_tried_on_unsaved_rules(staff, scheme, answers, verdict) -> None:
    assert f"Verdict du profil essayé\xa0: {verdict}." in preview(staff, scheme, **answers)


def test_the_rules_tried_are_those_that_are_written_not_those_that_are_stored(
    staff, scheme
) -> None:
    page = preview(staff, scheme, **{"essai-mois": "30", "conditions-0-value": "[36, null]"})
    assert "Verdict du profil essayé\xa0: non." in page


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"essai-mois": "300"}, "Donnez un nombre entre 0 et 99 mois."),
        ({"essai-mois": "trente"}, "Saisissez un nombre entier"),
        ({"essai-handicap": "lune"}, "Sélectionnez un choix valide"),
        ({"essai-statuts": ["lune"]}, "Sélectionnez un choix valide"),
    ],
)
def test_an_answer_that_cannot_be_is_told(staff, scheme, answers, words) -> None:
    make_criterion()
    page = preview(staff, scheme, **answers)
    assert words in page
    assert "Verdict du profil essayé" not in page


def keep(client: Client, scheme: Scheme, **changes: object) -> str:
    said = {"cas-label": "Trente mois", "cas-verdict": "oui", "essai-mois": "30"}
    return preview(client, scheme, page="case", **(said | changes))


def test_a_tried_profile_is_kept_as_a_case_type(staff, scheme) -> None:
    answers = {"essai-csp": "non", "essai-statuts": ["salarie"], "cas-reason": "Article 1."}
    assert "Cas type enregistré" in keep(staff, scheme, **answers)
    case = CaseType.objects.get()
    assert (case.slug, case.label) == ("ptp-trente-mois", "Trente mois")
    assert case.profile == {"mois": 30, "csp": False, "statuts": ["salarie"]}
    expected = case.expectations.get()
    assert (expected.scheme, expected.verdict, expected.reason) == (scheme, "oui", "Article 1.")


def test_an_expectation_that_the_rules_do_not_keep_is_said_at_once(staff, scheme) -> None:
    page = keep(staff, scheme, **{"cas-verdict": "non"})
    assert "Les règles affichées donnent « oui »" in page
    assert CaseType.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cas-label": ""}, "Dites en une phrase qui est cette personne."),
        ({"cas-verdict": ""}, "Choisissez le verdict attendu."),
        ({"cas-verdict": "lune"}, "Ce verdict n'existe pas."),
        ({"essai-mois": ""}, "Répondez d'abord à une question au moins"),
        ({"essai-mois": "300"}, "Répondez d'abord à une question au moins"),
        ({"cas-label": "a" * 251}, "au plus 250 caractères"),
    ],
)
def test_a_case_type_that_is_not_whole_is_not_kept(staff, scheme, changes, words) -> None:
    assert words in keep(staff, scheme, **changes)
    assert not CaseType.objects.exists()


def test_two_case_types_have_two_names_and_two_keys(staff, scheme) -> None:
    keep(staff, scheme)
    assert "Un cas type porte déjà ce nom." in keep(staff, scheme)
    keep(staff, scheme, **{"cas-label": "Trente mois !"})
    slugs = list(CaseType.objects.values_list("slug", flat=True))
    assert slugs == ["ptp-trente-mois", "ptp-trente-mois-2"]


def test_it_is_kept_without_javascript_too(staff, scheme) -> None:
    said = {"cas-label": "Trente mois", "cas-verdict": "oui", "essai-mois": "30"}
    data = shown(staff, address(scheme)) | said
    page = staff.post(url_of(scheme, "case"), data).content.decode()
    assert "Cas type enregistré" in page
    assert 'name="cas-label"' not in page  # going back starts a new one


def test_what_was_tried_is_not_saved_with_the_card(staff, scheme) -> None:
    make_expectation(scheme, mois=30)
    data = shown(staff, address(scheme)) | {"essai-mois": "3", "conditions-0-value": "[36, null]"}
    page = staff.post(address(scheme), data).content.decode()
    assert "essai-mois" not in page


def test_it_is_asked_by_post_alone_and_by_editors_alone(staff, client, scheme) -> None:
    for page in ("preview", "case"):
        assert staff.get(url_of(scheme, page)).status_code == 405
        assert client.post(url_of(scheme, page)).status_code == 302  # to the page of log-in
        client.force_login(make_staff(f"lecteur-{page}"))
        assert client.post(url_of(scheme, page)).status_code == 403
        client.logout()
        assert staff.post(url_of(scheme, page).replace(str(scheme.pk), "0")).status_code == 404


def test_keeping_a_case_type_asks_for_the_right_to(client, scheme) -> None:
    editor = make_staff("redac")
    editor.user_permissions.set(
        Permission.objects.filter(codename__in=["change_scheme", "administer_scheme"])
    )
    client.force_login(editor)
    assert "Enregistrer ce profil" not in client.get(address(scheme)).content.decode()
    assert client.post(url_of(scheme, "case"), {}).status_code == 403
    assert client.post(url_of(scheme), {}).status_code == 200


def test_a_request_forged_elsewhere_is_refused(scheme, admin_user) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(url_of(scheme), {}).status_code == 403


def test_the_page_of_a_card_cites_its_sources_and_says_what_fields_are_for(staff, scheme) -> None:
    scheme.citations.create(source=scheme.conditions.get().source, place="fiche PTP")
    page = staff.get(address(scheme)).content.decode()
    assert "Sources de la fiche (1)" in page
    assert "Source guide-2025, fiche PTP" in page
    assert "La phrase que le public lit, écrite à notre façon." in page


def test_questions_that_the_rules_read_are_asked_first(staff, scheme) -> None:
    page = staff.get(address(scheme)).content.decode()
    first, others = page.index('name="essai-mois"'), page.index("Les autres questions")
    assert first < others < page.index('name="essai-csp"')


def copies(row, count: int) -> None:
    """`count` rows like `row`, written at once: the index of the search is not asked for here."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.fields if not f.primary_key}
    type(row).objects.bulk_create(type(row)(**values) for _ in range(count))


def queries_of(client: Client, url: str, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(100) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_page_asks_as_many_queries_with_60_conditions_as_with_3(
    staff, scheme, django_assert_max_num_queries
) -> None:
    counts = []
    staff.get(address(scheme))  # reads what Django keeps: content types
    for count in (3, 57):
        copies(scheme.conditions.first(), count)
        counts.append(queries_of(staff, address(scheme), django_assert_max_num_queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", ["condition", "audience", "expectation", "casetype"])
def test_a_list_of_rules_asks_as_many_queries_for_300_rows_as_for_3(
    staff, scheme, model, django_assert_max_num_queries
) -> None:
    counts = []
    for number in (3, 297):
        copies(scheme.conditions.first(), number)
        Audience.objects.bulk_create(
            Audience(scheme=scheme, key=f"k{number}-{n}", label="Un public") for n in range(number)
        )
        cases = CaseType.objects.bulk_create(
            CaseType(slug=f"c{number}-{n}", label="Une personne") for n in range(number)
        )
        Expectation.objects.bulk_create(
            Expectation(case_type=case, scheme=scheme, verdict="oui") for case in cases
        )
        url = reverse(f"admin:schemes_{model}_changelist")
        counts.append(queries_of(staff, url, django_assert_max_num_queries))
    assert counts[0] == counts[1] < 25
