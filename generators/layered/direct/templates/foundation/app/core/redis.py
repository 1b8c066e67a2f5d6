"""The cache: answers kept in Redis, and done without where Redis does not answer."""

import json
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from time import monotonic
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from app.core.config import settings

AnswerT = TypeVar("AnswerT")
SchemaT = TypeVar("SchemaT", bound=BaseModel)

logger = logging.getLogger(__name__)

# How long Redis is left alone after it did not answer.
PAUSE_SECONDS = 1.0

# The namespace that all others are in.
ALL = ""

# The generation of each namespace when this request looked into it.
_seen: ContextVar[dict[str, list[bytes | str | None]]] = ContextVar("seen")


class RedisManager:
    """Keeps JSON in Redis, by namespace and key, for a while.

    Whatever is kept says which generation of its namespace it is of; forgetting begins
    the next one. So an answer that was read from the database before a change is of no
    use after it, however late it arrives here.

    Nothing here raises when Redis is down: the database has every answer. A process
    that starts, or that Redis did not answer for a while, begins a new generation of
    everything before it reads, as it may owe that to a change. Until then, others whom
    Redis answers can show what was kept before the change, for as long as it lives.
    """

    def __init__(self) -> None:
        """Start without a connection, which means without a cache."""
        self.client: Redis | None = None
        self.prefix = settings.CACHE_PREFIX
        self._paused_until = 0.0
        self._owed = {ALL}

    def initialize(
        self, client: Redis | None = None, prefix: str = settings.CACHE_PREFIX
    ) -> None:
        """Use the Redis of the settings, or another one. It connects when first used.

        Args:
            client: The other one; it has to decode responses.
            prefix: What all keys begin with.
        """
        self.client = client or Redis.from_url(
            settings.REDIS_URL,
            decode_responses=True,
            socket_connect_timeout=1,
            socket_timeout=1,
            retry=Retry(NoBackoff(), 0),
        )
        self.prefix = prefix
        self._paused_until = 0.0
        self._owed = {ALL}

    async def close(self) -> None:
        """Close the connections."""
        if self.client is not None:
            await self.client.aclose()
        self.client = None

    async def health_check(self) -> bool:
        """Ask Redis whether it is there, even while it is left alone.

        Returns:
            Whether it answers.
        """
        self._paused_until = 0.0
        return await self._ask(lambda client: client.ping(), False)

    async def get_cache(self, key: str, namespace: str = "app") -> Any | None:
        """Look something up.

        Args:
            key: What it was kept under.
            namespace: Where it was kept.

        Returns:
            What was kept, or None where there is nothing.
        """
        names = [*self._generations_of(namespace), self._name(key, namespace)]
        nothing: list[bytes | str | None] = [None, None, None]
        *generation, text = await self._ask(lambda client: client.mget(names), nothing)
        _seen.set(_seen.get({}) | {namespace: generation})
        try:
            kept_in, value = json.loads(text or "null")
        except (TypeError, ValueError):
            # There is nothing, or something that is not from here.
            return None
        return value if kept_in == generation else None

    async def get_model(
        self, schema: type[SchemaT], key: str, namespace: str = "app"
    ) -> SchemaT | None:
        """Look up what was made by a schema.

        Args:
            schema: The schema.
            key: What it was kept under.
            namespace: Where it was kept.

        Returns:
            What was kept, or None where there is nothing, or only what an older version
            of the schema made.
        """
        value = await self.get_cache(key, namespace=namespace)
        try:
            return None if value is None else schema.model_validate(value)
        except ValidationError:
            return None

    async def set_cache(
        self, key: str, value: Any, ttl: int | None = None, namespace: str = "app"
    ) -> bool:
        """Keep something.

        Args:
            key: What to keep it under.
            value: What JSON can say.
            ttl: For how many seconds; for as long as the settings say, if not given.
            namespace: Where to keep it.

        Returns:
            Whether it was kept.
        """

        async def keep(client: Redis) -> bool:
            """Keep it, with the generation in which it was looked for.

            Args:
                client: The Redis to keep it in.

            Returns:
                Whether it was kept.
            """
            generation = _seen.get({}).get(namespace) or await client.mget(
                self._generations_of(namespace)
            )
            return bool(
                await client.set(
                    self._name(key, namespace),
                    json.dumps([generation, value]),
                    ex=ttl or settings.CACHE_TTL_SECONDS,
                )
            )

        return await self._ask(keep, False)

    async def delete_cache(self, key: str, namespace: str = "app") -> bool:
        """Forget something, as `invalidate_cache` does.

        Args:
            key: What it was kept under.
            namespace: Where it was kept.

        Returns:
            Whether it is forgotten already.
        """
        return await self.invalidate_cache(key, namespace=namespace)

    async def invalidate_cache(self, pattern: str, namespace: str = "app") -> bool:
        """Forget all whose key matches; where Redis is down, as soon as it is up.

        The rest of the namespace goes too: a new generation is one command to Redis,
        but to find keys it would have to look at all that it has.

        Args:
            pattern: The keys, with `*` for anything.
            namespace: Where it was kept.

        Returns:
            Whether it is forgotten already.
        """
        _seen.set({name: g for name, g in _seen.get({}).items() if name != namespace})
        self._owed.add(namespace)
        return await self._ask(self._forget, False)

    async def count(
        self, key: str, step: int, ttl: int, namespace: str = "app"
    ) -> tuple[int, int] | None:
        """Count something, which begins anew after a while.

        Args:
            key: What is counted.
            step: How much is added.
            ttl: For how many seconds it is counted from the first time on.
            namespace: Where it is kept.

        Returns:
            How many there are and how many seconds are left, or None where Redis does
            not answer.
        """
        name = self._name(key, namespace)

        async def add(client: Redis) -> tuple[int, int]:
            """Add to what was counted.

            Args:
                client: The Redis it is kept in.

            Returns:
                How many there are, and how many seconds are left.
            """
            async with client.pipeline(transaction=True) as pipe:
                pipe.set(name, 0, ex=ttl, nx=True)
                pipe.incrby(name, step)
                pipe.ttl(name)
                _, count, seconds = await pipe.execute()
                return count, seconds

        return await self._ask(add, None)

    async def _ask(
        self, question: Callable[[Redis], Awaitable[AnswerT]], otherwise: AnswerT
    ) -> AnswerT:
        """Ask Redis something, after telling it what it has still to forget.

        Args:
            question: What to ask.
            otherwise: The answer where Redis gives none.

        Returns:
            The answer.
        """
        if self.client is None or monotonic() < self._paused_until:
            return otherwise
        try:
            if self._owed:
                await self._forget(self.client)
            return await question(self.client)
        except (RedisError, OSError) as error:
            logger.warning("going on without the cache: %s", error)
            self._paused_until = monotonic() + PAUSE_SECONDS
            self._owed.add(ALL)
            return otherwise

    async def _forget(self, client: Redis) -> bool:
        """Begin a new generation of every namespace that is to be forgotten.

        Args:
            client: The Redis it is kept in.

        Returns:
            That it is done.
        """
        for namespace in list(self._owed):
            await client.incr(self._generation_of(namespace))
            self._owed.discard(namespace)
        return True

    def _name(self, key: str, namespace: str) -> str:
        """Name a key the way Redis knows it.

        Args:
            key: The key.
            namespace: Its namespace.

        Returns:
            The whole name.
        """
        return f"{self.prefix}:{namespace}:{key}"

    def _generations_of(self, namespace: str) -> list[str]:
        """Name the keys that together say which generation a namespace is in.

        Args:
            namespace: The namespace.

        Returns:
            Their whole names.
        """
        return [self._generation_of(ALL), self._generation_of(namespace)]

    def _generation_of(self, namespace: str) -> str:
        """Name the key that counts the generations of a namespace.

        Args:
            namespace: The namespace.

        Returns:
            The whole name.
        """
        return f"{self.prefix}:generation-of:{namespace}"


redis_manager = RedisManager()
