"""Closed vocabularies of the catalogue; values are public (URLs, API, fixtures)."""

from django.db.models import TextChoices


class StageSlug(TextChoices):
    REMOBILISATION = "remobilisation", "Remobilisation"
    PROJECT = "projet", "Projet"
    PREPARATION = "preparation", "Préparation"
    TRAINING = "formation", "Formation"
    EMPLOYMENT = "emploi", "Emploi"


class Nature(TextChoices):
    TRAINING = "formation", "Formation"
    SUPPORT = "accompagnement", "Accompagnement"
    IMMERSION = "immersion", "Immersion en entreprise"
    FUNDING = "financement", "Financement"
    CONTRACT = "contrat", "Contrat de travail"
    RECOGNITION = "reconnaissance", "Reconnaissance des acquis"
    COMPENSATION = "compensation", "Compensation du handicap"


class LegalRegime(TextChoices):
    COMMON = "commun", "Droit commun"
    SPECIFIC = "specifique", "Droit spécifique au handicap"


class State(TextChoices):
    ACTIVE = "actif", "En vigueur"
    EXPERIMENTAL = "experimental", "Expérimentation"
    TO_CHECK = "a-verifier", "À vérifier"
    HISTORIC = "historique", "Historique"


class Publication(TextChoices):
    DRAFT = "brouillon", "Brouillon"
    TO_REVIEW = "a-relire", "À relire"
    PUBLISHED = "publie", "Publié"
    ARCHIVED = "archive", "Archivé"


class VerdictValue(TextChoices):
    YES = "oui", "Oui"
    NO = "non", "Non"
    UNKNOWN = "a-verifier", "À vérifier"


class Scope(TextChoices):
    """What a condition does to the verdict: decide, reserve or only mark."""

    REQUIRED = "requis", "Requise"
    TO_CONFIRM = "a-confirmer", "À confirmer"
    PRIORITY = "prioritaire", "Prioritaire"


class CriterionType(TextChoices):
    CHOICE = "choix", "Un choix"
    MULTIPLE = "choix-multiple", "Plusieurs choix"
    ORDERED = "choix-ordonne", "Un choix sur une échelle"
    NUMBER = "nombre", "Nombre entier"
    BOOLEAN = "oui-non", "Oui ou non"
    TERRITORY = "territoire", "Département"


class Operator(TextChoices):
    IN = "in", "est parmi"
    NOT_IN = "not_in", "n'est pas parmi"
    BETWEEN = "between", "est entre"
    IS = "is", "est"
    ALWAYS = "always", "ouvert à tous"


class ActorRole(TextChoices):
    PRESCRIBER = "prescripteur", "Prescripteur"
    OPERATOR = "operateur", "Opérateur"
    FUNDER = "financeur", "Financeur"
    CERTIFIER = "certificateur", "Certificateur"
    EMPLOYER = "employeur", "Employeur"
    COMPANION = "accompagnateur", "Accompagnateur"
    INFORMATION = "information", "Information"
    CONTACT = "contact", "À contacter"


class LinkKind(TextChoices):
    """Read « this scheme KIND that scheme »."""

    REQUIRES = "requires", "demande d'abord"
    PREPARES = "prepares", "prépare à"
    FINANCES = "finances", "finance"
    FOLLOWS = "follows", "vient après"
    ALTERNATIVE = "alternative", "peut être remplacé par"
    VARIANT_OF = "variant-of", "est une variante de"
    REPLACES = "replaces", "remplace"
    REPLACED_BY = "replaced-by", "a été remplacé par"
    EXCLUDES = "excludes", "ne se cumule pas avec"


class ResourceKind(TextChoices):
    OFFICIAL = "officiel", "Information officielle"
    DOCUMENT = "document", "Document"
    TOOL = "outil", "Outil en ligne"
    DIRECTORY = "annuaire", "Annuaire"
    TESTIMONY = "temoignage", "Témoignage"
    VIDEO = "video", "Vidéo"
    FORM = "formulaire", "Formulaire"


class DurationUnit(TextChoices):
    HOURS = "heures", "heures"
    DAYS = "jours", "jours"
    WEEKS = "semaines", "semaines"
    MONTHS = "mois", "mois"
    YEARS = "annees", "années"


class Certifying(TextChoices):
    YES = "oui", "Oui"
    NO = "non", "Non"
    DEPENDS = "selon-le-cas", "Selon le cas"


class TerritoryKind(TextChoices):
    COUNTRY = "pays", "Pays"
    REGION = "region", "Région"
    DEPARTMENT = "departement", "Département"
    FORMER_REGION = "ancienne-region", "Ancienne région"
