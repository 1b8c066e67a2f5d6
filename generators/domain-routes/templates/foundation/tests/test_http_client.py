"""Calls of a service that works, fails, hangs and recovers."""

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import HttpUrl, SecretStr

from tests.external_service import Answer, ExternalService, external_service
from utils import http_client
from utils.errors import register_error_handlers
from utils.exceptions import ExternalServiceError
from utils.http_client import ATTEMPTS, HttpClient

WORKING = Answer(body=b'{"name": "Ada"}')


@pytest.fixture(autouse=True)
def no_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_client, "BACKOFF_SECONDS", 0.001)


def client_of(service: ExternalService, timeout_seconds: float = 5) -> HttpClient:
    key = SecretStr("the key")
    return HttpClient(
        "people", url=service.url, key=key, timeout_seconds=timeout_seconds
    )


def test_sends_the_key_and_the_data() -> None:
    with external_service(WORKING) as service:
        client = client_of(service)

        assert client.post("/people", {"name": "Ada"}) == {"name": "Ada"}
        client.put("/people/1", {"name": "Bob"})
        client.get("/people", {"page": 2})

    post, put, get = service.calls
    assert (post.method, post.path, post.data) == (
        "POST",
        "/v1/people",
        {"name": "Ada"},
    )
    assert (put.method, put.path, put.data) == ("PUT", "/v1/people/1", {"name": "Bob"})
    assert (get.method, get.path) == ("GET", "/v1/people?page=2")
    assert {call.authorization for call in service.calls} == {"Bearer the key"}


def test_takes_an_empty_answer() -> None:
    with external_service(Answer(204, b"")) as service:
        assert client_of(service).delete("/people/1") is None


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_calls_again_until_the_service_recovers(status: int) -> None:
    with external_service(Answer(status), Answer(status), WORKING) as service:
        assert client_of(service).get("/people/1") == {"name": "Ada"}

    assert len(service.calls) == ATTEMPTS


def test_gives_up_on_a_service_that_keeps_failing() -> None:
    with external_service(Answer(503)) as service, pytest.raises(ExternalServiceError):
        client_of(service).get("/people/1")

    assert len(service.calls) == ATTEMPTS


def test_does_not_wait_longer_than_the_time_limit() -> None:
    slow = Answer(delay_seconds=30)
    with external_service(slow, WORKING) as service:
        assert client_of(service, timeout_seconds=0.3).get("/") == {"name": "Ada"}

    assert len(service.calls) == 2


@pytest.mark.parametrize("answer", [Answer(500), Answer(delay_seconds=30)])
def test_sends_nothing_twice_that_may_have_been_handled(answer: Answer) -> None:
    with external_service(answer, WORKING) as service:
        client = client_of(service, timeout_seconds=0.3)
        with pytest.raises(ExternalServiceError):
            client.post("/people", {"name": "Ada"})

    assert len(service.calls) == 1


def test_sends_again_what_was_not_handled() -> None:
    with external_service(Answer(503), WORKING) as service:
        assert client_of(service).post("/people", {}) == {"name": "Ada"}


@pytest.mark.parametrize(
    "answer", [Answer(400), Answer(404), Answer(200, b"<p>Hello</p>")]
)
def test_an_answer_that_no_repetition_mends_is_an_error(answer: Answer) -> None:
    with external_service(answer) as service, pytest.raises(ExternalServiceError):
        client_of(service).get("/people/1")

    assert len(service.calls) == 1


@pytest.mark.parametrize("url", [None, HttpUrl("http://127.0.0.1:1")])
def test_a_service_that_is_not_there_is_an_error(url: HttpUrl | None) -> None:
    client = HttpClient("people", url=url, key=None, timeout_seconds=1)

    with pytest.raises(ExternalServiceError):
        client.get("/people/1")


async def test_the_caller_is_told_that_it_is_not_their_mistake() -> None:
    app = FastAPI()
    register_error_handlers(app)

    @app.get("/")
    def call() -> None:
        raise ExternalServiceError("people")

    async with AsyncClient(
        transport=ASGITransport(app), base_url="http://test"
    ) as client:
        response = await client.get("/")

    assert response.status_code == 502
    assert "people" in response.json()["detail"]
