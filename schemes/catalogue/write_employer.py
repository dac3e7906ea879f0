"""Writes the employer's entrance."""

from schemes.catalogue.reader import Catalogue
from schemes.catalogue.schema_employer import EmployerSpec
from schemes.catalogue.sync import Report, merge, replace_rows, upsert
from schemes.catalogue.writing import by_slug, write_each
from schemes.models import EmployerSituation, Organisation, Scheme, Source


def write_employer(catalogue: Catalogue, report: Report) -> None:
    """The situations of the file, in its order."""
    writer = SituationWriter(list(catalogue.entries["employer"]))
    write_each(catalogue, "employer", writer.write, report)


class SituationWriter:
    """Writes one situation with its parts; holds what they refer to, read once."""

    def __init__(self, keys: list[str]):
        self.keys = keys
        self.schemes = by_slug(Scheme)
        self.sources = by_slug(Source)
        self.organisations = by_slug(Organisation)

    def write(self, spec: EmployerSpec) -> str:
        row, outcome = upsert(EmployerSituation, {"slug": spec.slug}, self._columns(spec))
        points = [self._point(kind, p) for kind, points in spec.points.items() for p in points]
        return merge(
            outcome,
            replace_rows(row.points, points),
            replace_rows(row.proposals, [self._proposal(p) for p in spec.schemes]),
            replace_rows(row.calls, [self._call(c) for c in spec.calls]),
        )

    def _columns(self, spec: EmployerSpec) -> dict:
        same = {"kind", "label", "question", "promise", "answer", "statuses", "profile", "limits"}
        page = spec.official_page
        return spec.model_dump(include=same) | {
            "position": self.keys.index(spec.slug),
            "link_label": page.label if page else "",
            "link_url": page.url if page else "",
        }

    def _point(self, kind: str, point) -> dict:
        organisation = self.organisations.get(point.organisation)
        return {
            "kind": kind,
            "text": point.text,
            "organisation_id": organisation and organisation.pk,
            "source_id": self.sources[point.source].pk,
            "place": point.place,
        }

    def _proposal(self, proposal) -> dict:
        return {"scheme_id": self.schemes[proposal.scheme].pk, "why": proposal.why}

    def _call(self, call) -> dict:
        return {"organisation_id": self.organisations[call.organisation].pk, "why": call.why}
