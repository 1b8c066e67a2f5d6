"""Settings that would be dangerous."""

import pytest
from pydantic import ValidationError

from app.core.config import Settings


def test_production_needs_a_secret_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ValidationError, match="SECRET_KEY has to be set"):
        Settings(ENVIRONMENT="production", _env_file=None)


def test_a_secret_must_be_long_and_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "too-short")

    with pytest.raises(ValidationError, match="SECRET_KEY") as caught:
        Settings(_env_file=None)

    assert "too-short" not in str(caught.value)
