"""The catalogue's vocabulary in that of data·inclusion.

Only what is certain is translated; what has no equivalent is left out rather than forced.
"""

from collections.abc import Iterable, Iterator

from data_inclusion.schema.v1 import Frais, Public, ReseauPorteur, Thematique, TypeService

from schemes.enums import LegalRegime, Nature, Operator, StageSlug
from schemes.ruleset import Rule, Ruleset

TYPES = {
    Nature.TRAINING: TypeService.FORMATION,
    Nature.SUPPORT: TypeService.ACCOMPAGNEMENT,
    Nature.RECOGNITION: TypeService.ACCOMPAGNEMENT,
    Nature.FUNDING: TypeService.AIDE_FINANCIERE,
}

STAGE_THEMES = {
    StageSlug.REMOBILISATION: Thematique.REMOBILISATION__BIEN_ETRE_CONFIANCE_EN_SOI,
    StageSlug.PROJECT: Thematique.CHOISIR_UN_METIER__CONFIRMER_SON_CHOIX_DE_METIER,
    StageSlug.PREPARATION: Thematique.SE_FORMER__TROUVER_SA_FORMATION,
    StageSlug.TRAINING: Thematique.SE_FORMER__TROUVER_SA_FORMATION,
    StageSlug.EMPLOYMENT: Thematique.TROUVER_UN_EMPLOI__REPONDRE_A_DES_OFFRES_DEMPLOI,
}
NATURE_THEMES = {
    Nature.IMMERSION: Thematique.CHOISIR_UN_METIER__DECOUVRIR_UN_METIER_OU_UN_SECTEUR_DACTIVITE,
    Nature.FUNDING: Thematique.SE_FORMER__MONTER_SON_DOSSIER_DE_FORMATION,
    Nature.RECOGNITION: Thematique.PREPARER_SA_CANDIDATURE__VALORISER_SES_COMPETENCES,
}

PUBLICS = {
    "demandeur-emploi-inscrit": Public.DEMANDEURS_EMPLOI,
    "sans-emploi-non-inscrit": Public.DEMANDEURS_EMPLOI,
    "salarie-prive": Public.ACTIFS,
    "agent-public": Public.ACTIFS,
    "independant": Public.ACTIFS,
    "travailleur-esat": Public.PERSONNES_EN_SITUATION_DE_HANDICAP,
    "salarie-ea": Public.PERSONNES_EN_SITUATION_DE_HANDICAP,
    "salarie-siae": Public.ACTIFS,
    "alternant": Public.ACTIFS,
    "jeune-esms": Public.PERSONNES_EN_SITUATION_DE_HANDICAP,
    "scolaire-etudiant": Public.ETUDIANTS,
}
NO_HANDICAP = "aucun"

NETWORKS = {
    "france-travail": ReseauPorteur.FRANCE_TRAVAIL,
    "mission-locale": ReseauPorteur.MISSION_LOCALE,
    "cap-emploi": ReseauPorteur.CAP_EMPLOI_RESEAU_CHEOPS,
    "mdph": ReseauPorteur.MDPH,
    "afpa-hdf": ReseauPorteur.AFPA,
    "agefiph-hdf": ReseauPorteur.AGEFIPH,
}

FREE = ("rien à payer", "gratuit")


def themes(stages: Iterable[str], nature: str) -> list[str]:
    found = {STAGE_THEMES[stage] for stage in stages if stage in STAGE_THEMES}
    return sorted({theme.value for theme in (*found, NATURE_THEMES.get(nature)) if theme})


def fees(cost_left: str) -> str | None:
    """`gratuit` where the card says so; what costs only some people is told in words alone."""
    return Frais.GRATUIT.value if cost_left.lower().startswith(FREE) else None


def publics(rules: Ruleset, legal_regime: str) -> list[str]:
    """Whom the scheme is for; belonging to one of them is enough, as among its audiences."""
    if legal_regime == LegalRegime.SPECIFIC:
        return [Public.PERSONNES_EN_SITUATION_DE_HANDICAP.value]
    found = [set(_named((*rules.base, *part))) for part in _audiences(rules)]
    if not all(found):
        return [Public.TOUS_PUBLICS.value]
    return sorted({public.value for public in set().union(*found)})


def _audiences(rules: Ruleset) -> list[tuple[Rule, ...]]:
    return [audience.rules for audience in rules.audiences] or [()]


def _named(rules: Iterable[Rule]) -> Iterator[Public]:
    for rule in rules:
        test = rule.test
        if not rule.decides or test.operator != Operator.IN:
            continue
        if test.criterion == "statuts":
            yield from (PUBLICS[value] for value in test.value if value in PUBLICS)
        if test.criterion == "handicap" and NO_HANDICAP not in test.value:
            yield Public.PERSONNES_EN_SITUATION_DE_HANDICAP
