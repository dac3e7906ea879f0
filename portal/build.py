"""What tells one deployed version of the code from the next: pages change with it."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

FOLDERS = ("portal", "pathways", "schemes", "templates", "static")


@cache
def build() -> str:
    """The same in every process that runs the same files; read once in each."""
    digest = sha256()
    for path in sorted(_files()):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (settings.BASE_DIR / folder).rglob("*"):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg"}:
                yield path
