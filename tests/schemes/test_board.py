"""The editors' board, the cards to verify again, and the weekly e-mail."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from schemes.dates import add_months
from schemes.models import LinkCheck, PlainVersion, Report, Resource, Scheme
from tests import factories
from tests.factories import make_scheme, make_territory
from tests.pages import queries_of, text_of

pytestmark = pytest.mark.django_db

BOARD = "/admin/tableau-de-bord/"


def make_fresh(slug: str = "", **values) -> Scheme:
    """A card of which nothing is to be said."""
    scheme = make_scheme(slug, **{"verified_on": timezone.localdate(), **values})
    PlainVersion.objects.create(scheme=scheme)
    return scheme


def make_trouble(*numbers: int) -> None:
    """One row for each part of the board and number; written at once, the search aside."""
    url = "https://exemple.fr/{}".format
    places = {"territory": make_territory(), "publication": "publie", "needs_review": True}
    places |= {"nature": "formation", "legal_regime": "commun"}
    schemes = [Scheme(slug=f"carte-{n}", name=f"Carte {n}", **places) for n in numbers]
    Scheme.objects.bulk_create(schemes)
    pairs = list(zip(schemes, numbers, strict=True))
    Resource.objects.bulk_create(
        Resource(scheme=s, label="Page", url=url(n), kind="officiel") for s, n in pairs
    )
    Report.objects.bulk_create(
        Report(scheme=s, part="lien", text=f"Le lien {n} ne marche pas.") for s, n in pairs
    )
    status = (LinkCheck.Status.BROKEN, LinkCheck.Status.DOUBTFUL)
    LinkCheck.objects.bulk_create(
        LinkCheck(url=url(n), status=status[n % 2], detail="réponse 404") for n in numbers
    )


def editor(client, *permissions: str) -> User:
    user = factories.make_staff("lea", *permissions)
    client.force_login(user)
    return user


# Late


@pytest.mark.parametrize(
    ("verified_on", "months", "today", "is_late"),
    [
        (None, 12, date(2026, 11, 28), True),
        (date(2025, 11, 28), 12, date(2026, 11, 28), True),
        (date(2025, 11, 29), 12, date(2026, 11, 28), False),
        (date(2026, 8, 31), 3, date(2026, 11, 30), False),
        (date(2026, 8, 31), 3, date(2026, 12, 1), True),
        (date(2026, 11, 28), 1, date(2026, 12, 27), False),
        (date(2026, 11, 28), 1, date(2026, 12, 28), True),
        (date(2026, 11, 28), 0, date(2026, 11, 28), True),
    ],
)
def test_a_card_is_late_after_its_own_number_of_months(verified_on, months, today, is_late) -> None:
    scheme = make_scheme(verified_on=verified_on, review_every_months=months)
    assert Scheme.objects.late(today).exists() == is_late
    assert (scheme.due_on is None or scheme.due_on <= today) == is_late


def test_the_database_and_the_card_agree_on_every_day() -> None:
    scheme = make_scheme(verified_on=date(2026, 1, 31), review_every_months=1)
    for number in range(60):
        today = date(2026, 2, 1) + timedelta(days=number)
        assert Scheme.objects.late(today).exists() == (scheme.due_on <= today), today


def test_a_month_that_is_too_short_gives_the_first_day_of_the_next() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 3, 1)
    assert add_months(date(2026, 11, 28), 14) == date(2028, 1, 28)


# The board


def test_each_row_leads_to_where_it_is_mended(admin_client) -> None:
    make_trouble(0)
    page = admin_client.get(BOARD).content.decode()
    scheme = Scheme.objects.get()
    card = reverse("admin:schemes_scheme_change", args=[scheme.pk])
    report = reverse("admin:schemes_report_change", args=[scheme.reports.get().pk])
    assert page.count(f'"{card}"') == 3, "late, with a point to check, and with a broken link"
    assert f'"{card}#plain-heading"' in page
    assert f'"{report}"' in page


def test_the_board_says_when_nothing_waits(admin_client) -> None:
    make_fresh()
    page = text_of(admin_client.get(BOARD))
    for words in ("Aucune fiche n'est en retard", "Aucun lien cassé", "Aucun signalement"):
        assert words in page


def test_drafts_and_historic_cards_are_not_late(admin_client) -> None:
    make_scheme("brouillon", publication="brouillon")
    make_scheme("ancien", state="historique")
    assert "Aucune fiche n'est en retard" in text_of(admin_client.get(BOARD))


def test_the_lists_behind_the_board_hold_as_many_rows(admin_client) -> None:
    make_trouble(*range(4))
    make_fresh()
    board = admin_client.get(BOARD).context["board"]
    for part in board.parts:
        listed = admin_client.get(part.everything).context["cl"]
        assert listed.result_count == part.count > 0, part.everything


def test_the_board_asks_as_many_queries_for_300_rows_as_for_3(admin_client) -> None:
    make_trouble(*range(4))
    with_few = queries_of(admin_client, BOARD)
    make_trouble(*range(4, 300))
    page = admin_client.get(BOARD).content.decode()
    assert queries_of(admin_client, BOARD) == with_few < 40
    assert "Et 275 autres." in page
    assert len(page) < 100_000


def test_the_index_of_the_admin_leads_to_the_board(admin_client) -> None:
    assert f'href="{BOARD}"' in admin_client.get("/admin/").content.decode()


# « Vérifié aujourd'hui »


def test_one_click_marks_a_card_verified(admin_client) -> None:
    scheme = make_scheme()
    page = admin_client.post(reverse("workshop:verified", args=[scheme.slug]), follow=True)
    scheme.refresh_from_db()
    assert scheme.verified_on == timezone.localdate()
    assert f"« {scheme} » est marqué vérifié aujourd'hui." in text_of(page)
    assert "Aucune fiche n'est en retard" in text_of(page)


def test_several_are_marked_at_once(admin_client) -> None:
    chosen, other = [make_scheme(), make_scheme()], make_scheme()
    data = {"action": "verified_today", "_selected_action": [scheme.pk for scheme in chosen]}
    admin_client.post(reverse("admin:schemes_scheme_changelist"), data)
    assert Scheme.objects.filter(verified_on=timezone.localdate()).count() == 2
    assert Scheme.objects.get(pk=other.pk).verified_on is None


def test_reading_the_address_marks_nothing(admin_client) -> None:
    scheme = make_scheme()
    assert admin_client.get(reverse("workshop:verified", args=[scheme.slug])).status_code == 405
    assert Scheme.objects.get().verified_on is None


def test_a_card_that_is_gone_is_a_404(admin_client) -> None:
    assert admin_client.post(reverse("workshop:verified", args=["inconnu"])).status_code == 404


@pytest.mark.parametrize(
    ("permissions", "sees", "marks"),
    [((), 403, 403), (("view_scheme",), 200, 403), (("view_scheme", "change_scheme"), 200, 302)],
)
def test_who_may_see_and_who_may_mark(client, permissions, sees, marks) -> None:
    scheme = make_scheme()
    editor(client, *permissions)
    page = client.get(BOARD)
    assert page.status_code == sees
    assert client.post(reverse("workshop:verified", args=[scheme.slug])).status_code == marks
    assert ("Vérifié aujourd'hui" in page.content.decode()) == (marks == 302)


def test_a_visitor_is_sent_to_log_in(client) -> None:
    assert client.get(BOARD).status_code == 302
    assert client.post(reverse("workshop:verified", args=["ptp"])).status_code == 302


# The weekly e-mail


def make_staff(name: str, *groups: str, **values) -> User:
    values = {"email": f"{name}@exemple.fr", "is_staff": True, **values}
    user = User.objects.create_user(name, **values)
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


def test_the_digest_says_in_french_what_waits_and_where(settings) -> None:
    make_staff("lea")
    make_trouble(0, 1)
    call_command("send_digest", site="https://portail.example/")
    (message,) = mail.outbox
    for words in (
        "FICHES À REVÉRIFIER : 2",
        "LIENS CASSÉS : 1",
        "LIENS DOUTEUX",
        "jamais vérifiée",
    ):
        assert words in message.body
    assert message.to == ["lea@exemple.fr"]
    paths = re.findall(r"https://portail\.example(/admin/\S+)", message.body)
    assert BOARD in paths
    assert len(paths) >= 6
    assert "\n\n\n" not in message.body


def test_nothing_is_sent_when_nothing_waits(capsys) -> None:
    make_staff("lea")
    make_fresh()
    call_command("send_digest")
    assert mail.outbox == []
    assert "Rien n'attend" in capsys.readouterr().out


def test_editors_get_one_message_each_and_the_other_staff_none() -> None:
    make_staff("relectrice", "relecteur")
    make_staff("redacteur", "rédacteur", "administrateur")
    make_staff("technique")
    make_staff("partie", "rédacteur", is_active=False)
    make_staff("sans-courriel", "rédacteur", email="")
    make_trouble(0)
    call_command("send_digest")
    assert [m.to for m in mail.outbox] == [["redacteur@exemple.fr"], ["relectrice@exemple.fr"]]


def test_with_nobody_to_write_to_the_command_says_so() -> None:
    make_trouble(0)
    with pytest.raises(CommandError, match="Aucun rédacteur"):
        call_command("send_digest")


def test_a_mail_server_that_does_not_answer_is_told(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_staff("lea")
    make_trouble(0)
    with pytest.raises(CommandError, match="n'est pas parti"):
        call_command("send_digest")
