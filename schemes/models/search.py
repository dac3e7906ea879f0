"""The index of the search: its entries, the words that it knows, synonyms of everyday language."""

from django.db import models

from schemes.models.fields import PublicSlugField


class SearchKind(models.TextChoices):
    """What can be found."""

    SCHEME = "dispositif", "Dispositif"
    SITUATION = "situation", "Situation"
    EMPLOYER = "employeur", "Situation d'employeur"
    TERM = "terme", "Terme du glossaire"
    ORGANISATION = "organisme", "Organisme"
    INITIATIVE = "experience", "Retour d'expérience"


class SearchEntry(models.Model):
    """What the index holds of one object, beside the tokens.

    The tokens stand where the database looks them up fast: a FTS5 table whose `rowid` is our id on
    SQLite, a column `vector` of this table on PostgreSQL. Migration 0002 makes both; the models
    do not know them.
    """

    kind = models.CharField("nature", max_length=20, choices=SearchKind)
    object_id = models.BigIntegerField("objet")
    is_historic = models.BooleanField("historique", default=False)
    length = models.PositiveSmallIntegerField("mots du nom")
    title = models.CharField("nom, pour le tri", max_length=200)
    text = models.TextField("texte", blank=True)
    version = models.PositiveSmallIntegerField("version de l'analyse")
    digest = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "entrée de l'index"
        verbose_name_plural = "entrées de l'index"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                name="search_entry_once",
                violation_error_message="Cet objet est déjà dans l'index.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.object_id} : {self.title}"


class SearchWord(models.Model):
    """A word that some entry holds or held, to propose it where a search finds nothing.

    What nothing holds any more goes at the next `reindex`; a proposal is tried before it is made.
    """

    word = models.CharField("mot", max_length=60, unique=True)
    raw = models.CharField("mot sans accents", max_length=60)
    length = models.PositiveSmallIntegerField("longueur", db_index=True)

    class Meta:
        verbose_name = "mot de l'index"
        verbose_name_plural = "mots de l'index"
        ordering = ("word",)

    def __str__(self):
        return self.word


class Synonym(models.Model):
    """Everyday words, and what the catalogue says for them: who types `words` also finds `finds`.

    Read with each search, as the glossary is: a change counts at once.
    """

    slug = PublicSlugField("identifiant")
    words = models.JSONField("mots de tous les jours", default=list)
    finds = models.JSONField("mots du catalogue", default=list)

    class Meta:
        verbose_name = "synonymes"
        verbose_name_plural = "synonymes"
        ordering = ("slug",)

    def __str__(self):
        return ", ".join(self.words)
