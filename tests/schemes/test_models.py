"""What the database itself refuses, and the French sentence that says why."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import BaseConstraint

from schemes.enums import ActorRole, CriterionType, LinkKind, ResourceKind, Scope
from schemes.models import (
    Actor,
    Audience,
    Citation,
    Condition,
    Contact,
    Criterion,
    CriterionOption,
    Figure,
    Organisation,
    Resource,
    Scheme,
    SchemeLink,
    Territory,
)
from tests.factories import (
    make_audience,
    make_condition,
    make_criterion,
    make_expectation,
    make_organisation,
    make_scheme,
    make_source,
    make_stage,
    make_territory,
)

pytestmark = pytest.mark.django_db


def changed(row: models.Model, **values) -> models.Model:
    """`row` as it is, less what `values` make wrong."""
    for name, value in values.items():
        setattr(row, name, value)
    return row


def scheme(**values) -> Scheme:
    return changed(make_scheme("ptp"), **values)


def condition(**values) -> Condition:
    return changed(make_condition(make_scheme("ptp")), **values)


def contact(**values) -> Contact:
    values = {"label": "Accueil", "role": ActorRole.CONTACT, "phone": "39 49"} | values
    return Contact(organisation=make_organisation("mdph"), **values)


def part(model: type[models.Model], **values) -> models.Model:
    return model(scheme=make_scheme("ptp"), **values)


def again(row: models.Model) -> models.Model:
    """A second row with all that the first one holds."""
    row.save()
    names = [f.attname for f in row._meta.concrete_fields if not f.primary_key]
    return type(row)(**{name: getattr(row, name) for name in names})


def figure(low: int = 1, high: int = 2) -> Figure:
    return part(Figure, key="aide", label="Aide", minimum=low, maximum=high)


def link(**values) -> SchemeLink:
    return SchemeLink(
        **{
            "from_scheme": make_scheme("ptp"),
            "to_scheme": make_scheme("vae"),
            "kind": LinkKind.FOLLOWS,
        }
        | values
    )


def to_itself() -> SchemeLink:
    own = make_scheme("ptp")
    return SchemeLink(from_scheme=own, to_scheme=own, kind=LinkKind.FOLLOWS)


def resource(kind: str = ResourceKind.TOOL) -> Resource:
    return part(Resource, label="Page", url="https://exemple.fr/", kind=kind)


def same_option() -> CriterionOption:
    return again(make_criterion().options.first())


WRONG: dict[str, tuple[Callable[[], models.Model], str]] = {
    "territory_kind_known": (
        lambda: Territory(slug="x", code="x", name="X", kind="village"),
        "Ce niveau de territoire n'existe pas.",
    ),
    "organisation_kind_known": (
        lambda: Organisation(slug="x", name="X", kind="roi"),
        "Ce rôle n'existe pas.",
    ),
    "contact_reachable": (lambda: contact(phone=""), "Un contact donne au moins un téléphone"),
    "contact_role_known": (lambda: contact(role="roi"), "Ce rôle n'existe pas."),
    "scheme_duration_ordered": (
        lambda: scheme(duration_min=12, duration_max=6, duration_unit="mois"),
        "La durée maximale est plus courte que la minimale.",
    ),
    "scheme_duration_has_unit": (lambda: scheme(duration_max=6), "Une durée a une unité."),
    "scheme_weekly_hours_ordered": (
        lambda: scheme(weekly_hours_min=35, weekly_hours_max=20),
        "Le maximum d'heures par semaine est sous le minimum.",
    ),
    "scheme_validity_ordered": (
        lambda: scheme(valid_from="2026-02-01", valid_until="2026-01-01"),
        "La fin de validité précède le début.",
    ),
    "scheme_choices_known": (lambda: scheme(state="oublié"), "Nature, droit, état ou publication"),
    "criterion_type_known": (
        lambda: Criterion(key="x", label="X", group="situation", question="X", type="couleur"),
        "Ce type de critère n'existe pas.",
    ),
    "criterion_number_bounded": (
        lambda: changed(make_criterion("age", CriterionType.NUMBER), maximum=0),
        "Un nombre a un minimum et un maximum plus grand.",
    ),
    "option_once_a_criterion": (same_option, "Cette réponse existe déjà."),
    "audience_once_a_scheme": (
        lambda: again(part(Audience, key="a", label="A")),
        "Ce public existe déjà.",
    ),
    "condition_scope_known": (lambda: condition(scope="bof"), "Cette portée n'existe pas."),
    "condition_test_whole": (
        lambda: condition(operator="", scope=Scope.TO_CONFIRM),
        "Un critère va avec un opérateur.",
    ),
    "condition_required_decides": (
        lambda: condition(operator="", criterion=None),
        "Une condition requise porte sur un critère.",
    ),
    "condition_exception_whole": (
        lambda: condition(unless_criterion=make_criterion()),
        "« Sauf si » a un critère et un opérateur.",
    ),
    "condition_worded": (lambda: condition(wording=""), "Une condition s'écrit en clair."),
    "expectation_once": (
        lambda: again(make_expectation(make_scheme("ptp"))),
        "Ce cas type a déjà un verdict pour ce dispositif.",
    ),
    "expectation_verdict_known": (
        lambda: changed(make_expectation(make_scheme("ptp")), verdict="bof"),
        "Ce verdict n'existe pas.",
    ),
    "figure_once_a_scheme": (lambda: again(figure()), "Ce chiffre est déjà sur la fiche."),
    "figure_ordered": (lambda: figure(2, 1), "Le maximum est plus petit que le minimum."),
    "resource_once_a_scheme": (lambda: again(resource()), "Cette adresse est déjà sur la fiche."),
    "resource_kind_known": (lambda: resource("bof"), "Ce type de ressource n'existe pas."),
    "actor_named": (
        lambda: part(Actor, role=ActorRole.FUNDER),
        "Un acteur est un organisme, ou un intitulé en clair.",
    ),
    "actor_role_known": (lambda: part(Actor, role="roi", label="X"), "Ce rôle n'existe pas."),
    "citation_once": (
        lambda: again(part(Citation, source=make_source(), place="x")),
        "Cette source est déjà citée.",
    ),
    "link_once": (lambda: again(link()), "Ce lien existe déjà."),
    "link_between_two": (to_itself, "Un dispositif n'est pas lié à lui-même."),
    "link_kind_known": (lambda: link(kind="bof"), "Ce type de lien n'existe pas."),
}


@pytest.mark.parametrize(("wrong", "message"), WRONG.values(), ids=WRONG)
def test_validation_refuses_in_french_and_the_database_refuses_by_itself(wrong, message):
    row = wrong()
    with pytest.raises(ValidationError) as caught:
        row.validate_constraints()
    assert message in " ".join(caught.value.messages)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def own_constraints() -> dict[str, BaseConstraint]:
    every = apps.get_app_config("schemes").get_models()
    return {c.name: c for model in every for c in model._meta.constraints}


def test_every_constraint_says_in_its_own_words_what_it_refuses():
    silent = BaseConstraint.default_violation_error_message
    assert [n for n, c in own_constraints().items() if c.violation_error_message == silent] == []
    assert set(WRONG) <= set(own_constraints()), "a case here proves a constraint that is gone"


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: again(make_scheme("ptp")), "slug"),
        (lambda: again(make_source()), "slug"),
        (lambda: again(make_territory()), "slug"),
        (lambda: again(make_organisation()), "slug"),
        (lambda: again(make_criterion()), "key"),
        (lambda: again(make_stage()), "slug"),
    ],
    ids=["scheme", "source", "territory", "organisation", "criterion", "stage"],
)
def test_a_public_key_belongs_to_one_row(make, field):
    row = make()
    with pytest.raises(ValidationError) as caught:
        row.validate_unique()
    assert field in caught.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("slug", ["Été", "a b", "-a", "a-", "a--b", "a/b", "a_b", "😀", ""])
def test_a_slug_is_ascii_letters_digits_and_single_dashes(slug):
    with pytest.raises(ValidationError) as caught:
        changed(make_scheme("ptp"), slug=slug).full_clean()
    assert "slug" in caught.value.message_dict


@pytest.mark.parametrize("phone", ["12 34 56", "abc", "00 00 00 00 00"])
def test_a_wrong_telephone_number_is_refused_in_french(phone):
    with pytest.raises(ValidationError) as caught:
        contact(phone=phone).full_clean()
    assert "n'est pas un numéro de téléphone" in caught.value.message_dict["phone"][0]


def test_a_condition_belongs_to_a_public_of_its_own_scheme():
    other = make_audience(make_scheme("vae"))
    with pytest.raises(ValidationError) as caught:
        condition(audience=other).full_clean()
    assert caught.value.message_dict == {"audience": ["Ce public est celui d'un autre dispositif."]}


@pytest.mark.parametrize("good", [scheme, condition, contact, figure, link, resource])
def test_without_the_fault_the_row_passes(good):
    """Else the refusals above could come from something else."""
    row = good()
    row.full_clean()
    row.save()


def test_what_rules_refer_to_cannot_be_deleted():
    row = make_condition(make_scheme("ptp"))
    for used in (row.source, row.criterion):
        with pytest.raises(models.ProtectedError):
            used.delete()


def test_a_scheme_goes_with_its_parts_and_leaves_what_it_referred_to():
    row = make_scheme("ptp")
    make_condition(row, audience=make_audience(row))
    source = make_source()
    row.delete()
    assert not Condition.objects.exists()
    assert not Audience.objects.exists()
    source.refresh_from_db()
