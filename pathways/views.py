"""The pathway: start, questions, answers, stages. Each view parses, asks, renders."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pathways.answers import Answers
from pathways.forms import AllQuestionsForm, QuestionForm, VoiceForm
from pathways.person import Person
from pathways.walk import fit_stage, with_changes
from schemes.models import Stage

EXPIRED = (
    "Vos réponses précédentes ont été effacées : la session dure deux heures sans activité. "
    "La réponse que vous venez de donner est gardée."
)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    form = VoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Answers(request.session).choose_voice(form.cleaned_data["voix"])
        return redirect("pathways:next")
    context = {
        "form": form,
        "stages": Stage.objects.prefetch_related("needs"),
        "count": Answers(request.session).count,
    }
    return render(request, "pathways/start.html", context)


@require_safe
def next_question(request):
    """Where « continue » leads: the question that settles most, or the results."""
    question = Person(request.session).next_question()
    if question is None:
        messages.info(request, "Plus aucune question ne changerait les résultats.")
        return redirect("pathways:stages")
    return redirect("pathways:question", question.key)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, key):
    person = Person(request.session)
    if key not in person.vocabulary:
        raise Http404("Cette question n'existe pas.")
    asked = person.vocabulary[key]
    if request.method == "POST" and "passer" in request.POST:
        warn_if_expired(request, person.answers)
        person.answers.pass_over(key)
        return redirect(after_answer(request))
    form = QuestionForm(asked, request.POST or None, known=person.profile.value(key))
    if request.method == "POST" and form.is_valid():
        warn_if_expired(request, person.answers)
        person.answers.keep({key: form.cleaned_data["answer"]})
        return redirect(after_answer(request))
    context = {
        "form": form,
        "question": asked,
        "text": person.wording(asked),
        "reason": person.reason_for(key),
        "count": person.answers.count,
        "back_to_summary": asks_for_summary(request),
    }
    return render(request, "pathways/question.html", context)


def asks_for_summary(request) -> bool:
    """Changed from the summary, a question leads back to it."""
    return "reponses" in (request.POST.get("retour"), request.GET.get("retour"))


def after_answer(request) -> str:
    return "pathways:summary" if asks_for_summary(request) else "pathways:next"


def warn_if_expired(request, answers: Answers) -> None:
    """The form tells that there were answers, and there are none any more."""
    if request.POST.get("deja", "0") != "0" and not answers.count:
        messages.warning(request, EXPIRED)


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
    """All stages at a glance, with their schemes and verdicts."""
    person = Person(request.session)
    verdicts = person.verdicts(timezone.localdate())
    context = {
        "stages": [(stage, fit_stage(stage.schemes_to_fit, verdicts)) for stage in person.stages()],
        "tools": fit_stage(person.compensation_tools(), verdicts),
        "next": person.next_question(),
        "count": person.answers.count,
    }
    return render(request, "pathways/stages.html", context)


@require_safe
def stage(request, slug):
    person, today = Person(request.session), timezone.localdate()
    chosen = get_object_or_404(Stage.objects.prefetch_related("needs"), slug=slug)
    fit = fit_stage(person.schemes_of(chosen), person.verdicts(today))
    fit.no = with_changes(fit.no, person.rulebook.rulesets, person.profile, today)
    context = {
        "stage": chosen,
        "stages": Stage.objects.all(),
        "fit": fit,
        "next": person.next_question(),
        "count": person.answers.count,
    }
    return render(request, "pathways/stage.html", context)


@require_POST
def erase(request):
    Answers(request.session).erase()
    messages.success(request, "Vos réponses sont effacées.")
    return redirect("pathways:start")
