"""The story of the guide: a rule of the PTP is changed, blocked, published, taken back."""

from itertools import product

from allauth.mfa.totp.internal import auth
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator

from schemes.dates import add_months, month_of
from schemes.enums import StageSlug
from schemes.models import LinkCheck, Resource, Scheme, UnmetNeed, UnmetSearch
from tests.browser.staff import session_of
from tests.pictures.window import SITE, Window, chromium, served
from tests.schemes.admin_kit import address
from tests.schemes.workflow_kit import make_person

PASSWORD = "un mot de passe bien long"
PANEL = "section[aria-labelledby=circuit]"
NARROWER = 800
WHY = "Un décret demande 36 mois."
PEOPLE = {
    "claire": ("Claire Morel", "rédacteur"),
    "paul": ("Paul Lenoir", "relecteur"),
    "odile": ("Odile Faure", "administrateur"),
    "marc": ("Marc Petit", "administrateur"),
}
STATUSES = ("salarie-prive", "demandeur-emploi-inscrit")
TABLES = {
    "apercu": "identifiant;nom;rythme\nptp;Projet de transition;À temps plein\n",
    "refus": "identifiant;nature;vérifié le\nptp;voyage;31/02/2026\n",
}
ANSWERS = {
    "age": "45",
    "statuts": "demandeur-emploi-inscrit",
    "handicap": "reconnu",
    "departement": "59",
}


def seniority(window: Window) -> Locator:
    rows = window.page.locator("#conditions-group .inline-related")
    return rows.filter(has_text="Avoir au moins 24 mois").first


def draft(window: Window, card: str) -> str:
    """The editor's part; the address of the working copy."""
    page = window.page
    window.open(card)
    window.shoot("redaction/preparer", PANEL)
    window.press("Préparer une modification")
    window.press("Créer un lien d'aperçu")
    window.shoot("redaction/brouillon", PANEL)
    copy = page.url.removeprefix(SITE)
    page.get_by_text("Aller à une section").click()
    window.shoot("redaction/fiche")
    window.open(copy)
    rules(window)
    window.open(copy)
    window.press("Envoyer à la relecture")
    window.open(copy)
    window.shoot("redaction/empeche", PANEL)
    return copy


def rules(window: Window) -> None:
    page, row = window.page, seniority(window)
    unstick(window)
    window.shoot("redaction/condition", row)
    set_to(window, "0")
    window.shoot("redaction/effet", ".rule-effect")
    set_to(window, "36")
    row.get_by_label("En clair", exact=False).first.fill("Avoir 36 mois d'activité.")
    wait_for_effect(window)
    try_a_profile(window)
    with page.expect_navigation():
        page.locator("input[name=_save]").last.click()
    window.shoot("redaction/avant-apres", "#content-main")
    window.press("Enregistrer ces règles")


def unstick(window: Window) -> None:
    """What follows the window down a page would lie over the picture."""
    window.page.locator(".card-nav").evaluate("e => { e.style.position = 'static' }")


def set_to(window: Window, months: str) -> None:
    with window.page.expect_response("**/apercu-des-regles/"):
        seniority(window).get_by_label("Au moins").first.fill(months)
    window.settle()


def wait_for_effect(window: Window) -> None:
    window.page.wait_for_timeout(1500)  # it is asked for a while after the last key
    window.settle()


def try_a_profile(window: Window) -> None:
    page = window.page
    page.get_by_text("Essayer un profil").click()
    page.locator("#essai input[value=salarie-prive]").check()
    page.locator("#essai [name=essai-handicap]").select_option("aucun")
    wait_for_effect(window)
    page.get_by_text("Essayer un profil").click()
    page.locator(".rule-effect").evaluate("e => { e.scrollTop = 0 }")
    window.shoot("redaction/essai", ".rule-effect")


def expect_otherwise(window: Window, copy: str) -> None:
    """The verdicts that the rule contradicts are changed, with a reason."""
    window.open(copy)
    page = window.page
    page.locator("#expectations-group summary").first.click()
    rows = page.locator("#expectations-group tr.has_original").filter(has_text="depuis 14 mois")
    for row in rows.all():
        row.locator("select[name$=verdict]").select_option("non")
        row.locator("[name$=reason]").fill(WHY)
    window.settle()
    with page.expect_navigation():
        page.locator("input[name=_save]").last.click()
    window.open(copy)
    window.press("Envoyer à la relecture")


def send_back(window: Window, copy: str) -> None:
    window.open(copy)
    window.page.get_by_label("Motif").fill("À compléter.")
    window.press("Renvoyer en brouillon")


def publish(window: Window, copy: str) -> None:
    window.open(copy)
    window.shoot("redaction/relecture", PANEL)
    window.press("Publier")


def history(window: Window, card: str) -> None:
    window.open(card.replace("/change/", "/history/"))
    window.shoot("redaction/historique", "#content-main")
    window.follow("Revenir à cet état")
    window.shoot("redaction/retour", "#content-main")
    window.press("Revenir à cet état")


def conflict(first: Window, second: Window, card: str) -> None:
    for window in (first, second):
        window.open(card)
    for window, words in (
        (first, "Changer de métier sans démissionner."),
        (second, "Changer de métier, payé."),
    ):
        window.page.get_by_label("En une phrase").fill(words)
        window.press("Enregistrer et continuer les modifications")
    second.shoot("redaction/conflit", ".conflict")


def account(window: Window) -> None:
    page = window.page
    sign_in(window, "nadia", PASSWORD)
    window.shoot("redaction/compte", "main")
    window.follow("Ajouter une application")
    page.locator("[name=password]").fill(PASSWORD)
    window.press("Confirmer")
    window.shoot("redaction/application", "main")
    page.locator("[name=code]").fill(code_of(page.locator("code").inner_text()))
    window.press("Ajouter")
    window.shoot("redaction/codes", "main")


def locked(window: Window) -> None:
    for _ in range(5):
        sign_in(window, "quelquun", "faux")
    window.shoot("redaction/bloque", "main")


def sign_in(window: Window, name: str, password: str) -> None:
    window.open("/compte/connexion/")
    window.page.locator("[name=login]").fill(name)
    window.page.locator("[name=password]").fill(password)
    window.press("Se connecter")


def pathway(window: Window) -> None:
    """The map and a stage of the README, of somebody who looks for work."""
    page = window.page
    for key, field in ANSWERS.items():
        window.open(f"/parcours/questions/{key}/")
        if key == "age":
            page.get_by_role("textbox").fill("45")
        elif key == "departement":
            page.locator("main form select").select_option(field)
        else:
            page.locator(f"input[value={field}]").check()
        with page.expect_navigation():
            page.locator("main form button.btn-primary").click()
    window.open("/parcours/etapes/")
    page.locator(".road").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY)")
    window.shoot("map")
    window.open("/parcours/etapes/formation/")
    window.shoot("stage")


def workshop(window: Window) -> None:
    window.open("/admin/tableau-de-bord/")
    window.shoot("redaction/tableau-de-bord")
    window.open("/admin/besoins-sans-reponse/")
    window.shoot("redaction/besoins")
    for name, table in TABLES.items():
        window.open("/admin/schemes/scheme/import/")
        file = {"name": "dispositifs.csv", "mimeType": "text/csv", "buffer": table.encode()}
        window.page.locator("[name=import_file]").set_input_files(file)
        with window.page.expect_navigation():
            window.page.locator("input[type=submit].default").click()
        window.shoot(f"redaction/{name}")


def make_trouble() -> None:
    """Something to be seen on the board and among the needs without an answer."""
    month = add_months(month_of(timezone.localdate()), -1)
    for place, url in enumerate(Resource.objects.values_list("url", flat=True).distinct()[:3]):
        status = LinkCheck.Status.DOUBTFUL if place else LinkCheck.Status.BROKEN
        LinkCheck.objects.create(url=url, status=status, detail="réponse 404")
    late = Scheme.objects.published().order_by("name").values("pk")[:3]
    Scheme.objects.filter(pk__in=late).update(verified_on=add_months(month, -24))
    Scheme.objects.get(slug="ptp").reports.create(part="lien", text="Ce lien ne mène à rien.")
    for number, (stage, status) in enumerate(product(StageSlug.values[:3], STATUSES), 2):
        UnmetNeed.objects.create(month=month, stage=stage, status=status, count=90 // number)
    UnmetSearch.objects.create(month=month, trace="t", words="permis poids lourd", count=9)


def code_of(secret: str) -> str:
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def sessions() -> dict[str, str]:
    User.objects.create_superuser("nadia", password=PASSWORD)
    found = {}
    for name, (full, group) in PEOPLE.items():
        person = make_person(group, name)
        person.first_name, person.last_name = full.split()
        person.save()
        found[name] = session_of(person)
    return found


def tell() -> None:
    make_trouble()
    keys, card = sessions(), address(Scheme.objects.get(slug="ptp"))
    with served(), chromium() as browser:
        claire, paul, odile, marc = (Window(browser, key) for key in keys.values())
        copy = draft(claire, card)
        send_back(paul, copy)
        expect_otherwise(claire, copy)
        publish(paul, copy)
        history(odile, card)
        conflict(odile, marc, card)
        workshop(odile)
        account(Window(browser, width=NARROWER))
        locked(Window(browser, width=NARROWER))
        pathway(Window(browser))
