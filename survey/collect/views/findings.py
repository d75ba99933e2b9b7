"""The published findings, read-only: files that a publisher copied here, served as they are.

Nothing of the team's code is used, no cookie is read or set, and nothing is remembered. A file
of a kind that a findings site does not have is not there.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, redirect
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as AnyResponse

from survey.collect.parts import parts
from survey.config import Settings

views = Blueprint("findings", __name__)

FOLDER = "findings"
TEXT = "; charset=utf-8"
TYPES = {
    ".html": f"text/html{TEXT}",
    ".css": f"text/css{TEXT}",
    ".csv": f"text/csv{TEXT}",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".xml": "application/xml",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sav": "application/octet-stream",
    ".dta": "application/octet-stream",
    ".parquet": "application/octet-stream",
    "": f"text/plain{TEXT}",
}
"""Ending -> type. What is not here is not served."""
SHOWN = frozenset({".html", ".css", ".png", ".svg"})
"""What a browser shows; anything else is handed over as a file."""


def folder(settings: Settings) -> Path:
    """Where a publisher puts the site."""
    return settings.collect_folder / FOLDER


def there(settings: Settings) -> bool:
    """Whether there are findings to link to."""
    return (folder(settings) / "index.html").is_file()


@views.get("/findings")
def begin() -> AnyResponse:
    """To the front page."""
    return redirect("/findings/")


@views.get("/findings/")
def front() -> AnyResponse:
    """The front page."""
    return page("index.html")


@views.get("/findings/<path:name>")
def page(name: str) -> AnyResponse:
    """One file of the site."""
    path = _file(name)
    if path.is_dir():
        return redirect(f"/findings/{name}/")  # so that links from there lead where they should
    response = Response(path.read_bytes(), content_type=TYPES[path.suffix])
    if path.suffix not in SHOWN:
        response.headers["Content-Disposition"] = f'attachment; filename="{path.name}"'
    return response


def _file(name: str) -> Path:
    found = safe_join(str(folder(parts().settings)), name)
    path = Path(found) if found else None
    if path is None or path.name.startswith("."):
        abort(404)
    if path.is_dir():
        if not name.endswith("/"):
            return path
        path = path / "index.html"
    if path.suffix not in TYPES or not path.is_file():
        abort(404)
    return path
