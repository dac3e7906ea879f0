"""Types shared by the forms of the files under fixtures/."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl

from schemes.phones import check_phone

Slug = Annotated[str, Field(pattern=r"^[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*$", max_length=80)]
Text = Annotated[str, Field(min_length=1)]


def _phone(text: str) -> str:
    if text:
        check_phone(text)
    return text


def _url(text: str) -> str:
    if text:
        HttpUrl(text)
    return text


def _email(text: str) -> str:
    name, _, domain = text.rpartition("@")
    if text and not (name and "." in domain and " " not in text):
        raise ValueError(f"« {text} » n'est pas une adresse électronique.")
    return text


Phone = Annotated[str, AfterValidator(_phone)]
Url = Annotated[str, AfterValidator(_url)]
Email = Annotated[str, AfterValidator(_email)]


class Spec(BaseModel):
    """A strict object of a file: a key that is not expected is a mistake."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
