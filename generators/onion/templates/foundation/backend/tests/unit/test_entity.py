"""What all entities can do."""

from typing import Self

import pytest
from pydantic import BaseModel, model_validator

from app.domain.entities.base import Entity
from app.domain.exceptions import InvalidEntityError
from app.domain.schemas.user import UserChanges
from tests.factories.user import make_user


class AnyChanges(BaseModel):
    email: str | None = None
    role: str | None = None


def test_change_sets_only_what_is_mentioned() -> None:
    user = make_user(id=1)

    changed = user.change(UserChanges(role="admin"))

    assert changed == user.model_copy(update={"role": "admin"})


def test_change_obeys_the_rules_of_the_entity() -> None:
    with pytest.raises(InvalidEntityError, match="role") as caught:
        make_user().change(AnyChanges(role="Not A Role"))

    assert [error["loc"] for error in caught.value.errors] == [("role",)]


def test_change_does_not_take_none_for_a_value() -> None:
    with pytest.raises(InvalidEntityError, match="email"):
        make_user().change(AnyChanges(email=None))


class Account(Entity):
    secret: str
    frozen: bool = False

    @model_validator(mode="after")
    def stays_thawed(self) -> Self:
        if self.frozen:
            raise ValueError("an account cannot be frozen")
        return self


class AccountDraft(BaseModel):
    secret: str = "hunter2"
    frozen: bool = True


def test_says_which_rule_of_the_whole_is_broken_and_nothing_private() -> None:
    with pytest.raises(InvalidEntityError, match="cannot be frozen") as caught:
        Account.create(AccountDraft())

    assert "hunter2" not in repr(caught.value.errors)
