"""Calls of other services over HTTP: within a time limit, repeated where that helps."""

from collections.abc import Mapping
from typing import Any

import httpx
import structlog
from pydantic import HttpUrl, SecretStr
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    wait_random_exponential,
)

from utils.exceptions import ExternalServiceError

ATTEMPTS = 3
BACKOFF_SECONDS = 0.5

# Whoever answers so has not handled the request, so that it can be sent again.
REFUSED = {429, 503}
# These leave open whether it was handled; to repeat it must do no harm.
FAILED = {500, 502, 504}
REPEATABLE = {"DELETE", "GET", "PUT"}

logger = structlog.get_logger()


class HttpClient:
    """Calls one service, which takes and gives JSON."""

    def __init__(
        self,
        service: str,
        *,
        url: HttpUrl | None,
        key: SecretStr | None,
        timeout_seconds: float,
    ) -> None:
        self.service = service
        self.url = url
        self.key = key
        self.timeout_seconds = timeout_seconds

    def get(self, endpoint: str, params: Mapping[str, Any] | None = None) -> Any:
        """Return what the service shows at an endpoint, such as `/items`.

        Raises:
            ExternalServiceError: the service does not answer as it should.
        """
        return self._call("GET", endpoint, params=params)

    def post(self, endpoint: str, data: Mapping[str, Any]) -> Any:
        """Send data to an endpoint, and return the answer.

        It is sent again only where the service cannot have handled it.

        Raises:
            ExternalServiceError: the service does not answer as it should.
        """
        return self._call("POST", endpoint, json=dict(data))

    def put(self, endpoint: str, data: Mapping[str, Any]) -> Any:
        """Replace what is at an endpoint, and return the answer.

        Raises:
            ExternalServiceError: the service does not answer as it should.
        """
        return self._call("PUT", endpoint, json=dict(data))

    def delete(self, endpoint: str) -> Any:
        """Delete what is at an endpoint, and return the answer.

        Raises:
            ExternalServiceError: the service does not answer as it should.
        """
        return self._call("DELETE", endpoint)

    def _call(self, method: str, endpoint: str, **content: Any) -> Any:
        if self.url is None:
            logger.error("external_service_missed", service=self.service)
            raise ExternalServiceError(self.service)
        retrying = Retrying(
            retry=retry_if_exception(lambda error: can_repeat(method, error)),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=BACKOFF_SECONDS),
            before_sleep=self._note_repetition,
            reraise=True,
        )
        headers = {}
        if self.key is not None:
            headers["Authorization"] = f"Bearer {self.key.get_secret_value()}"
        try:
            with httpx.Client(headers=headers, timeout=self.timeout_seconds) as client:
                url = str(self.url).rstrip("/") + endpoint
                response = retrying(send, client, method, url, **content)
                return response.json() if response.content else None
        except (httpx.HTTPError, ValueError) as error:
            logger.error("external_call_failed", service=self.service, error=str(error))
            raise ExternalServiceError(self.service) from error

    def _note_repetition(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        logger.warning("external_call_repeated", service=self.service, error=str(error))


def send(client: httpx.Client, method: str, url: str, **content: Any) -> httpx.Response:
    """Send one request; an answer that tells of an error is raised."""
    return client.request(method, url, **content).raise_for_status()


def can_repeat(method: str, error: BaseException) -> bool:
    """Tell whether the same request may succeed later, and do no harm if it had."""
    if isinstance(error, httpx.HTTPStatusError):
        code = error.response.status_code
        return code in REFUSED or (code in FAILED and method in REPEATABLE)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return True
    return isinstance(error, httpx.TransportError) and method in REPEATABLE
