"""Every form of the site, found in its pages, and values for its fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from hypothesis import strategies as st

from tests.pages import ODD_TEXTS

LETTERS = st.characters(exclude_categories=["Cs"])  # lone surrogates cannot be sent
NUMBERS = st.one_of(st.integers(), st.floats()).map(str)
TEXTS = st.one_of(st.sampled_from(list(ODD_TEXTS.values())), st.text(LETTERS, max_size=60), NUMBERS)


@dataclass(frozen=True)
class Form:
    """`fields`: for each name, the values that the page offers for it."""

    address: str
    method: str
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.address} ({', '.join(self.fields)})"

    @property
    def kind(self) -> tuple:
        """Forms that differ by their values alone are the same form, met twice."""
        return self.method, self.address, tuple(sorted(self.fields))


class _Reader(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.page, self.forms, self.links = page, [], set()
        self._select = ""

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in given:
            self.links.add(urldefrag(urljoin(self.page, given["href"])).url)
        if tag == "form":
            action = urljoin(self.page, given.get("action", ""))
            self.forms.append(Form(action, given.get("method", "get").lower(), {}))
        if tag == "select":
            self._select = given.get("name", "")
        if self.forms and (name := given.get("name") or (self._select if tag == "option" else "")):
            fields = self.forms[-1].fields
            fields[name] = (*fields.get(name, ()), given.get("value", ""))


def walk(client: Client, most: int) -> tuple[list[str], list[Form]]:
    """Addresses of this site, questions included, and the forms of its first `most` pages."""
    waiting, seen, forms = ["/"], {}, {}
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        response = client.get(address, follow=True)
        seen[address] = response.status_code
        assert response.status_code == 200, address
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        reader = _Reader(address)
        reader.feed(response.content.decode())
        forms |= {form.kind: form for form in reader.forms if is_ours(form.address)}
        waiting += sorted(link for link in reader.links - seen.keys() if is_ours(link))
    return list(seen), list(forms.values())


def is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.netloc and not parts.scheme and address.startswith("/")


@st.composite
def filled(draw, forms: list[Form]) -> tuple[Form, dict[str, list[str]]]:
    """One of the forms, each field absent, as offered, odd, or several at once."""
    form = draw(st.sampled_from(forms))
    data = {}
    for name, offered in form.fields.items():
        values = st.one_of(st.sampled_from(offered), TEXTS)
        data[name] = draw(st.lists(values, max_size=3))
    stranger = draw(st.dictionaries(st.text(LETTERS, max_size=8), st.lists(TEXTS), max_size=1))
    return form, data | stranger
