"""What an open-API client looks like, with Python's standard library alone.

    python3 client_api.py https://portail.example

Reads every scheme, page after page, then asks which are open to one person.
"""

import json
import sys
import time
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import Request, urlopen

MOST_TRIES = 5


def ask(address: str, body: dict | None = None) -> dict:
    """GET, or POST where there is a body; waits as long as the server says when it says 429."""
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    for _ in range(MOST_TRIES):
        try:
            with urlopen(Request(address, data, headers), timeout=30) as answer:  # noqa: S310
                return json.load(answer)
        except HTTPError as error:
            if error.code != 429:  # noqa: PLR2004  too many requests
                raise SystemExit(f"{error.code} : {error.read().decode()}") from error
            time.sleep(int(error.headers["Retry-After"]))
    raise SystemExit("Le serveur est trop occupé.")


def schemes(site: str, **parameters: str) -> Iterator[dict]:
    """Every row, whatever the number of pages."""
    address = urljoin(site, f"/api/v1/dispositifs/?{urlencode(parameters)}")
    while address:
        page = ask(address)
        yield from page["results"]
        address = page["next"]


def verdicts(site: str, profile: dict) -> dict[str, str]:
    answer = ask(urljoin(site, "/api/v1/eligibilite/"), {"profil": profile})
    return {result["slug"]: result["verdict"] for result in answer["resultats"]}


def main(site: str) -> None:
    told = verdicts(site, {"statuts": ["demandeur-emploi-inscrit"], "handicap": "reconnu"})
    for scheme in schemes(site, tri="nom"):
        sys.stdout.write(f"{told.get(scheme['slug'], '?'):12}{scheme['nom']}\n")


if __name__ == "__main__":
    main(sys.argv[1])
