"""Prints the benchmarks on the catalogue of fixtures/."""

import statistics
import time
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from pathways.questions import OPENING, next_question
from schemes.models import CaseType, Scheme
from schemes.profile import Profile
from schemes.rulebook import Rulebook, load_rulebook
from schemes.ruleset import Ruleset
from tests.benchmarks.people import people
from tests.benchmarks.questions import compare

PEOPLE = 2000
ROUNDS = 30
STAGES = ("remobilisation", "projet", "preparation", "formation", "emploi")


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", settings.BASE_DIR / "fixtures", stdout=StringIO())
    rulebook = load_rulebook(Scheme.objects.published().current())
    print_questions(rulebook)
    print_speed(rulebook)


def print_questions(rulebook: Rulebook) -> None:
    stages = {stage: rulesets_of(stage, rulebook) for stage in STAGES}
    cases = list(CaseType.objects.values_list("profile", flat=True))
    crowd = people(PEOPLE, rulebook.vocabulary, cases)
    rows = compare(stages, rulebook.vocabulary, crowd)
    print(f"Questions to settle 90 % of a stage's schemes, {PEOPLE} simulated people")
    print("stage           people  adaptive  median  editorial  median   ratio")
    for row in rows:
        print(row)
    total = sum(sum(r.adaptive) for r in rows) / sum(sum(r.editorial) for r in rows)
    print(f"adaptive / editorial, all stages: {total:.2f}\n")


def rulesets_of(stage: str, rulebook: Rulebook) -> list[Ruleset]:
    slugs = Scheme.objects.published().current().for_stage(stage).values_list("slug", flat=True)
    return [rulebook.rulesets[slug] for slug in slugs]


def print_speed(rulebook: Rulebook) -> None:
    today, profile = timezone.localdate(), Profile({"age": 45})
    rulesets = list(rulebook.rulesets.values())
    evaluation = timed(lambda: rulebook.verdicts(profile, today))
    choice = timed(lambda: next_question(rulesets, rulebook.vocabulary, profile, OPENING))
    print(f"choice of the next question / evaluation of all cards: {choice / evaluation:.2f}")
    print(f"evaluation of {len(rulesets)} cards: {evaluation * 1000:.1f} ms (median)")
    print(f"choice of the next question: {choice * 1000:.1f} ms (median)")


def timed(action) -> float:
    durations = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)
