"""How gunicorn runs both apps: sync workers, no access log, no control socket, our one logger.

A gunicorn configuration file (``--config python:survey.gunicorn``): its module-level names
are gunicorn settings. Address, port and workers come on the command line.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from survey.logging import LOGGER, set_up


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's logger with its messages taken away.

    Its line for a malformed request carries the address, its line for a failed request the
    path. What is left is that a warning or error happened, the exception's type and where.
    """

    def setup(self, cfg: Any) -> None:
        """Send gunicorn's errors through the one logger; there is no access log."""
        set_up()
        self.loglevel = logging.WARNING
        self.error_log = logging.getLogger(LOGGER)
        self.access_log = logging.getLogger(f"{LOGGER}.access")
        self.access_log.disabled = True

    def critical(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """A worker was killed because it took too long, or gunicorn itself failed."""
        event = "worker_timeout" if str(msg).startswith("WORKER TIMEOUT") else "other"
        self.error_log.critical(event, stacklevel=2)

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """An error without its words."""
        self.error_log.error("other", exc_info=kwargs.get("exc_info"), stacklevel=2)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """The type and place of the exception under way."""
        self.error_log.error("error_page", exc_info=True, stacklevel=2)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """A warning without its words (a malformed request, for one)."""
        self.error_log.warning("other", stacklevel=2)

    def info(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing: gunicorn's running commentary has no reader."""

    def debug(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing, whatever log level is asked for: debug lines carry paths and headers."""

    def log(self, lvl: Any, msg: Any, *args: Any, **kwargs: Any) -> None:
        """As :meth:`warning`, from the level of a warning upwards."""
        if isinstance(lvl, int) and lvl >= logging.WARNING:
            self.error_log.warning("other", stacklevel=2)

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing: there is no access log."""

    def access_log_enabled(self) -> bool:
        """No, whatever is asked for on the command line."""
        return False


AFTER_FORK = "after fork"
"""The name in a Flask app's ``extensions`` of what each worker calls once, at its start."""


def post_worker_init(worker: Any) -> None:
    """Begin what an app does beside its requests: here, because no thread survives a fork."""
    begin = getattr(worker.wsgi, "extensions", {}).get(AFTER_FORK)
    if begin is not None:
        begin()


logger_class = QuietLogger
accesslog = None
errorlog = "-"
worker_class = "sync"
timeout = 30
graceful_timeout = 20
keepalive = 2
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's heartbeat
umask = 0o077
limit_request_line = 2048
limit_request_fields = 50
limit_request_field_size = 4096
proc_name = "heard"
