"""The house keeps its shape: which way imports go, what is pure, what a template may hold."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.defaulttags import URLNode
from django.template.loader import get_template
from django.urls import reverse

ROOT = settings.BASE_DIR
ROOMS = ("schemes", "pathways", "portal")  # data walks this way, imports look back
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

PURE = (
    "schemes.kleene",
    "schemes.vocabulary",
    "schemes.profile",
    "schemes.ruleset",
    "schemes.eligibility",
    "schemes.changes",
    "schemes.rule_lint",
    "pathways.questions",
    "pathways.walk",
)
MAX_VIEW_LINES = 30


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def path_of(module: str) -> Path:
    return ROOT / f"{module.replace('.', '/')}.py"


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """Full names of all that a module imports, inside functions too; `a.b.c` for `from a.b`."""
    package = name_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield from (str(a.value) for a in node.args if isinstance(a, ast.Constant))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def is_in(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_runs_back(room: str) -> None:
    later = ROOMS[ROOMS.index(room) + 1 :]
    found = {name_of(p): [i for i in imports_of(p) if is_in(i, later)] for p in modules(room)}
    assert len(found) > 3, "no module was read"
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_imports_the_tests(room: str) -> None:
    assert [
        name_of(p) for p in modules(room) if any(is_in(i, ("tests",)) for i in imports_of(p))
    ] == []


@pytest.mark.parametrize(
    "hidden",
    [
        "def f():\n    from portal import views",
        "def f():\n    import portal.views as v",
        "from ..portal import views",
        "def f():\n    return import_module('portal.views')",
    ],
)
def test_an_import_that_hides_is_seen(tmp_path: Path, monkeypatch, hidden: str) -> None:
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    module = tmp_path / "schemes" / "hidden.py"
    module.parent.mkdir()
    module.write_text(hidden, encoding="utf-8")
    assert any(is_in(name, ("portal",)) for name in imports_of(module))


def declared_pure() -> set[str]:
    """Modules whose docstring says that they are pure."""
    paths = [path for room in ROOMS for path in modules(room)]
    return {name_of(p) for p in paths if re.search(r"\bpure\b", _docstring(p), re.IGNORECASE)}


def _docstring(path: Path) -> str:
    return ast.get_docstring(tree_of(path)) or ""


def test_what_says_that_it_is_pure_is_held_to_it() -> None:
    assert {"schemes.eligibility", "schemes.changes", "pathways.walk"} <= declared_pure()


@pytest.mark.parametrize("module", sorted({*PURE, *declared_pure()}))
def test_a_pure_module_knows_only_python_and_pure_modules(module: str) -> None:
    """Neither the database, nor HTTP, nor anything that could lead to them."""
    pure = ("schemes.enums", *PURE, *declared_pure())
    impure = [
        name
        for name in imports_of(path_of(module))
        if name.split(".")[0] not in sys.stdlib_module_names and not is_in(name, pure)
    ]
    assert impure == []


def test_of_django_the_enums_take_text_choices_alone() -> None:
    assert set(imports_of(path_of("schemes.enums"))) == {"django.db.models.TextChoices"}


def names_in(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_no_request_below_views_forms_and_filters() -> None:
    deep = [*modules("schemes/models"), *modules("schemes/catalogue"), *map(path_of, PURE)]
    assert [name_of(path) for path in deep if "request" in names_in(path)] == []
    assert "request" in names_in(path_of("schemes.views")), "the test would see one"


def test_no_view_outgrows_thirty_lines() -> None:
    views = {
        f"{room}.{node.name}": node.end_lineno - node.lineno + 1
        for room in ROOMS
        for node in tree_of(path_of(f"{room}.views")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert "schemes.catalogue" in views
    assert {name: lines for name, lines in views.items() if lines >= MAX_VIEW_LINES} == {}


# Templates

DATA_BLOCK = r"\stype=\"application/ld\+json\">"  # a browser runs none of it
INLINE = re.compile(
    rf"<style\b|\sstyle\s*=|<script(?!{DATA_BLOCK})(?![^>]*\ssrc=)[^>]*>"
    r"|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def named(template: Path) -> str:
    return str(template.relative_to(ROOT / "templates"))


@pytest.mark.parametrize(
    "markup",
    [
        "<style>p{}</style>",
        '<p style="x">',
        "<script>1</script>",
        '<script type="module">1</script>',
        "<a onclick='x'>",
        '<a href="javascript:x">',
    ],
)
def test_inline_style_and_script_are_seen(markup: str) -> None:
    assert INLINE.search(markup)


def test_a_block_of_data_is_no_script() -> None:
    assert not INLINE.search('<script type="application/ld+json">{}</script>')


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_holds_no_inline_style_or_script(template: Path) -> None:
    """The content security policy would drop them without a word."""
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


def addresses_in(template: Path) -> Iterator[tuple[str, int]]:
    """The names of the addresses that a template asks for, and with how many arguments.

    `{% url … as x %}` asks whether there is one.
    """
    nodes = get_template(named(template)).template.nodelist.get_nodes_by_type(URLNode)
    for node in (node for node in nodes if not node.asvar):
        yield node.view_name.resolve({}), len(node.args)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_address_that_a_template_names_exists(template: Path) -> None:
    for name, arguments in addresses_in(template):
        assert reverse(name, args=["1"] * arguments).startswith("/")


def test_addresses_are_found_inside_blocks() -> None:
    assert ("pathways:question", 1) in set(
        addresses_in(ROOT / "templates" / "pathways" / "summary.html")
    )
