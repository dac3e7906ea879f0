"""What keeps a card from being published, as French sentences."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from schemes.expectations import broken_expectations
from schemes.models import Figure, Scheme
from schemes.nearby import bodies_to_call
from schemes.rule_lint import rule_problems
from schemes.rulebook import load_rulebook


def unsound_rules(scheme: Scheme) -> Iterator[str]:
    rules = load_rulebook(Scheme.objects.filter(pk=scheme.pk)).rulesets[scheme.slug]
    for problem in rule_problems(rules):
        where = ""
        if problem.audience is not None:
            where = f"Public « {rules.audiences[problem.audience].label} » : "
        yield f"{where}{problem.message}"


def lacks(scheme: Scheme) -> Iterator[str]:
    if not scheme.stages.exists():
        yield "Aucune étape du parcours n'est cochée."
    if not scheme.citations.exists():
        yield "Aucune source n'est citée."
    if not scheme.is_historic and not bodies_to_call(scheme):
        yield "Aucun acteur de la fiche ne donne de quoi le joindre."


def ended(scheme: Scheme) -> Iterator[str]:
    is_over = scheme.valid_until and scheme.valid_until < timezone.localdate()
    if is_over and not scheme.is_historic:
        yield (
            f"La validité s'est arrêtée le {scheme.valid_until:%d/%m/%Y} : "
            "passez l'état à « historique » ou changez la date."
        )


def other_figures(scheme: Scheme) -> Iterator[str]:
    """The same key is the same figure on every public card."""
    mine = {f.key: (f.minimum, f.maximum, f.unit) for f in scheme.figures.all()}
    others = Figure.objects.filter(key__in=mine, scheme__in=Scheme.objects.published())
    own = (scheme.pk, scheme.revises_id)
    for figure in others.exclude(scheme__in=filter(None, own)).select_related("scheme"):
        if (figure.minimum, figure.maximum, figure.unit) != mine[figure.key]:
            yield f"Le chiffre « {figure.key} » vaut « {figure.text} » sur {figure.scheme}."


def broken_promises(scheme: Scheme) -> Iterator[str]:
    """A typical person would be told something else than what the editors expect for her."""
    for change in broken_expectations(scheme, timezone.localdate()):
        told, expected = change.after.label.lower(), change.case.expected.label.lower()
        yield (
            f"Cas type « {change.case.label} » : les règles donnent « {told} », "
            f"le verdict attendu est « {expected} »."
        )


CHECKS: tuple[Callable[[Scheme], Iterator[str]], ...] = (
    unsound_rules,
    broken_promises,
    lacks,
    ended,
    other_figures,
)


def blockers(scheme: Scheme) -> list[str]:
    return [sentence for check in CHECKS for sentence in check(scheme)]
