"""The request parser of the API."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "Le corps de la requête est trop volumineux."
    default_code = "body_too_large"


class SafeJSONParser(BaseParser):
    """JSON which can neither exhaust memory or stack nor break the answer that quotes it.

    REST framework's own parser explains errors in English, leaves a body that is too large to
    Django's HTML page, fails with a 500 on deep nesting and lets lone surrogates through, which
    no database and no answer can encode. Not a subclass of it: the framework reads the body
    before it calls one.
    """

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise BodyTooLarge
        return _load(body)


def _load(body: bytes) -> Any:
    try:
        data = json.loads(body.decode(), parse_constant=_refuse_constant)
        json.dumps(data, ensure_ascii=False).encode()  # finds lone surrogates, wherever they are
    except json.JSONDecodeError as error:
        place = f"ligne {error.lineno}, colonne {error.colno}"
        raise ParseError(f"Le corps de la requête n'est pas du JSON valide ({place}).") from error
    except UnicodeError as error:
        raise ParseError("Le corps de la requête n'est pas du texte UTF-8 valide.") from error
    except RecursionError as error:
        raise ParseError("Le JSON de la requête a trop de niveaux.") from error
    except ValueError as error:
        raise ParseError("Le JSON de la requête contient un nombre non admis.") from error
    return data


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are JavaScript, not JSON."""
    raise ValueError(name)
