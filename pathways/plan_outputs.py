"""The plan taken away: on paper, as a PDF, in a calendar, in a link; and a link opened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pathways import pdf
from pathways.navigation import posted
from pathways.person import Person
from pathways.plan_board import PlanBoard, outlook_of
from pathways.plan_loading import load_to_compare
from pathways.plan_store import PlanStore
from pathways.plan_views import to_plan
from pathways.sharing import (
    MAX_ADDRESS,
    MAX_AGE,
    LinkExpired,
    LinkInvalid,
    LinkOutdated,
    SharedPlan,
    changed_groups,
    make_token,
    qr_code,
    read_token,
)

NOTHING_TO_TAKE = "Le plan est vide : ajoutez d'abord un dispositif."
NO_DATE = "Aucune étape n'a de date de début : donnez-en une pour remplir l'agenda."
NO_PDF = "Le PDF n'est pas disponible sur ce serveur : imprimez la page à la place."
FILE_NAME = "plan-de-parcours"  # says nothing of the person

LINK_FAULTS = {
    LinkExpired: (410, "Ce lien a expiré", "Un lien de plan est valable six mois."),
    LinkOutdated: (410, "Ce lien est trop ancien", "Le portail a changé depuis sa création."),
    LinkInvalid: (404, "Ce lien ne marche pas", "Il est incomplet, ou il a été modifié."),
}


def _paper_board(request) -> PlanBoard | None:
    """The plan of the session as it may leave it; None when there is none."""
    plan, today = PlanStore(request.session).plan, timezone.localdate()
    if not plan:
        messages.warning(request, NOTHING_TO_TAKE)
        return None
    return PlanBoard(plan, today, outlook_of(Person(request.session), today).on_paper())


@require_safe
def paper(request):
    board = _paper_board(request)
    if board is None:
        return to_plan()
    context = {"board": board, "count": Person(request.session).answers.count}
    return render(request, "pathways/plan_print.html", context)


@require_safe
def as_pdf(request):
    board = _paper_board(request)
    if board is None:
        return to_plan()
    if not pdf.is_available():
        messages.warning(request, NO_PDF)
        return to_plan()
    html = render_to_string("pathways/plan_pdf.html", {"board": board})
    return _file(pdf.make_pdf(html, request.build_absolute_uri("/")), "application/pdf", "pdf")


@require_safe
def as_calendar(request):
    board = _paper_board(request)
    if board is None:
        return to_plan()
    if not board.has_dates:
        messages.warning(request, NO_DATE)
        return to_plan()
    from pathways.calendar import plan_calendar  # noqa: PLC0415  seldom asked for, takes memory

    body = plan_calendar(board, timezone.now(), request.build_absolute_uri)
    return _file(body, "text/calendar; charset=utf-8", "ics")


def _file(body: bytes, content_type: str, extension: str) -> HttpResponse:
    disposition = f'attachment; filename="{FILE_NAME}.{extension}"'
    headers = {"Content-Disposition": disposition}
    return HttpResponse(body, content_type=content_type, headers=headers)


@posted("pathways:plan")
def share(request):
    """A link and its code, made when asked for and kept nowhere."""
    plan, today = PlanStore(request.session).plan, timezone.localdate()
    if not plan:
        messages.warning(request, NOTHING_TO_TAKE)
        return to_plan()
    with_notes = "sans_notes" not in request.POST
    token = make_token(plan, load_to_compare(plan.slugs), today, with_notes=with_notes)
    address = request.build_absolute_uri(reverse("shared-plan", args=[token]))
    context = {
        "address": "" if len(address) > MAX_ADDRESS else address,
        "code": qr_code(address),
        "has_notes": plan.has_notes and with_notes,
        "until": today + MAX_AGE,
        "count": Person(request.session).answers.count,
    }
    return render(request, "pathways/plan_share.html", context)


@require_safe
def shared(request, token):
    """A shared plan, for anybody who has its link."""
    try:
        found = read_token(token)
    except tuple(LINK_FAULTS) as fault:
        return _link_fault(request, fault)
    board = PlanBoard(found.plan, timezone.localdate())
    context = {
        "board": board,
        "made_on": found.made_on,
        "changes": _changes(found),
        "token": token,
        "has_own_plan": bool(PlanStore(request.session).plan),
    }
    return _private(render(request, "pathways/plan_shared.html", context))


def _changes(found: SharedPlan) -> list[tuple[str, list[str]]]:
    """The cards that are not what they were, each with the parts that have changed."""
    schemes = load_to_compare(found.plan.slugs)
    pairs = dict(zip(found.plan.slugs, found.prints, strict=False))
    compared = [
        (schemes[slug], changed_groups(former, schemes[slug]))
        for slug, former in pairs.items()
        if slug in schemes
    ]
    return [(scheme, groups) for scheme, groups in compared if groups]


def _link_fault(request, fault: Exception) -> HttpResponse:
    status, title, text = LINK_FAULTS[type(fault)]
    context = {"title": title, "text": text}
    return _private(render(request, "pathways/plan_link.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Neither a search engine nor a cache keeps what only a link gives."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@posted("pathways:plan")
def resume(request):
    """A shared plan becomes that of the session; the former one can be taken back."""
    try:
        found = read_token(request.POST.get("plan", ""))
    except tuple(LINK_FAULTS) as fault:
        return _link_fault(request, fault)
    store = PlanStore(request.session)
    store.save(found.plan, undo="Votre plan précédent est remplacé." if store.plan else "")
    messages.info(request, "Ce plan est maintenant le vôtre : vous pouvez le changer.")
    return to_plan()
