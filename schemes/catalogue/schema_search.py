"""The form of the files that serve the search: situations and synonyms."""

from typing import Annotated

from pydantic import Field, model_validator

from schemes.catalogue.schema_base import Slug, Spec, Text
from schemes.enums import LegalRegime, Nature, StageSlug, State
from schemes.models.situation import Situation


class FiltersSpec(Spec):
    """The catalogue's public parameters; `statut` and `handicap` are values of their criteria."""

    q: Text | None = None
    etape: list[StageSlug] = []
    nature: list[Nature] = []
    droit: list[LegalRegime] = []
    statut: list[Slug] = []
    handicap: list[Slug] = []
    etat: list[State] = []

    @property
    def parameters(self) -> dict[str, list[str]]:
        """As an address takes them: only those that are given."""
        given = self.model_dump(mode="json", exclude_defaults=True)
        return {name: [v] if isinstance(v, str) else v for name, v in given.items()}


class SituationSpec(Spec):
    slug: Slug
    phrase: Annotated[Text, Field(max_length=150)]
    voice: Situation.Voice
    others: list[Text] = []
    keywords: list[Text] = []
    answer: Annotated[Text, Field(max_length=180)]
    scheme: Slug | None = None
    stage: StageSlug | None = None
    filters: FiltersSpec | None = None

    @model_validator(mode="after")
    def leads_to_one_place(self):
        places = [self.scheme, self.stage, self.filters and self.filters.parameters]
        if sum(bool(place) for place in places) != 1:
            raise ValueError(
                "Une situation mène à une fiche (scheme), à une étape (stage) ou à une liste "
                "(filters) : une seule."
            )
        return self


class SynonymSpec(Spec):
    slug: Slug
    words: list[Text] = Field(min_length=1)
    finds: list[Text] = Field(min_length=1)
