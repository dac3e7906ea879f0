"""Writes YAML as fixtures/ has it: short things on one line, prose folded, no value lost."""

from typing import Any

import yaml

FOLD = 150
ENDLESS = 1_000_000  # only prose is folded


class Line(dict):
    """An object on one line: {role: contact, organisation: mon-cep}."""


class Row(list):
    """A list on one line: [formation, emploi]."""


class Prose(str):
    """A text that may be long: folded where it does not fit on a line."""

    __slots__ = ()


class CardDumper(yaml.SafeDumper):
    """Double quotes where quotes are needed, lists indented, lines as long as their text."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless=False)

    def choose_scalar_style(self):
        style = super().choose_scalar_style()
        return '"' if style == "'" else style

    def write_folded(self, text):
        self.best_width = FOLD
        super().write_folded(text)
        self.best_width = ENDLESS


def _line(dumper: CardDumper, data: Line) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _row(dumper: CardDumper, data: Row) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


def _prose(dumper: CardDumper, text: Prose) -> yaml.Node:
    style = ">" if len(text) > FOLD or "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


CardDumper.add_representer(Line, _line)
CardDumper.add_representer(Row, _row)
CardDumper.add_representer(Prose, _prose)
CardDumper.ignore_aliases = lambda self, data: True


def as_yaml(data: Any) -> str:
    return yaml.dump(
        data,
        Dumper=CardDumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=ENDLESS,
    )


def in_sections(data: dict, sections: tuple[str, ...]) -> str:
    """`data` as YAML, with a blank line before each key of `sections` that it holds."""
    parts: list[dict] = [{}]
    for key, value in data.items():
        if key in sections and parts[-1]:
            parts.append({})
        parts[-1][key] = value
    return "\n".join(as_yaml(part) for part in parts)
