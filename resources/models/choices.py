"""The closed lists a record draws on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordType(models.TextChoices):
    """What kind of document a record describes."""

    BOOK = "book", _("livre")
    ARTICLE = "article", _("article")
    CHAPTER = "chapter", _("chapitre")
    REPORT = "report", _("rapport")
    EVALUATION = "evaluation", _("évaluation de politique")
    THESIS = "thesis", _("mémoire ou thèse")
    PERIODICAL = "periodical", _("périodique")
    ISSUE = "issue", _("numéro de périodique")
    KIT = "kit", _("mallette pédagogique")
    GAME = "game", _("jeu")
    FILM = "film", _("film")
    SOUND = "sound", _("enregistrement sonore")
    POSTER = "poster", _("affiche")
    WEB = "web", _("ressource en ligne")
    GREY = "grey", _("littérature grise")


class TitleKind(models.TextChoices):
    """Which other title a document carries."""

    PARALLEL = "parallel", _("titre parallèle")
    VARIANT = "variant", _("variante")
    COVER = "cover", _("titre de couverture")
    FORMER = "former", _("ancien titre")


class NoteKind(models.TextChoices):
    """What a text about the document is."""

    ABSTRACT = "abstract", _("résumé")
    REVIEW = "review", _("compte rendu")
    CONTENTS = "contents", _("sommaire")
    CREDITS = "credits", _("générique")
    AWARD = "award", _("prix")
    NOTE = "note", _("note")


class Audience(models.TextChoices):
    """For whom a document was made."""

    GENERAL = "general", _("tout public")
    CHILDREN = "children", _("enfants")
    TEENAGERS = "teenagers", _("adolescents")
    ADULTS = "adults", _("adultes")
    TEACHERS = "teachers", _("enseignants et formateurs")
    PROFESSIONALS = "professionals", _("professionnels")


class SchoolLevel(models.TextChoices):
    """The level of teaching a kit is made for."""

    PRESCHOOL = "preschool", _("maternel")
    PRIMARY = "primary", _("primaire")
    LOWER_SECONDARY = "lower_secondary", _("secondaire inférieur")
    UPPER_SECONDARY = "upper_secondary", _("secondaire supérieur")
    HIGHER = "higher", _("supérieur")
    ADULT = "adult", _("formation d’adultes")


class LanguageLevel(models.TextChoices):
    """The levels of the Common European Framework of Reference."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class IdentifierKind(models.TextChoices):
    """The kinds of numbers a document may carry."""

    ISBN = "isbn", "ISBN"
    ISSN = "issn", "ISSN"
    EAN = "ean", "EAN"
    DOI = "doi", "DOI"
    ISMN = "ismn", "ISMN"
    OTHER = "other", _("autre numéro")


class LinkKind(models.TextChoices):
    """What a link of a record leads to."""

    FULL_TEXT = "fulltext", _("texte intégral")
    AUDIO = "audio", _("écouter")
    VIDEO = "video", _("regarder")
    CONTENTS = "toc", _("sommaire")
    ABOUT = "about", _("à propos")


class Condition(models.TextChoices):
    """The state of a copy."""

    GOOD = "good", _("bon état")
    WORN = "worn", _("usé")
    DAMAGED = "damaged", _("abîmé")


class HoldingStatus(models.TextChoices):
    """Where a copy is now."""

    AVAILABLE = "available", _("disponible")
    ON_SITE = "on_site", _("à consulter sur place")
    ON_LOAN = "on_loan", _("emprunté")
    REPAIR = "repair", _("en réparation")
    ORDERED = "ordered", _("en commande")
    LOST = "lost", _("manquant")


class MetadataLicence(models.TextChoices):
    """What others may do with the description itself."""

    CC0 = "CC0-1.0", _("CC0, libre de tout usage")
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    ODBL = "ODbL-1.0", "ODbL 1.0"
    RESERVED = "reserved", _("usage réservé")


class Origin(models.TextChoices):
    """How a copy came into the house."""

    PURCHASE = "purchase", _("achat")
    GIFT = "gift", _("don")
    EXCHANGE = "exchange", _("échange")
    DEPOSIT = "deposit", _("dépôt")
    OWN = "own", _("production de la maison")


class Frequency(models.TextChoices):
    """How often a periodical comes out."""

    WEEKLY = "weekly", _("hebdomadaire")
    FORTNIGHTLY = "fortnightly", _("bimensuel")
    MONTHLY = "monthly", _("mensuel")
    BIMONTHLY = "bimonthly", _("bimestriel")
    QUARTERLY = "quarterly", _("trimestriel")
    TRIANNUAL = "triannual", _("trois numéros par an")
    SEMIANNUAL = "semiannual", _("semestriel")
    ANNUAL = "annual", _("annuel")
    IRREGULAR = "irregular", _("irrégulier")


class IssueState(models.TextChoices):
    """Where a number of a periodical is."""

    EXPECTED = "expected", _("attendu")
    CLAIMED = "claimed", _("réclamé")
    RECEIVED = "received", _("reçu")
    MISSING = "missing", _("manquant")
    CANCELLED = "cancelled", _("jamais paru")


class ImportState(models.TextChoices):
    """How far an import has come."""

    WAITING = "waiting", _("en attente")
    READING = "reading", _("essai en cours")
    READY = "ready", _("à confirmer")
    WRITING = "writing", _("import en cours")
    DONE = "done", _("terminé")
    FAILED = "failed", _("interrompu")
    DISCARDED = "discarded", _("abandonné")
    UNDOING = "undoing", _("annulation en cours")
    UNDONE = "undone", _("annulé")


class LineState(models.TextChoices):
    """What an import makes of one record of the source."""

    NEW = "new", _("nouvelle")
    CHANGED = "changed", _("modifiée")
    DUPLICATE = "duplicate", _("doublon possible")
    CONFLICT = "conflict", _("conflit")
    ERROR = "error", _("erreur")
    GONE = "gone", _("disparue de la source")


class UndoState(models.TextChoices):
    """What the undoing of an import made of one of its lines."""

    DONE = "done", _("annulée")
    KEPT = "kept", _("gardée, modifiée depuis")
