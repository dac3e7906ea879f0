"""The plan in the server's session: read with care, written whole, undone once."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from pathways.plan import MAX_NOTE, MAX_STEPS, Plan, PlanStep

PLAN = "plan"
MAX_SLUG = 80


@dataclass(frozen=True)
class Undo:
    """The plan as it was before the last removal, and the words that say what was removed."""

    text: str
    plan: Plan


class PlanStore:
    """Reads and writes the plan of one session.

    `version` changes with every writing: a form that carries another one comes from a page that
    is out of date.
    """

    def __init__(self, session):
        self.session = session

    @property
    def plan(self) -> Plan:
        return read_plan(self._stored)

    @property
    def version(self) -> str:
        return str(self._stored.get("version", ""))

    @property
    def undo(self) -> Undo | None:
        raw = self._stored.get("undo")
        return Undo(str(raw["text"]), read_plan(raw)) if raw else None

    @property
    def _stored(self) -> dict[str, Any]:
        return self.session.get(PLAN, {})

    def is_stale(self, version: str) -> bool:
        return version != self.version

    def save(self, plan: Plan, undo: str = "") -> None:
        """Write `plan`; with `undo`, words on what it takes away, keep the former one beside."""
        stored = {"version": secrets.token_hex(4), **write_plan(plan)}
        if undo:
            stored["undo"] = {"text": undo, **write_plan(self.plan)}
        self.session[PLAN] = stored

    def restore(self) -> bool:
        """Take back the last removal; False where there is none."""
        if former := self.undo:
            self.save(former.plan)
        return former is not None


def write_plan(plan: Plan) -> dict[str, Any]:
    return {"last": plan.last_key, "steps": [_write_step(step) for step in plan.steps]}


def _write_step(step: PlanStep) -> dict[str, Any]:
    start = step.start.isoformat() if step.start else ""
    values = {"start": start, "amount": step.amount, "unit": step.unit, "note": step.note}
    return {"key": step.key, "slug": step.slug, **{k: v for k, v in values.items() if v}}


def read_plan(raw: dict[str, Any]) -> Plan:
    steps = tuple(_read_step(values) for values in raw.get("steps", [])[:MAX_STEPS])
    return Plan(steps, raw.get("last", 0))


def _read_step(values: dict[str, Any]) -> PlanStep:
    start = values.get("start", "")
    return PlanStep(
        slug=values["slug"][:MAX_SLUG],
        start=date.fromisoformat(start) if start else None,
        amount=values.get("amount"),
        unit=values.get("unit", ""),
        note=values.get("note", "")[:MAX_NOTE],
        key=values["key"],
    )
