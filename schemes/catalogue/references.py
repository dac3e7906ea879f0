"""Checks across files: every slug that is named exists, every test fits its criterion."""

from collections.abc import Iterable, Iterator

from schemes.catalogue.faults import Fault
from schemes.catalogue.reader import Catalogue, Entry
from schemes.catalogue.schema_reference import CriterionSpec
from schemes.catalogue.schema_scheme import SchemeSpec
from schemes.catalogue.yaml_files import Place
from schemes.enums import CriterionType, Nature, TerritoryKind
from schemes.rule_lint import test_problem
from schemes.vocabulary import Option, Question

Named = Iterator[tuple[Place, str, str]]  # where, kind of object, key that is named


def reference_faults(catalogue: Catalogue) -> Iterator[Fault]:
    for kind, named in _NAMED.items():
        for entry in catalogue.entries[kind].values():
            for place, target, key in named(entry.spec):
                if key and key not in catalogue.entries[target]:
                    yield entry.fault(place, f"« {key} » n'existe pas ({_LABELS[target]}).")
    questions = {spec.key: _question(spec, catalogue) for spec in catalogue.specs("criteria")}
    for entry in catalogue.entries["schemes"].values():
        yield from _rule_faults(entry, questions)
        yield from _link_faults(entry, catalogue)
    yield from _figure_faults(catalogue)
    yield from _repeated_case_faults(catalogue)
    yield from _situation_faults(catalogue)


_LABELS = {
    "territories": "territoires",
    "sources": "sources",
    "criteria": "critères",
    "organisations": "organismes",
    "schemes": "dispositifs",
    "stages": "étapes",
}


def _named_by_territory(spec) -> Named:
    yield ("parent",), "territories", spec.parent


def _named_by_criterion(spec) -> Named:
    yield ("follows",), "criteria", spec.follows
    if spec.asked_when:
        yield ("asked_when",), "criteria", spec.asked_when.get("criterion")
    for index, option in enumerate(spec.options):
        for slug in option.helped_by:
            yield ("options", index, "helped_by"), "schemes", slug


def _named_by_organisation(spec) -> Named:
    yield ("network",), "organisations", spec.network
    yield ("source",), "sources", spec.source
    for index, slug in enumerate(spec.territories):
        yield ("territories", index), "territories", slug
    for index, contact in enumerate(spec.contacts):
        yield ("contacts", index, "territory"), "territories", contact.territory


def _named_by_term(spec) -> Named:
    yield ("scheme",), "schemes", spec.scheme
    yield ("source",), "sources", spec.source


def _named_by_scheme(spec: SchemeSpec) -> Named:
    yield ("territory",), "territories", spec.territory
    for index, stage in enumerate(spec.stages):
        yield ("stages", index), "stages", stage
    for field in ("steps", "actors"):
        for index, part in enumerate(getattr(spec, field)):
            yield (field, index, "organisation"), "organisations", part.organisation
    for index, slug in enumerate(spec.compensation):
        yield ("compensation", index), "schemes", slug
    for index, link in enumerate(spec.links):
        yield ("links", index, "to"), "schemes", link.to
    for index, citation in enumerate(spec.sources):
        yield ("sources", index, "source"), "sources", citation.source
    for place, condition in _conditions(spec):
        yield (*place, "source"), "sources", condition.source


def _named_by_case(spec) -> Named:
    for index, expected in enumerate(spec.expected):
        yield ("expected", index, "scheme"), "schemes", expected.scheme


def _named_by_initiative(spec) -> Named:
    yield ("territory",), "territories", spec.territory
    yield ("source",), "sources", spec.source
    for index, slug in enumerate(spec.schemes):
        yield ("schemes", index), "schemes", slug


def _named_by_comparison(spec) -> Named:
    yield ("source",), "sources", spec.source
    for index, attribute in enumerate(spec.attributes):
        for slug in attribute.values:
            yield ("attributes", index, "values", slug), "schemes", slug


def _named_by_journey(spec) -> Named:
    for index, step in enumerate(spec.steps):
        for number, slug in enumerate(step.who):
            yield ("steps", index, "who", number), "organisations", slug
        for number, slug in enumerate(step.schemes):
            yield ("steps", index, "schemes", number), "schemes", slug


def _named_by_employer(spec) -> Named:
    for field in ("gains", "duties", "steps", "costs"):
        for index, point in enumerate(getattr(spec, field)):
            yield (field, index, "source"), "sources", point.source
            yield (field, index, "organisation"), "organisations", point.organisation
    for index, proposal in enumerate(spec.schemes):
        yield ("schemes", index, "scheme"), "schemes", proposal.scheme
    for index, call in enumerate(spec.calls):
        yield ("calls", index, "organisation"), "organisations", call.organisation


def _named_by_situation(spec) -> Named:
    yield ("scheme",), "schemes", spec.scheme
    yield ("stage",), "stages", spec.stage


_NAMED = {
    "territories": _named_by_territory,
    "criteria": _named_by_criterion,
    "organisations": _named_by_organisation,
    "glossary": _named_by_term,
    "schemes": _named_by_scheme,
    "cases": _named_by_case,
    "initiatives": _named_by_initiative,
    "comparisons": _named_by_comparison,
    "journeys": _named_by_journey,
    "employer": _named_by_employer,
    "situations": _named_by_situation,
}


def _conditions(spec: SchemeSpec):
    for index, condition in enumerate(spec.rules.base):
        yield ("rules", "base", index), condition
    for number, audience in enumerate(spec.rules.audiences):
        for index, condition in enumerate(audience.conditions):
            yield ("rules", "audiences", number, "conditions", index), condition


def _question(spec: CriterionSpec, catalogue: Catalogue) -> Question:
    """The part of a criterion that tests are checked against."""
    values: Iterable = (option.value for option in spec.options)
    if spec.type == CriterionType.TERRITORY:
        values = (
            t.slug for t in catalogue.specs("territories") if t.kind == TerritoryKind.DEPARTMENT
        )
    return Question(
        key=spec.key,
        type=spec.type,
        label=spec.label,
        minimum=spec.min or 0,
        maximum=spec.max or 0,
        options=tuple(Option(value, str(value)) for value in values),
    )


def _rule_faults(entry: Entry, questions: dict[str, Question]) -> Iterator[Fault]:
    for place, condition in _conditions(entry.spec):
        for where, test in ((place, condition), ((*place, "unless"), condition.unless)):
            if test is None or test.criterion is None:
                continue
            question = questions.get(test.criterion)
            problem = (
                test_problem(question, test.operator, test.value)
                if question
                else f"« {test.criterion} » n'est pas un critère."
            )
            if problem:
                yield entry.fault(where, problem)
    keys = [audience.key for audience in entry.spec.rules.audiences]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield entry.fault(
                ("rules", "audiences", number, "key"), f"Le public « {key} » est répété."
            )


def _link_faults(entry: Entry, catalogue: Catalogue) -> Iterator[Fault]:
    spec = entry.spec
    pairs = [(link.kind, link.to) for link in spec.links]
    for index, pair in enumerate(pairs):
        if pair in pairs[:index]:
            yield entry.fault(("links", index), "Ce lien est répété.")
        if pair[1] == spec.slug:
            yield entry.fault(("links", index), "Un dispositif n'est pas lié à lui-même.")
    urls = [resource.url for resource in spec.resources]
    for index, url in enumerate(urls):
        if url in urls[:index]:
            yield entry.fault(("resources", index), "Cette adresse est répétée.")
    for index, slug in enumerate(spec.compensation):
        target = catalogue.entries["schemes"].get(slug)
        if target and target.spec.nature != Nature.COMPENSATION:
            yield entry.fault(("compensation", index), f"« {slug} » n'est pas une compensation.")


def _figure_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """The same key must mean the same figure on every card."""
    seen: dict[str, tuple] = {}
    for entry in catalogue.entries["schemes"].values():
        if not entry.spec.is_public:
            continue
        own = set()
        for index, figure in enumerate(entry.spec.figures):
            value = (figure.min, figure.max, figure.unit)
            if figure.key in own:
                yield entry.fault(("figures", index), f"Le chiffre « {figure.key} » est répété.")
            own.add(figure.key)
            other_value, other = seen.setdefault(figure.key, (value, entry))
            if other_value != value:
                message = f"« {figure.key} » a une autre valeur dans {other.document.path.name}."
                yield entry.fault(("figures", index), message)


def _repeated_case_faults(catalogue: Catalogue) -> Iterator[Fault]:
    seen = catalogue.keys("cases")
    for entry in catalogue.entries["schemes"].values():
        for index, case in enumerate(entry.spec.cases):
            if case.slug in seen:
                yield entry.fault(("cases", index), f"Le cas type « {case.slug} » existe déjà.")
            seen.add(case.slug)


def _situation_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """A list that a situation leads to is filtered by answers that exist."""
    for name, key in (("statut", "statuts"), ("handicap", "handicap")):
        criterion = catalogue.entries["criteria"].get(key)
        known = {option.value for option in criterion.spec.options} if criterion else set()
        for entry in catalogue.entries["situations"].values():
            for index, value in enumerate(getattr(entry.spec.filters, name, ())):
                if value not in known:
                    message = f"« {value} » n'est pas une réponse de « {key} »."
                    yield entry.fault(("filters", name, index), message)
