"""A plan in a session, changed as its page changes it, for the tests of its screens."""

from datetime import date

from django.http import HttpResponse
from django.test import Client

from pathways.plan import Plan, PlanStep
from pathways.plan_store import PLAN, PlanStore, read_plan

PAGE = "/parcours/plan/"


def put_plan(client: Client, *steps: str | PlanStep) -> None:
    """A session whose plan holds these steps; a text is a scheme alone."""
    session = client.session
    steps = [PlanStep(step) if isinstance(step, str) else step for step in steps]
    PlanStore(session).save(Plan().added(steps))
    session.save()


def plan_of(client: Client) -> Plan:
    return read_plan(client.session.get(PLAN, {}))


def slugs_of(client: Client) -> list[str]:
    return plan_of(client).slugs


def version_of(client: Client) -> str:
    return PlanStore(client.session).version


def change(client: Client, address: str, **data: object) -> HttpResponse:
    """Posts a change decided on the plan as it is, and follows to the page."""
    data = {"version": version_of(client)} | data
    return client.post(f"{PAGE}{address}/", data, follow=True)


def answer(client: Client, **answers: object) -> None:
    session = client.session
    session["answers"] = answers
    session.save()


def dated(slug: str, start: str, amount: int | None = None, unit: str = "mois", note: str = ""):
    unit = unit if amount else ""
    return PlanStep(slug, date.fromisoformat(start), amount, unit, note)
