"""The repository checks itself: what no file may hold, how long one may be, what is locked.

That each module begins with a sentence saying what it is, ruff checks (D100, D205, D400).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "var", "__pycache__", "node_modules", ".ruff_cache"}
MAX_LINES = 300

# Written in pieces, so that this file passes its own check.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb.deb" + "ian.org")
MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:work|root|opt/\w+|tmp/\w+|home/\w+)/")
INDEX_OPTION = re.compile(
    r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b", re.MULTILINE
)


def files(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


def modules() -> list[Path]:
    return [p for p in files() if p.suffix == ".py" and "migrations" not in p.parts]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_file_names_a_registry() -> None:
    assert [named(p) for p in files() if any(name in text_of(p) for name in REGISTRIES)] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert [named(p) for p in files() if MACHINE_PATH.search(text_of(p))] == []


def test_no_module_outgrows_its_room() -> None:
    ours = [p for p in modules() if not p.is_relative_to(ROOT / "tests")]
    assert {named(p): n for p in ours if (n := len(text_of(p).splitlines())) > MAX_LINES} == {}


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_requirements_are_locked_with_hashes_and_name_no_index(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(
        r"^([a-z0-9-]+)(?:\[.+\])?==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE
    )
    lines = re.findall(r"^[^\s#].*", text, re.MULTILINE)
    assert len(pins) == len(lines) > 10, "a line is not a pinned package with its hash"
    assert not INDEX_OPTION.search(text)
    assert "://" not in text


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_what_is_declared_is_locked(name: str) -> None:
    declared = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8")
    locked = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").lower()
    for package in re.findall(r"^[A-Za-z][\w-]*", declared, re.MULTILINE):
        assert re.search(rf"^{package.lower()}(?:\[.+\])?==", locked, re.MULTILINE), (
            f"{package}: run make lock"
        )
