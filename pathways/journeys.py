"""The two typical pathways of the guide, read with the verdicts of the person."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways.person import Person
from pathways.plan_store import PlanStore
from pathways.walk import fit_stage
from schemes.models import Journey


@require_safe
def journey(request, slug):
    chosen = get_object_or_404(
        Journey.objects.prefetch_related("steps__schemes", "steps__organisations"), slug=slug
    )
    person = Person(request.session)
    context = {
        "journey": chosen,
        "phases": phases_of(chosen, person.verdicts(timezone.localdate())),
        "count": person.answers.count,
        "planned": PlanStore(request.session).plan.slugs,
    }
    return render(request, "pathways/journey.html", context)


def phases_of(chosen: Journey, verdicts: dict) -> list[tuple[str, list]]:
    """« Avant », « pendant », « après », each with its steps and what fits them."""
    return [
        (label, [(step, fit_stage(_shown(step, verdicts), verdicts)) for step in steps])
        for label, steps in groupby(chosen.steps.all(), key=lambda step: step.get_phase_display())
    ]


def _shown(step, verdicts: dict) -> list:
    return [scheme for scheme in step.schemes.all() if scheme.slug in verdicts]
