"""Asks the readiness probe as the proxy would; its exit code is what Docker reads."""

import os
import sys
from urllib.error import URLError
from urllib.request import Request, urlopen

HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".*")
ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/sante/pret/"

try:
    with urlopen(Request(ADDRESS, headers={"Host": HOST}), timeout=9) as answer:
        sys.exit(0 if answer.status == 200 else 1)  # noqa: PLR2004
except (URLError, OSError) as error:
    sys.exit(f"{ADDRESS}: {error}")
