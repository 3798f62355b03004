"""What the service reports: structlog over the standard library, JSON or readable, with secrets taken out on the way."""

import io
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path
from secrets import token_hex
from typing import Any, TextIO

import structlog

from bot.redaction import Redactor, without_words

_OURS = ("talkoot", "adapters", "bot", "community", "storage", "playground")
"""Who may go into details. Libraries never may: discord.py would write every message that it hears into the log."""

_QUIET = ("telegram", "httpx", "httpcore", "alembic", "apscheduler", "asyncio", "aiohttp.access")
"""Libraries that tell of every request or job; httpx and httpcore would tell the token as well."""


def set_up(level: str, form: str, secrets: Iterable[str], *, stream: TextIO | None = None) -> None:
    """Report to stderr from now on. `form` is auto, console or json."""
    stream = stream or sys.stderr
    redactor = Redactor(secrets)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(redactor, _renderer(form, stream)))
    logging.setLogRecordFactory(_clean_records(redactor))
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level.upper()]))
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_shared(redactor), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )


def logger(name: str) -> Any:
    return structlog.stdlib.get_logger(name)


def incident(error: BaseException) -> str:
    """Keep what is needed to find a fault, in the log or else in a file of its own; returns how to refer to it."""
    reference = token_hex(4)
    if structlog.is_configured():
        logger("talkoot").error("incident", incident=reference, exc_info=error)
        return f"{reference} in the log"
    story = Redactor().text("".join(traceback.format_exception(error)))
    descriptor, path = tempfile.mkstemp(prefix=f"talkoot-{reference}-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(story)
    return f"{reference} in {Path(path)}"


def _shared(redactor: Redactor) -> list[Any]:
    """What happens to every entry, ours and those of libraries."""

    def redact(_: Any, __: str, entry: MutableMapping[str, Any]) -> dict[str, Any]:
        kept = {key: entry[key] for key in ("_record", "_from_structlog") if key in entry}
        return {**redactor.value({key: entry[key] for key in entry if key not in kept}), **kept}

    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        lambda _, __, entry: without_words(entry),
        structlog.processors.format_exc_info,
        redact,
    ]


def _formatter(redactor: Redactor, renderer: Any) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *_shared(redactor)],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )


def _renderer(form: str, stream: TextIO) -> Any:
    readable = form == "console" or (form == "auto" and stream.isatty())
    if not readable:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty() and not os.environ.get("NO_COLOR"),
        exception_formatter=structlog.dev.plain_traceback,
    )


def _clean_records(redactor: Redactor) -> Callable[..., logging.LogRecord]:
    """Records are cleaned when they are made, so that no handler of anybody gets to see a secret."""

    def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        made = logging.LogRecord(*args, **kwargs)
        if isinstance(made.msg, str):
            made.msg, made.args = redactor.text(made.getMessage()), None
        if made.exc_info and made.exc_info[0]:
            made.exc_text = made.exception = redactor.text(_traceback(made.exc_info))
            made.exc_info = None
        return made

    return record


def _traceback(exc_info: Any) -> str:
    story = io.StringIO()
    traceback.print_exception(*exc_info, file=story)
    return story.getvalue().rstrip("\n")
