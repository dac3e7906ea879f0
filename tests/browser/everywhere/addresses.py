"""Which pages there are: those of the sitemap, and those that a visitor's answers make."""

import re
from collections.abc import Iterable
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.urls import resolve

ODD = (
    "/dispositifs/?q=vae&statut=salarie-prive&departement=59",
    "/dispositifs/?q=introuvable&etape=lune&page=99",
    "/contacts/?role=financeur&departement=59",
    "/glossaire/?q=rqth",
    "/glossaire/?q=introuvable",
    "/retours-d-experience/?q=introuvable",
    "/comparer/?d=vae&d=rae",
    "/comparer/?d=vae",
)
PATHWAY = (
    "/parcours/",
    "/parcours/questions/statuts/",
    "/parcours/questions/age/",
    "/parcours/questions/departement/",
    "/parcours/questions/toutes/",
    "/parcours/reponses/",
    "/parcours/etapes/",
    "/parcours/etapes/formation/",
    "/parcours/plan/",
    "/parcours/plan/imprimer/",
)
ANSWERS = {"statuts": "demandeur-emploi-inscrit", "age": "45", "handicap": "reconnu"}
CHOSEN = ("contrat-apprentissage", "vae")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Walker:
    """A visitor without a browser, who may answer questions and fill a plan."""

    def __init__(self, site: str):
        self.site, self.cookies = site, CookieJar()
        self.seen: list[str] = []  # every address that answered
        self._opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask(Request(f"{self.site}{path}"))  # noqa: S310  our own address

    def answer(self) -> "Walker":
        """Gives a few answers, and puts two schemes in a plan."""
        for key, answer in ANSWERS.items():
            self.post(f"/parcours/questions/{key}/", {"answer": answer})
        for slug in CHOSEN:
            self.post("/parcours/plan/ajouter/", {"dispositif": slug})
        return self

    def post(self, path: str, data: dict[str, str]) -> bytes:
        token = TOKEN.search(self.get("/parcours/")[1].decode())[1]
        body = urlencode({**data, "csrfmiddlewaretoken": token}).encode()
        status, page = self._ask(Request(f"{self.site}{path}", body))  # noqa: S310  our own
        assert status == 200, page.decode()
        return page

    def forge(self, path: str, data: dict[str, str]) -> int:
        """What another site could make a browser send: without the token of a form."""
        body = urlencode(data).encode()
        return self._ask(Request(f"{self.site}{path}", body))[0]  # noqa: S310  our own address

    def _ask(self, request: Request) -> tuple[int, bytes]:
        try:
            with self._opener.open(request) as response:
                self.seen.append(response.url)
                return response.status, response.read()
        except HTTPError as error:
            return error.code, error.read()


def sitemap(site: str) -> list[str]:
    xml = Walker(site).get("/sitemap.xml")[1].decode()
    found = [address.removeprefix(site) for address in re.findall("<loc>(.*?)</loc>", xml)]
    assert len(found) > 200
    return found


def one_of_each_kind(addresses: Iterable[str]) -> list[str]:
    """The first address of each view."""
    kinds: dict[str, str] = {}
    for address in addresses:
        match = resolve(address)
        kinds.setdefault(f"{match.view_name} {match.extra_kwargs}", address)
    return list(kinds.values())
