"""Reads YAML files and remembers the line of every value."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from schemes.catalogue.faults import CatalogueError, Fault

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """One file: its data, and the line (from 1) of each place in them."""

    path: Path
    data: object
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest known place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str) -> Fault:
        return Fault(self.path, self.line(place), message)

    def entries(self) -> Iterator[tuple[Place, object]]:
        """The file's objects: itself, or each one of its list."""
        if isinstance(self.data, list):
            yield from (((index,), item) for index, item in enumerate(self.data))
        else:
            yield (), self.data


def read_document(path: Path) -> Document:
    """Raise CatalogueError where the file is not readable YAML or repeats a key."""
    try:
        loader = yaml.SafeLoader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except UnicodeDecodeError as error:
        raise CatalogueError([Fault(path, 1, "Le fichier n'est pas en UTF-8.")]) from error
    except yaml.YAMLError as error:
        raise CatalogueError(
            [Fault(path, _error_line(error), f"YAML illisible : {_problem(error)}.")]
        ) from error
    if node is None:
        raise CatalogueError([Fault(path, 1, "Le fichier est vide.")])
    lines: dict[Place, int] = {}
    faults = list(_walk(node, (), path, lines))
    if faults:
        raise CatalogueError(faults)
    return Document(path, _construct(loader, node, path), lines)


def _construct(loader, node, path: Path):
    """The data of `node`; a date that cannot be, or a list for a key, is a fault of the file."""
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        line = _error_line(error) if hasattr(error, "problem_mark") else _odd_line(loader, node)
        message = "Valeur illisible : une date qui n'existe pas, ou des accolades de trop."
        raise CatalogueError([Fault(path, line, message)]) from error


def _odd_line(loader, node: yaml.Node) -> int:
    """The line of the first scalar or mapping under `node` that cannot be read."""
    for child in _children(node):
        try:
            loader.construct_object(child, deep=True)
        except (yaml.YAMLError, ValueError, TypeError):
            return _odd_line(loader, child)
    return node.start_mark.line + 1


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _walk(node: yaml.Node, place: Place, path: Path, lines: dict[Place, int]) -> Iterator[Fault]:
    """Notes the lines; yields a fault for each key that stands twice."""
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                message = "Une clé est un mot : une accolade ou un crochet est de trop."
                yield Fault(path, key.start_mark.line + 1, message)
                continue
            if key.value in seen:
                message = f"La clé « {key.value} » est répétée."
                yield Fault(path, key.start_mark.line + 1, message)
            seen.add(key.value)
            yield from _walk(value, (*place, key.value), path, lines)
            lines[(*place, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(item, (*place, index), path, lines)


def _error_line(error) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _problem(error) -> str:
    return str(getattr(error, "problem", None) or error)
