"""Which HTTP status each error of the domain is."""

from typing import Any

from fastapi import FastAPI, Request, status
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from app.domain.exceptions import (
    AuthenticationError,
    ConflictError,
    DomainError,
    EntityNotFoundError,
    InvalidEntityError,
    InvalidReferenceError,
    PermissionDeniedError,
)

STATUS_CODES: dict[type[DomainError], int] = {
    AuthenticationError: status.HTTP_401_UNAUTHORIZED,
    PermissionDeniedError: status.HTTP_403_FORBIDDEN,
    EntityNotFoundError: status.HTTP_404_NOT_FOUND,
    ConflictError: status.HTTP_409_CONFLICT,
    InvalidEntityError: status.HTTP_422_UNPROCESSABLE_CONTENT,
    InvalidReferenceError: status.HTTP_422_UNPROCESSABLE_CONTENT,
}


def register_error_handlers(app: FastAPI) -> None:
    """Answer domain errors with the status that fits them."""
    for error_type in STATUS_CODES:
        app.add_exception_handler(error_type, _answer)


async def _answer(_: Request, error: Exception) -> JSONResponse:
    code = STATUS_CODES[type(error)]  # type: ignore[index]  # only registered for these
    detail: Any = str(error)
    if isinstance(error, InvalidEntityError):
        # The shape in which FastAPI itself reports an invalid body.
        detail = [item | {"loc": ["body", *item["loc"]]} for item in error.errors]
    headers = {"WWW-Authenticate": "Bearer"} if code == 401 else None
    return JSONResponse({"detail": jsonable_encoder(detail)}, code, headers)
