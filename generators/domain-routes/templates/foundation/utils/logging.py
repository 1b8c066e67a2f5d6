"""Structured events, each with the id of the request that it belongs to."""

import logging

import structlog

from config import settings


def configure_logging() -> None:
    """Write events as JSON in production, and as text for people elsewhere."""
    renderer: structlog.types.Processor = structlog.dev.ConsoleRenderer(
        # The default shows local variables, passwords included.
        exception_formatter=structlog.dev.plain_traceback
    )
    if settings.ENVIRONMENT == "production":
        renderer = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
