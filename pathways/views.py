"""The pathway: start, questions, answers, stages. Each view parses, asks, renders."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from pathways.answers import Answers
from pathways.forms import AllQuestionsForm, QuestionForm, StartForm
from pathways.navigation import after_answer, posted, stage_of, wants, with_stage
from pathways.person import Person
from pathways.plan import Plan
from pathways.plan_store import PlanStore
from pathways.unmet import count_unmet
from pathways.walk import fit_stage
from schemes.models import Journey, Stage
from schemes.tokenless import token_or_origin

EXPIRED = (
    "Vos réponses précédentes ont été effacées : la session dure deux heures sans activité. "
    "La réponse que vous venez de donner est gardée."
)


@require_http_methods(["GET", "HEAD", "POST"])
@token_or_origin(instead="pathways:start")
def start(request):
    journeys = list(Journey.objects.all())
    form = StartForm(request.POST or None, journeys=journeys)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        Answers(request.session).start(chosen["voix"], chosen["parcours"])
        return redirect(with_stage("pathways:next", chosen["etape"]))
    context = {
        "form": form,
        "journeys": journeys,
        "stages": Stage.objects.prefetch_related("needs"),
        "count": Answers(request.session).count,
    }
    return render(request, "pathways/start.html", context)


@require_safe
def next_question(request):
    """Where « continue » leads: the question that settles most, or the results."""
    stage = stage_of(request)
    upcoming = Person(request.session).next_question(stage)
    if upcoming is None:
        return redirect("pathways:stages")
    return redirect(with_stage("pathways:question", stage, upcoming.key))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, key):
    person = Person(request.session)
    if key not in person.vocabulary:
        raise Http404("Cette question n'existe pas.")
    asked = person.vocabulary[key]
    form = QuestionForm(asked, request.POST or None, known=person.profile.value(key))
    if request.method == "POST" and ("passer" in request.POST or form.is_valid()):
        take_answer(request, person.answers, form)
        return redirect(after_answer(request))
    if wants(request, "carte"):
        return render(request, "pathways/stages.html", map_context(person, form))
    return render(request, "pathways/question.html", question_context(request, person, form))


def take_answer(request, answers: Answers, form: QuestionForm) -> None:
    """Keep the answer, or that there is none; tell whoever lost the others by waiting."""
    if request.POST.get("deja", "0") != "0" and not answers.count:
        messages.warning(request, EXPIRED)
    if "passer" in request.POST:
        answers.pass_over(form.question.key)
    else:
        answers.keep({form.question.key: form.cleaned_data["answer"]})


def question_context(request, person: Person, form: QuestionForm) -> dict:
    asked, stage = form.question, stage_of(request)
    return {
        "form": form,
        "question": asked,
        "text": person.wording(asked),
        "parent": person.parent_line(asked),
        "reason": person.reason_for(asked.key, stage),
        "stage": stage,
        "count": person.answers.count,
        "previous": person.previous(asked.key),
        "back": "reponses" if wants(request, "reponses") else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def all_questions(request):
    person = Person(request.session)
    form = AllQuestionsForm(person.vocabulary, request.POST or None, profile=person.profile)
    if request.method == "POST" and form.is_valid():
        person.answers.replace(form.cleaned_data)
        return redirect("pathways:stages")
    context = {"form": form, "groups": person.question_groups(form), "count": person.answers.count}
    return render(request, "pathways/all_questions.html", context)


@require_safe
def summary(request):
    person = Person(request.session)
    context = {"lines": person.lines(), "count": person.answers.count}
    return render(request, "pathways/summary.html", context)


@require_safe
def stages(request):
    return render(request, "pathways/stages.html", map_context(Person(request.session)))


def map_context(person: Person, form: QuestionForm | None = None) -> dict:
    """The living map: all stages with their schemes and verdicts, and the question to go on."""
    today = timezone.localdate()
    verdicts, upcoming = person.verdicts(today), person.next_question()
    if form is None and upcoming:
        form = QuestionForm(upcoming.question)
    return {
        "stages": [(stage, fit_stage(stage.schemes_to_fit, verdicts)) for stage in person.stages()],
        "tools": fit_stage(person.compensation_tools(), verdicts),
        "tally": fit_stage(person.schemes, verdicts),
        "is_part": person.sees_a_part,
        "form": form,
        "text": person.wording(form.question) if form else "",
        "reason": upcoming,
        "left_open": 0 if upcoming else person.left_open(today),
        "count": person.answers.count,
        "journey": person.journey,
        "planned": PlanStore(person.answers.session).plan.slugs,
    }


@require_safe
def stage(request, slug):
    person, today = Person(request.session), timezone.localdate()
    chosen = get_object_or_404(Stage.objects.prefetch_related("needs"), slug=slug)
    fit = person.explained(person.schemes_of(chosen), today)
    count_unmet(request.session, slug, fit, person.profile)
    upcoming = person.next_question(slug)
    context = {
        "stage": chosen,
        "stages": Stage.objects.all(),
        "fit": fit,
        "is_part": person.sees_a_part,
        "tools": person.explained(person.compensation_tools(), today),
        "next": upcoming,
        "next_text": person.wording(upcoming.question) if upcoming else "",
        "count": person.answers.count,
        "planned": PlanStore(request.session).plan.slugs,
    }
    return render(request, "pathways/stage.html", context)


@posted("pathways:start")
def erase(request):
    """Everything, unless the plan is asked to stay."""
    former = PlanStore(request.session).plan
    kept = former if "garder_plan" in request.POST else Plan()
    Answers(request.session).erase()
    if kept:
        PlanStore(request.session).save(kept)
    messages.success(request, _told_erased(former, kept))
    return redirect("pathways:start")


def _told_erased(former: Plan, kept: Plan) -> str:
    if kept:
        return "Vos réponses sont effacées. Votre plan est gardé."
    return f"Vos réponses {'et votre plan ' if former else ''}sont effacé{'s' if former else 'es'}."


@posted("pathways:start")
def leave(request):
    """Quick exit: forget everything, and show a page that has nothing to do with this one."""
    Answers(request.session).erase()
    response = render(request, "pathways/left.html")
    response["Refresh"] = "0; url=https://fr.wikipedia.org/"
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
