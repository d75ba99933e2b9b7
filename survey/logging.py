"""One logger with a fixed list of fields, so that a log cannot leak.

A line is JSON: day, level, event, exception type, code location. There is no field for a
message: what a library wants to say (an address, a path, a parameter) is never written.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
from pathlib import Path
from types import TracebackType

FIELDS = ("day", "level", "event", "exception", "where")
"""Every field that a log line may have. A test lists them."""

EVENTS = frozenset({
    "started",
    "stopped",
    "worker_started",
    "worker_stopped",
    "worker_timeout",
    "error_page",
    "not_stored",
    "too_busy",
    "sweep_done",
    "other",
})  # fmt: skip
"""Every word that may stand as an event; any other becomes ``other``."""

LOGGER = "heard"
_HOUSE = Path(__file__).resolve().parent.parent
_OURS = (_HOUSE / "survey", _HOUSE / "analysis")


class PlainFormatter(logging.Formatter):
    """Writes the fixed fields of a record, whatever the record says."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; ``record.msg`` counts only if it is one of :data:`EVENTS`."""
        event = record.msg if record.msg in EVENTS else "other"
        error = record.exc_info[1] if record.exc_info else None
        line = {
            "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "level": record.levelname.lower(),
            "event": event,
            "exception": type(error).__name__ if error else "",
            "where": where(error.__traceback__) if error else _line(record.pathname, record.lineno),
        }
        return json.dumps(line)


def where(traceback: TracebackType | None) -> str:
    """The innermost line of our own code in a traceback, as ``survey/box/pool.py:70``."""
    found = ""
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        if _is_ours(Path(path)):
            found = _line(path, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _is_ours(path: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in _OURS)


def _line(path: str, number: int) -> str:
    file = Path(path)
    name = file.relative_to(_HOUSE) if _is_ours(file) else file.name
    return f"{name}:{number}"


def set_up(level: int = logging.INFO) -> logging.Logger:
    """Send every logger of this process through the one formatter, to standard error.

    Loggers of libraries keep quiet below WARNING; handlers they brought are taken away, and
    Python's warnings go the same way. Returns the ``heard`` logger.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a failing log line would print its arguments
    for name in list(logging.root.manager.loggerDict):
        other = logging.getLogger(name)
        other.handlers.clear()
        other.propagate = True
    ours = logging.getLogger(LOGGER)
    ours.setLevel(level)
    return ours


def log(event: str, error: BaseException | None = None) -> None:
    """Write one line: an event of :data:`EVENTS` and, if given, where an error came from."""
    if event not in EVENTS:
        raise ValueError(f"{event!r} is no event that may be logged.")
    logger = logging.getLogger(LOGGER)
    if error is None:
        logger.info(event, stacklevel=2)
    else:
        logger.error(event, exc_info=error, stacklevel=2)
