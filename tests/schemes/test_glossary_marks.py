"""The glossary in the pages: a term is explained the first time, and only in running text."""

import re
from html.parser import HTMLParser

import pytest
from django.template import Context, Template

from schemes.models import PlainVersion
from tests.factories import make_criterion, make_scheme, make_stage, make_term

pytestmark = pytest.mark.django_db

PAGE = Template(
    "{% load glossary %}{% page_terms scheme as terms %}"
    "{% for text in texts %}{{ text|explain:terms }}|{% endfor %}"
)
LINK = '<a class="term" href="/glossaire/#rqth">'
CLOSED_TO_TERMS = {"a", "button", "h1", "h2", "h3", "h4", "label", "summary", "title"}


def shown(*texts, scheme=None) -> str:
    return PAGE.render(Context({"texts": texts, "scheme": scheme}))


def test_a_term_is_explained_once_a_page():
    make_term("RQTH")
    assert shown("RQTH, RQTH", "RQTH") == f"{LINK}RQTH</a>, RQTH|RQTH|"


def test_two_pages_both_explain_it():
    make_term("RQTH")
    assert shown("RQTH") == shown("RQTH")


def test_a_page_without_a_text_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        shown()


def test_a_page_asks_for_the_glossary_once(django_assert_num_queries):
    make_term("RQTH")
    with django_assert_num_queries(2):  # its version before, so that it can be kept
        shown("RQTH", "autre", "RQTH")
    with django_assert_num_queries(1):
        shown("RQTH", "autre", "RQTH")
    make_term("AGEFIPH")
    assert 'href="/glossaire/#agefiph"' in shown("AGEFIPH")


def test_the_page_of_a_scheme_does_not_explain_its_own_name():
    scheme = make_scheme()
    make_term("PTP", scheme=scheme)
    make_term("RQTH")
    assert shown("Le PTP, la RQTH", scheme=scheme) == f"Le PTP, la {LINK}RQTH</a>|"


def test_a_text_declared_safe_is_escaped_all_the_same():
    make_term("RQTH")
    assert "<script>" not in shown(Template("<script>{{ a }}").render(Context({"a": "RQTH"})))


class TermPlaces(HTMLParser):
    """Which elements stand around each link to the glossary."""

    def __init__(self):
        super().__init__()
        self.open, self.around, self.slugs = [], [], []

    def handle_starttag(self, tag, attrs):
        if ("class", "term") in attrs:
            self.around.append(set(self.open))
            self.slugs.append(dict(attrs)["href"].partition("#")[2])
        if tag not in {"br", "hr", "img", "input", "link", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass


def terms_in(client, address: str) -> TermPlaces:
    response = client.get(address)
    assert response.status_code == 200
    places = TermPlaces()
    places.feed(response.content.decode())
    return places


def test_the_plain_version_explains_its_terms(client):
    scheme = make_scheme("ptp")
    make_term("RQTH")
    PlainVersion.objects.create(scheme=scheme, what=["Vous avez la RQTH."])
    assert terms_in(client, "/dispositifs/ptp/falc/").slugs == ["rqth"]


def test_a_stage_explains_the_terms_of_its_description(client):
    stage = make_stage()
    stage.description = "Avec la RQTH."
    stage.save()
    make_term("RQTH")
    make_criterion("statuts")
    assert terms_in(client, stage.get_absolute_url()).slugs == ["rqth"]


# Real cards, last: what they load stays until the end of the module


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("slug", ["ptp", "rae", "esrp", "contrat-apprentissage", "aides-agefiph"])
def test_a_real_card_explains_its_terms_once_and_in_running_text(client, slug):
    places = terms_in(client, f"/dispositifs/{slug}/")
    assert places.slugs
    assert len(places.slugs) == len(set(places.slugs))
    assert not [around & CLOSED_TO_TERMS for around in places.around if around & CLOSED_TO_TERMS]


@pytest.mark.usefixtures("catalogue")
def test_what_a_card_links_to_is_in_the_glossary(client):
    anchors = set(re.findall(r'<dt id="(.*?)"', client.get("/glossaire/").content.decode()))
    assert set(terms_in(client, "/dispositifs/ptp/").slugs) <= anchors


def test_the_employer_s_pages_and_field_experience_explain_their_terms(client, catalogue):
    for address, slug in (
        ("/rh/arret-de-travail/", "crpe"),
        ("/retours-d-experience/vae-pro-th-ipsho/", "vae"),
    ):
        html = client.get(address).content.decode()
        assert html.count(f'<a class="term" href="/glossaire/#{slug}">') == 1, address
