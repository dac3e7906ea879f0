"""Rows for tests: each function makes one that is valid, with only what the test says different.

What a row refers to is found again by its key, so that two rows of a test share their source.
"""

from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission, User

from schemes.enums import (
    ActorRole,
    CriterionType,
    LegalRegime,
    Nature,
    Operator,
    Publication,
    Scope,
    StageSlug,
    TerritoryKind,
    VerdictValue,
)
from schemes.models import (
    Audience,
    CaseType,
    Condition,
    Contact,
    Criterion,
    CriterionOption,
    Expectation,
    GlossaryTerm,
    Organisation,
    Scheme,
    Source,
    Stage,
    Territory,
)

_numbers = count(1)

DEPARTMENTS = {"02": "Aisne", "59": "Nord", "60": "Oise", "62": "Pas-de-Calais", "80": "Somme"}


def make_source(slug: str = "guide-2025", **values: Any) -> Source:
    return Source.objects.get_or_create(slug=slug, defaults={"title": f"Source {slug}"} | values)[0]


def make_territory(slug: str = "national", **values: Any) -> Territory:
    """`national`, a region, or one of DEPARTMENTS in the region `hauts-de-france`."""
    return Territory.objects.get_or_create(slug=slug, defaults=_place(slug) | values)[0]


def _place(slug: str) -> dict[str, Any]:
    if slug == "national":
        return {"code": "FR", "kind": TerritoryKind.COUNTRY, "name": "France"}
    if slug in DEPARTMENTS:
        region = make_territory("hauts-de-france")
        kind = TerritoryKind.DEPARTMENT
        return {"code": slug, "kind": kind, "name": DEPARTMENTS[slug], "parent": region}
    country = make_territory()
    name = slug.replace("-", " ").title()
    return {"code": slug[:10], "kind": TerritoryKind.REGION, "name": name, "parent": country}


def make_stage(slug: str = StageSlug.TRAINING) -> Stage:
    stage = StageSlug(slug)
    defaults = {"name": stage.label, "position": StageSlug.values.index(stage)}
    return Stage.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_organisation(slug: str = "", **values: Any) -> Organisation:
    slug = slug or f"organisme-{next(_numbers)}"
    values = {"name": f"Organisme {slug}", "kind": ActorRole.FUNDER} | values
    return Organisation.objects.get_or_create(slug=slug, defaults=values)[0]


def make_contact(organisation: Organisation | None = None, **values: Any) -> Contact:
    values = {"label": "Accueil", "role": ActorRole.FUNDER, "phone": "03 59 61 62 63"} | values
    return Contact.objects.create(organisation=organisation or make_organisation(), **values)


def make_term(term: str = "RQTH", **values: Any) -> GlossaryTerm:
    values = {"slug": term.lower(), "definition": f"Ce que veut dire {term}."} | values
    return GlossaryTerm.objects.create(term=term, **values)


def make_scheme(slug: str = "", *, stages: tuple[str, ...] = (), **values: Any) -> Scheme:
    """A published national scheme of the stage `formation`, in force, without rules."""
    slug = slug or f"dispositif-{next(_numbers)}"
    values = {
        "name": f"Dispositif {slug}",
        "summary": f"Ce que fait {slug}.",
        "nature": Nature.TRAINING,
        "legal_regime": LegalRegime.COMMON,
        "publication": Publication.PUBLISHED,
        "territory": values.pop("territory", None) or make_territory(),
    } | values
    scheme = Scheme.objects.create(slug=slug, **values)
    scheme.stages.set([make_stage(stage) for stage in stages or (StageSlug.TRAINING,)])
    return scheme


def make_criterion(
    key: str = "handicap",
    kind: str = CriterionType.CHOICE,
    *,
    options: tuple[str, ...] = ("reconnu", "en-cours", "aucun"),
    **values: Any,
) -> Criterion:
    """A choice among `options`; a number goes from 0 to 99 unless told."""
    values = {"type": kind, "label": key.title(), "group": "situation"} | values
    values = {"question": f"{key.title()} ?"} | values
    if kind == CriterionType.NUMBER:
        values = {"minimum": 0, "maximum": 99} | values
    criterion, is_new = Criterion.objects.get_or_create(key=key, defaults=values)
    if is_new and kind not in (CriterionType.NUMBER, CriterionType.TERRITORY):
        _add_options(criterion, options)
    return criterion


def _add_options(criterion: Criterion, options: tuple[str, ...]) -> None:
    values = ("true", "false") if criterion.type == CriterionType.BOOLEAN else options
    for position, value in enumerate(values):
        CriterionOption.objects.create(
            criterion=criterion, position=position, value=value, label=value.title()
        )


def make_audience(scheme: Scheme, key: str = "", **values: Any) -> Audience:
    key = key or f"public-{next(_numbers)}"
    return Audience.objects.create(scheme=scheme, key=key, **{"label": f"Public {key}"} | values)


def make_condition(
    scheme: Scheme, criterion: Criterion | None = None, *test: Any, **values: Any
) -> Condition:
    """`test` is the operator and its value, by default « handicap reconnu »."""
    if values.get("scope", Scope.REQUIRED) == Scope.REQUIRED:
        criterion, test = criterion or make_criterion(), test or (Operator.IN, ["reconnu"])
    operator, value = (*test, None, None)[:2]
    values = {"wording": "Une condition.", "place": "page 1"} | values
    values = {"criterion": criterion, "operator": operator or "", "value": value} | values
    values = {"source": values.pop("source", None) or make_source()} | values
    return Condition.objects.create(scheme=scheme, **values)


def make_expectation(
    scheme: Scheme, verdict: str = VerdictValue.YES, **profile: Any
) -> Expectation:
    case = CaseType.objects.create(
        slug=f"cas-{next(_numbers)}", label="Une personne", profile=profile
    )
    return Expectation.objects.create(case_type=case, scheme=scheme, verdict=verdict)


def make_staff(name: str = "redactrice", *permissions: str, **values: Any) -> User:
    """Somebody who passes the door of the admin, with these rights of the catalogue."""
    user = User.objects.create_user(name, is_staff=True, **values)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    give_second_factor(user)
    return user


def give_second_factor(user: User) -> None:
    """The door asks whether there is one; `force_login` then skips its code."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
