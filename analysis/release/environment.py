"""What a report's bytes depend on besides the release: packages, system libraries, fonts."""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import importlib.metadata
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PACKAGES = (
    "heard", "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools",
    "pillow", "cffi", "jinja2", "markupsafe", "numpy", "scipy",
)  # fmt: skip
LIBRARIES = {
    "pango": ("pango-1.0", "pango_version_string"),
    "harfbuzz": ("harfbuzz", "hb_version_string"),
}


def describe(fonts: Iterable[Path] = ()) -> dict[str, Any]:
    """Versions of Python, packages and libraries, and the checksum of each font file by name.

    What cannot be found out is ``"unknown"``.
    """
    return {
        "python": platform.python_version(),
        "packages": {name: _package(name) for name in PACKAGES},
        "libraries": {name: _library(*where) for name, where in LIBRARIES.items()},
        "fonts": {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(fonts)},
    }


def _package(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def _library(name: str, function: str) -> str:
    path = ctypes.util.find_library(name)
    if path is None:
        return "unknown"
    call = getattr(ctypes.CDLL(path), function)
    call.restype = ctypes.c_char_p
    found = call()
    return found.decode("ascii") if isinstance(found, bytes) else "unknown"
