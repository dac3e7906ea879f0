"""The index on PostgreSQL: a tsvector beside each entry, weights A to D, under a GIN index.

Vectors and queries are written by our analyser and cast: no parser and no dictionary of the
server has a say, so that SQLite finds the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from schemes.search.document import GAP, Document
from schemes.search.plan import COLUMNS, WHOLE_NAME, Counts, Part, Plan
from schemes.search.query import Alternative, Group, Term
from schemes.search.reading import reading_connection

# Only names and numbers of ours are written into SQL; what was typed goes in the parameters.
TABLE = "schemes_searchentry"
LAST_POSITION = 16_383  # PostgreSQL's own limit
HELD = "vector @@ %s::tsquery"


def write(rows: Iterable[tuple[int, Document]]) -> None:
    vectors = [(_vector(document), pk) for pk, document in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET vector = %s::tsvector WHERE id = %s",  # noqa: S608 - see TABLE
            vectors,
        )


def _vector(document: Document) -> str:
    """« 'metier':1A,7D », places counted through the columns with a gap between two."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 0
    for letter, tokens in zip(COLUMNS, document.columns, strict=True):
        for token in (*tokens, GAP):
            place += 1
            if token != GAP:
                places[token].append(f"{min(place, LAST_POSITION)}{letter.upper()}")
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items())


def count(groups: Sequence[Group]) -> Counts:
    """Read in one query."""
    one = f", (SELECT count(*) FROM {TABLE} WHERE {HELD})"  # noqa: S608 - see TABLE
    with reading_connection().cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {TABLE}){one * len(groups)}",  # noqa: S608 - see TABLE
            [_any(group.alternatives) for group in groups],
        )
        entries, *counted = cursor.fetchone()
    return Counts(entries, tuple(counted))


def scored(plan: Plan) -> tuple[str, list]:
    """The SQL, and its parameters, of the rows (id, score) that the plan finds."""
    scores, conditions = [_case(_key_grades(plan))], [HELD]
    scores += [_case(_grades(part)) for part in plan.parts]
    base = _base(plan)
    parameters = [value for _, values in scores for value in values] + [base]
    if not plan.is_strict:
        weights = [_case([(part.weight, _any(part.group.alternatives))]) for part in plan.parts]
        weights.append(_case([(plan.total, _tokens(plan.keys))] if plan.keys else []))
        conditions.append(f"{' + '.join(sql for sql, _ in weights)} >= %s")
        parameters += [value for _, values in weights for value in values] + [plan.needed]
    total, held = " + ".join(sql for sql, _ in scores), " AND ".join(conditions)
    sql = f"SELECT id, {total} AS score FROM {TABLE} WHERE {held}"  # noqa: S608 - see TABLE
    return sql, parameters


def _base(plan: Plan) -> str:
    sign = " & " if plan.is_strict else " | "
    held = sign.join(f"({_any(part.group.alternatives)})" for part in plan.parts)
    return f"({held}) | {_tokens(plan.keys)}" if plan.keys else held


def _case(grades: Iterable[tuple[int, str]]) -> tuple[str, list]:
    """The number of the first grade that an entry reaches, or 0."""
    grades = list(grades)
    if not grades:
        return "0", []
    whens = f"WHEN {HELD} THEN %s " * len(grades)
    return f"(CASE {whens}ELSE 0 END)", [value for score, held in grades for value in (held, score)]


def _key_grades(plan: Plan) -> Iterable[tuple[int, str]]:
    return [(score, _tokens(plan.keys, c)) for c, score in WHOLE_NAME.items() if plan.keys]


def _grades(part: Part) -> Iterable[tuple[int, str]]:
    return [(grade.score, _any(grade.alternatives, grade.column)) for grade in part.grades]


def _any(alternatives: Iterable[Alternative], column: str = "") -> str:
    return " | ".join(f"({_alternative(a, column)})" for a in alternatives)


def _alternative(alternative: Alternative, column: str) -> str:
    sign = " <-> " if alternative.is_phrase else " & "
    return sign.join(f"({_term(term, column)})" for term in alternative.terms)


def _term(term: Term, column: str) -> str:
    begun = [f"'{term.beginning}':*{column.upper()}"] if term.beginning else []
    return " | ".join([_tokens(term.tokens, column), *begun])


def _tokens(tokens: Iterable[str], column: str = "") -> str:
    weight = f":{column.upper()}" if column else ""
    return " | ".join(f"'{token}'{weight}" for token in tokens)
