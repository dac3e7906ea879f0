"""The plan's page and the changes made on it; each change is a POST that leads back to the page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways import pdf
from pathways.navigation import posted
from pathways.person import Person
from pathways.plan import MAX_STEPS, Plan, PlanStep
from pathways.plan_board import PlanBoard, outlook_of
from pathways.plan_case import quoted
from pathways.plan_forms import (
    AddForm,
    ChangeForm,
    JourneyForm,
    MoveForm,
    OrderForm,
    StepChangeForm,
    StepForm,
    step_initial,
)
from pathways.plan_loading import journey_choices, scheme_choices, scheme_names
from pathways.plan_store import PlanStore
from pathways.starting_plan import PICKED_KINDS, starting_slugs
from schemes.models import JourneyStep
from schemes.tokenless import token_or_origin
from schemes.way_back import way_back

STALE = (
    "Le plan a changé depuis, dans un autre onglet : voici sa dernière version. "
    "Votre geste n'a pas été appliqué."
)
EMPTY = "Le plan est vide : il a été effacé, ou la session a expiré après deux heures."
NOT_UNDERSTOOD = "Ce geste n'a pas été compris : rien n'a changé."
FULL = f"Le plan compte déjà {MAX_STEPS} étapes, le maximum. Retirez-en une d'abord."


@require_safe
def plan(request):
    return plan_page(request)


def plan_page(request, edited: dict[int, StepForm] | None = None) -> HttpResponse:
    """The whole page; `edited` are forms with faults, by the key of their step."""
    store, person, today = PlanStore(request.session), Person(request.session), timezone.localdate()
    board = PlanBoard(store.plan, today, outlook_of(person, today))
    context = {
        "board": board,
        "rows": [(row, _form_of(row, edited or {})) for row in board.rows],
        "has_faults": bool(edited),
        "version": store.version,
        "undo": store.undo,
        "add_form": AddForm(scheme_choices(board.outlook.refused)),
        "journeys": sorted(journey_choices(), key=lambda j: j[0] != person.answers.journey),
        "can_pdf": pdf.is_available(),
        "count": person.answers.count,
    }
    return render(request, "pathways/plan.html", context)


def _form_of(row, edited: dict[int, StepForm]) -> StepForm:
    step = row.step
    return edited.get(step.key) or StepForm(
        initial=step_initial(step, row.period.end), auto_id=_ids_of(step.key)
    )


def _ids_of(key: int) -> str:
    return f"etape-{key}-%s"


def to_plan(anchor: str = ""):
    address = reverse("pathways:plan")
    return redirect(f"{address}#{anchor}" if anchor else address)


def accepts(request, store: PlanStore, form: ChangeForm) -> bool:
    """Whether the change was decided on the plan as it is now; tells why when not."""
    if not form.is_valid():
        messages.warning(request, NOT_UNDERSTOOD)
        return False
    if store.is_stale(form.cleaned_data["version"]):
        messages.warning(request, STALE if store.plan else EMPTY)
        return False
    return True


@posted("pathways:plan")
@token_or_origin(instead="pathways:plan")
def add(request):
    choices = scheme_choices(named=request.POST.get("dispositif", ""))
    store, form = PlanStore(request.session), AddForm(choices, request.POST)
    if not form.is_valid():
        messages.warning(request, next(iter(form.errors.values()))[0])
        return to_plan()
    if store.plan.room:
        messages.info(request, _add(request, store, form.cleaned_data["dispositif"]))
    else:
        messages.warning(request, FULL)
    back = way_back(request, form.cleaned_data["retour"])
    return redirect(back) if back else to_plan()


def _add(request, store: PlanStore, slug: str) -> str:
    """Adds the scheme, unless that would only repeat the last step; returns what to tell."""
    current, name = store.plan, quoted(scheme_names([slug])[slug])
    if current.slugs[-1:] == [slug]:
        return f"{name} est déjà la dernière étape du plan."
    store.save(current.added([PlanStep(slug)]))
    told = f"{name} est ajouté au plan, étape {len(current) + 1}."
    refused = outlook_of(Person(request.session), timezone.localdate()).refused
    return f"{told} Il est fermé d'après vos réponses." if slug in refused else told


@posted("pathways:plan")
def move(request):
    store, form = PlanStore(request.session), MoveForm(request.POST)
    if not accepts(request, store, form):
        return to_plan()
    key, places = form.cleaned_data["etape"], form.places
    changed = store.plan.moved(key, places)
    store.save(changed)
    return to_plan(_button_after_move(changed, key, places))


def _button_after_move(changed: Plan, key: int, places: int) -> str:
    """The same button under the keyboard again, or the other one once at an end."""
    position = changed.index(key)
    at_end = position in (0, len(changed) - 1)
    up = places < 0
    if at_end:
        up = position != 0
    return f"{'monter' if up else 'descendre'}-{key}"


@posted("pathways:plan")
def reorder(request):
    store, form = PlanStore(request.session), OrderForm(request.POST)
    if accepts(request, store, form):
        store.save(store.plan.reordered(form.cleaned_data["ordre"]))
    return to_plan("etapes")


@posted("pathways:plan")
def remove(request):
    store, form = PlanStore(request.session), StepChangeForm(request.POST)
    if not accepts(request, store, form):
        return to_plan()
    current, key = store.plan, form.cleaned_data["etape"]
    position = current.index(key)
    if position is None:
        messages.warning(request, NOT_UNDERSTOOD)
        return to_plan()
    slug = current.steps[position].slug
    name = quoted(scheme_names([slug]).get(slug, slug))
    store.save(current.removed(key), undo=f"{name} est retiré du plan.")
    return to_plan("annuler")


@posted("pathways:plan")
def edit(request):
    """Dates, duration and note of one step; what was typed is never lost."""
    store, target = PlanStore(request.session), StepChangeForm(request.POST)
    if not target.is_valid() or store.plan.index(target.cleaned_data["etape"]) is None:
        messages.warning(request, "Cette étape n'est plus dans le plan.")
        return to_plan()
    key = target.cleaned_data["etape"]
    form = StepForm(request.POST, auto_id=_ids_of(key))
    if not form.is_valid():
        return plan_page(request, {key: form})
    if store.is_stale(form.cleaned_data["version"]):
        messages.warning(request, f"{STALE} Relisez l'étape, puis enregistrez de nouveau.")
        return plan_page(request, {key: form})
    store.save(store.plan.changed(key, **form.values()))
    return to_plan(f"etape-{key}")


@posted("pathways:plan")
def clear(request):
    store, form = PlanStore(request.session), ChangeForm(request.POST)
    if accepts(request, store, form) and store.plan:
        store.save(Plan(last_key=store.plan.last_key), undo="Le plan est vidé.")
    return to_plan("annuler")


@posted("pathways:plan")
def undo(request):
    store, form = PlanStore(request.session), ChangeForm(request.POST)
    if accepts(request, store, form) and store.restore():
        messages.info(request, "Le plan est comme avant.")
    return to_plan()


@posted("pathways:plan")
def start(request):
    """A first plan from a typical pathway; a plan that exists is left as it is."""
    store, form = PlanStore(request.session), JourneyForm(journey_choices(), request.POST)
    if not form.is_valid():
        messages.warning(request, "Ce parcours type n'existe pas.")
    elif store.plan:
        messages.warning(request, "Le plan n'est pas vide : videz-le pour repartir d'un modèle.")
    else:
        messages.info(request, _start(request, store, form.cleaned_data["parcours"]))
    return to_plan()


def _start(request, store: PlanStore, slug: str) -> str:
    verdicts = Person(request.session).verdicts(timezone.localdate())
    slugs = starting_slugs(_choices_of(slug), verdicts)
    if not slugs:
        return "D'après les réponses données, aucun dispositif de ce parcours type n'est ouvert."
    store.save(Plan().added(PlanStep(slug) for slug in slugs))
    return (
        "Voici un plan de départ, tiré d'un parcours type : il est à adapter. "
        "Retirez ce qui ne convient pas, changez l'ordre, donnez des dates."
    )


def _choices_of(slug: str) -> list:
    steps = JourneyStep.objects.filter(journey__slug=slug, kind__in=PICKED_KINDS)
    return [step.schemes.all() for step in steps.prefetch_related("schemes")]
