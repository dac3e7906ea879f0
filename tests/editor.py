"""An editor's browser, reduced to what it sends: forms and tables, to a site that is served."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.served import HOST, Served

TOKEN = "t" * 32
URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=limite"
CARDS = "/admin/schemes/scheme/"
REPORT = {"part": "chiffre", "text": "Le montant a changé cette année.", "email": ""}


class Editor:
    """`session` is the key of one that is signed in; without it, any visitor."""

    def __init__(self, site: Served, session: str = ""):
        self.site, self.session = site, session
        self.cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session}" if session else "")

    def get(self, path: str):
        return self.site.get(path, Cookie=self.cookie)

    def post(self, path: str, fields: dict | bytes, kind: str = URLENCODED, **headers: str):
        """`fields`, or a body that is made already."""
        if not isinstance(fields, bytes):
            fields = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}, doseq=True).encode()
        given = {"Referer": f"https://{HOST}/", "Content_Type": kind, "Cookie": self.cookie}
        return self.site.get(path, "POST", fields, **(given | headers))

    def report(self, address: str = "198.51.100.1", **changes: str):
        """An error on a card, told from an address of its own."""
        path = "/dispositifs/ptp/signaler/"
        return self.post(path, REPORT | changes, X_Forwarded_For=address)

    def save(self, key: int, **changes: str) -> int:
        """Opens a card, changes it and saves it."""
        address = f"{CARDS}{key}/change/"
        status, _, page = self.get(address)
        assert status == 200, status
        sent, _, answer = self.post(address, fields_of(page.decode(), "scheme_form") | changes)
        assert sent == 302, re.findall(r'class="errorlist.*?</ul>', answer.decode())
        return sent

    def rename(self, names: dict[str, str]) -> int:
        """A table of new names by identifier, sent and confirmed."""
        return self.confirm(self.preview(names))

    def preview(self, names: dict[str, str]) -> dict[str, str]:
        """What the page that shows the differences sends on."""
        rows = "".join(f"{slug};{name}\r\n" for slug, name in names.items())
        status, _, page = self.post(f"{CARDS}import/", _table(rows), MULTIPART)
        assert status == 200, status
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.decode())
        hidden = {name: unescape(value) for name, value in found}
        assert "import_file_name" in hidden, page.decode()
        return hidden

    def confirm(self, hidden: dict[str, str]) -> int:
        return self.post(f"{CARDS}process_import/", hidden)[0]


def _table(rows: str) -> bytes:
    fields = {"csrfmiddlewaretoken": TOKEN, "format": "0"}
    parts = [
        f'--limite\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = 'Content-Disposition: form-data; name="import_file"; filename="t.csv"'
    parts.append(
        f"--limite\r\n{head}\r\nContent-Type: text/csv\r\n\r\nidentifiant;nom\r\n{rows}\r\n"
    )
    return "".join([*parts, "--limite--\r\n"]).encode()


def fields_of(page: str, form: str) -> dict[str, list[str]]:
    """What a browser would send back of a form of the page, nothing changed."""
    reader = _FormReader(form)
    reader.feed(page)
    assert reader.fields, f"no form {form}"
    return reader.fields


class _FormReader(HTMLParser):
    """Fields inside the form, and those elsewhere that name it."""

    def __init__(self, form: str):
        super().__init__()
        self.form, self.fields = form, {}
        self._inside, self._select, self._area = False, "", ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self._inside = given.get("id") == self.form
        if not self._inside and given.get("form") != self.form:
            return
        name = given.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self._add(self._select, given.get("value"))
        elif tag == "textarea":
            self._area = name
            self._add(name, "")
        elif tag == "input" and _is_sent(given):
            self._add(name, given.get("value", "on" if given.get("type") == "checkbox" else ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data):
        if self._area:  # HTML leaves out the newline right after the tag
            self.fields[self._area][-1] += data.removeprefix("\n")

    def _add(self, name: str, value: str | None) -> None:
        if name and name != "csrfmiddlewaretoken":
            self.fields.setdefault(name, []).append(value or "")


def _is_sent(given: dict) -> bool:
    kind = given.get("type", "text")
    if kind in {"checkbox", "radio"}:
        return "checked" in given
    return kind not in {"submit", "button", "file", "image", "reset"}
