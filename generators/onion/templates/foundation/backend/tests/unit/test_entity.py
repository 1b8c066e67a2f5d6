"""What all entities can do."""

import pytest
from pydantic import BaseModel

from app.domain.exceptions import InvalidEntityError
from app.domain.schemas.user import UserChanges
from tests.factories.user import make_user


class AnyChanges(BaseModel):
    email: str | None = None
    role: str | None = None


def test_change_sets_only_what_is_mentioned() -> None:
    user = make_user(id=1)

    changed = user.change(UserChanges(role="editor"))

    assert changed == user.model_copy(update={"role": "editor"})


def test_change_obeys_the_rules_of_the_entity() -> None:
    with pytest.raises(InvalidEntityError, match="role") as caught:
        make_user().change(AnyChanges(role="Not A Role"))

    assert [error["loc"] for error in caught.value.errors] == [("role",)]


def test_change_does_not_take_none_for_a_value() -> None:
    with pytest.raises(InvalidEntityError, match="email"):
        make_user().change(AnyChanges(email=None))
