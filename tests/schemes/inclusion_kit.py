"""What the tests of data·inclusion share: reading the export, checking a row."""

import json

STRICT = {"ignore_warnings": False}


def export(client, **parameters) -> dict:
    response = client.get("/exports/data-inclusion.json", parameters)
    assert response.status_code == 200
    return json.loads(b"".join(response.streaming_content))


def check(model: type, row: dict) -> object:
    """The schema drops unknown keys without a word: they are compared with its fields."""
    assert set(row) <= set(model.model_fields), row["id"]
    assert all(value not in (None, "", [], {}) for value in row.values()), row["id"]
    return model.model_validate(row, context=STRICT)
