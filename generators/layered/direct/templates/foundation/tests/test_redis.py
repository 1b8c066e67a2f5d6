"""The cache, with a Redis and without one."""

import asyncio
import importlib
import pkgutil
from contextvars import copy_context

import pytest
from pydantic import BaseModel
from redis.asyncio import Redis

from app.api import v1
from app.core import redis as module
from app.core.redis import RedisManager

NOBODY = "redis://127.0.0.1:1"


class Answer(BaseModel):
    text: str


@pytest.fixture
async def manager(cache: Redis, monkeypatch: pytest.MonkeyPatch) -> RedisManager:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 0)
    manager = RedisManager()
    manager.initialize(cache, prefix=module.redis_manager.prefix)
    return manager


async def test_keeps_and_forgets(manager: RedisManager) -> None:
    assert await manager.get_cache("one") is None
    assert await manager.set_cache("one", {"text": "yes", "list": [1, None]})

    assert await manager.get_cache("one") == {"text": "yes", "list": [1, None]}
    assert await manager.get_cache("one", namespace="other") is None
    assert await manager.delete_cache("one")
    assert await manager.get_cache("one") is None


async def test_keeps_what_is_false(manager: RedisManager) -> None:
    await manager.set_cache("none", [])

    assert await manager.get_cache("none") == []


async def test_forgets_one_namespace(manager: RedisManager) -> None:
    for key in ("list:1", "get:1"):
        await manager.set_cache(key, key)
    await manager.set_cache("list:1", "other", namespace="other")

    assert await manager.invalidate_cache("*")

    assert await manager.get_cache("list:1") is None
    assert await manager.get_cache("get:1") is None
    assert await manager.get_cache("list:1", namespace="other") == "other"


@pytest.mark.parametrize("text", ["{", "1", '"text"', "[1, 2, 3]", '{"a": 1, "b": 2}'])
async def test_takes_what_is_not_from_here_for_nothing(
    manager: RedisManager, cache: Redis, text: str
) -> None:
    await cache.set(f"{manager.prefix}:app:one", text)

    assert await manager.get_cache("one") is None


async def test_forgets_in_time(manager: RedisManager, cache: Redis) -> None:
    await manager.set_cache("brief", 1, ttl=7)
    await manager.set_cache("usual", 1)

    keys = [key async for key in cache.scan_iter(match=f"{manager.prefix}:app:*")]
    lifetimes = {key.rpartition(":")[2]: await cache.ttl(key) for key in keys}

    assert 0 < lifetimes["brief"] <= 7 < lifetimes["usual"]


async def test_ignores_what_an_older_schema_made(manager: RedisManager) -> None:
    await manager.set_cache("new", {"text": "yes"})
    await manager.set_cache("old", {"words": "no"})

    assert await manager.get_model(Answer, "new") == Answer(text="yes")
    assert await manager.get_model(Answer, "old") is None
    assert await manager.get_model(Answer, "none") is None


async def test_does_not_keep_what_was_read_before_a_change(
    manager: RedisManager,
) -> None:
    assert await manager.get_cache("one") is None
    change = asyncio.create_task(manager.invalidate_cache("*"), context=copy_context())
    await change

    await manager.set_cache("one", "read before the change")
    assert await manager.get_cache("one") is None
    await manager.set_cache("one", "read after it")
    assert await manager.get_cache("one") == "read after it"


async def test_goes_on_without_redis_and_forgets_afterwards(
    manager: RedisManager, cache: Redis
) -> None:
    await manager.set_cache("one", "old")
    manager.client = Redis.from_url(NOBODY)

    assert not await manager.health_check()
    assert await manager.get_cache("one") is None
    assert not await manager.set_cache("one", "new")
    assert not await manager.invalidate_cache("*")

    manager.client = cache
    assert await manager.get_cache("one") is None


@pytest.mark.parametrize("is_restarted", [True, False])
async def test_a_worker_that_was_cut_off_leaves_nothing_old_to_another(
    manager: RedisManager, cache: Redis, is_restarted: bool
) -> None:
    other = RedisManager()
    other.initialize(cache, prefix=manager.prefix)
    await other.set_cache("one", "old")
    manager.client = Redis.from_url(NOBODY)

    assert not await manager.invalidate_cache("*")
    if is_restarted:
        manager.initialize(cache, prefix=manager.prefix)
    manager.client = cache
    assert await manager.health_check()

    assert await other.get_cache("one") is None


async def test_nothing_old_is_read_after_an_outage_for_all(
    manager: RedisManager, cache: Redis
) -> None:
    other = RedisManager()
    other.initialize(cache, prefix=manager.prefix)
    await other.set_cache("one", "old")
    for each in (manager, other):
        each.client = Redis.from_url(NOBODY)
        assert not await each.health_check()
    assert not await manager.invalidate_cache("*")

    other.client = cache

    assert await other.get_cache("one") is None


async def test_leaves_redis_alone_for_a_while(
    manager: RedisManager, cache: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAUSE_SECONDS", 60)
    manager.initialize(Redis.from_url(NOBODY), prefix=manager.prefix)
    assert await manager.get_cache("one") is None
    manager.client = cache

    assert not await manager.set_cache("one", "too early")
    assert await manager.health_check()
    assert await manager.set_cache("one", "in time")


async def test_is_no_cache_once_closed(manager: RedisManager) -> None:
    manager.initialize(Redis.from_url(NOBODY), prefix=manager.prefix)
    await manager.close()

    assert not await manager.health_check()
    assert await manager.get_cache("one") is None


def test_every_feature_keeps_its_answers_apart() -> None:
    names = [each.name for each in pkgutil.iter_modules(v1.__path__)]
    features = [importlib.import_module(f"{v1.__name__}.{name}") for name in names]
    kept = [each.NAMESPACE for each in features if hasattr(each, "NAMESPACE")]

    assert len(set(kept)) == len(kept)
