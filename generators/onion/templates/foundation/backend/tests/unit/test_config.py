"""Settings that would be dangerous."""

import pytest
from pydantic import SecretStr, ValidationError

from app.core.config import Settings


def test_production_needs_a_secret_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ValidationError, match="SECRET_KEY has to be set"):
        Settings(ENVIRONMENT="production", _env_file=None)


def test_a_secret_must_be_long() -> None:
    with pytest.raises(ValidationError, match="SECRET_KEY"):
        Settings(SECRET_KEY=SecretStr("short"), _env_file=None)
