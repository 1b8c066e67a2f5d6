"""Which HTTP status each error is, and what the caller is told of it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response, status
from fastapi.exceptions import RequestValidationError

from app.domain.exceptions import (
    AuthenticationError,
    ConflictError,
    DomainError,
    EntityNotFoundError,
    InvalidEntityError,
    InvalidReferenceError,
    PermissionDeniedError,
)

# An error that is not listed is answered like the nearest of its base classes.
STATUS_CODES: dict[type[DomainError], int] = {
    DomainError: status.HTTP_400_BAD_REQUEST,
    AuthenticationError: status.HTTP_401_UNAUTHORIZED,
    PermissionDeniedError: status.HTTP_403_FORBIDDEN,
    EntityNotFoundError: status.HTTP_404_NOT_FOUND,
    ConflictError: status.HTTP_409_CONFLICT,
    InvalidEntityError: status.HTTP_422_UNPROCESSABLE_CONTENT,
    InvalidReferenceError: status.HTTP_422_UNPROCESSABLE_CONTENT,
}


def register_error_handlers(app: FastAPI) -> None:
    """Answer domain errors and invalid requests with the status that fits them."""
    app.exception_handler(DomainError)(_answer_domain_error)
    app.exception_handler(InvalidEntityError)(_answer_invalid_entity)
    app.exception_handler(RequestValidationError)(_answer_invalid_request)


async def _answer_domain_error(_: Request, error: DomainError) -> Response:
    bases = type(error).__mro__
    code = next(STATUS_CODES[base] for base in bases if base in STATUS_CODES)
    headers = {"WWW-Authenticate": "Bearer"} if code == 401 else None
    return _answer(code, str(error), headers)


async def _answer_invalid_entity(_: Request, error: InvalidEntityError) -> Response:
    # The entity was made of the body, so that is where the caller has to look.
    detail = _describe(error.errors, "body")
    return _answer(status.HTTP_422_UNPROCESSABLE_CONTENT, detail)


async def _answer_invalid_request(
    _: Request, error: RequestValidationError
) -> Response:
    return _answer(status.HTTP_422_UNPROCESSABLE_CONTENT, _describe(error.errors()))


def _describe(
    errors: Iterable[Mapping[str, Any]], *where: str
) -> list[dict[str, object]]:
    # Without the input: it can be a password, and it can be what JSON cannot say.
    return [
        {"type": each["type"], "loc": [*where, *each["loc"]], "msg": each["msg"]}
        for each in errors
    ]


def _answer(
    code: int, detail: object, headers: Mapping[str, str] | None = None
) -> Response:
    # Half of a surrogate pair, as in the name of an unknown field, has no UTF-8; ASCII
    # with escapes can carry it.
    content = json.dumps({"detail": detail}, ensure_ascii=True)
    return Response(content, code, headers, media_type="application/json")
