"""What a PDF needs from the machine beside Python packages: libraries of Pango, and the fonts.

Both package lists carry the same names in Debian and Ubuntu. The HTML report needs none of it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

SYSTEM_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
"""Debian and Ubuntu packages with the libraries that WeasyPrint loads."""
FONT_PACKAGES = ("fonts-noto-core",)
"""Noto (SIL Open Font License 1.1): Sans for text and charts, Serif for headings, and the scripts
of the languages people may write in."""

LIBRARIES = {
    "libpango-1.0-0": ("pango-1.0", "libpango-1.0.so.0"),
    "libpangoft2-1.0-0": ("pangoft2-1.0", "libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": ("harfbuzz-subset", "libharfbuzz-subset.so.0"),
}
"""Package -> the library it brings: the name to look for, and the file to try."""
FONT_FILES = frozenset(
    f"Noto{face}-{style}.ttf"
    for face in ("Sans", "Serif")
    for style in ("Regular", "Bold", "Italic")
)
FAMILIES = {"fonts-noto-core": ("Noto Sans", "Noto Serif")}


class MissingLibraryError(Exception):
    """A PDF cannot be made on this machine; the message names what to install."""

    def __init__(self, packages: list[str]) -> None:
        super().__init__(
            f"The PDF was not made: this machine lacks {', '.join(packages)}. Nothing was lost, "
            f"and the HTML report does not need them. To add the PDF: {install(packages)}"
        )
        self.packages = packages


def install(packages: list[str]) -> str:
    """The command that installs ``packages`` on Debian and Ubuntu."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def missing() -> list[str]:
    """Names of the Debian packages whose library or font this machine lacks, in a fixed order."""
    lacking = [package for package, names in LIBRARIES.items() if not _loads(*names)]
    families = None if "libpangoft2-1.0-0" in lacking else font_families()
    for package, wanted in FAMILIES.items():
        if families is None or not families.issuperset(wanted):
            lacking.append(package)
    return lacking


def require() -> None:
    """Raise :class:`MissingLibraryError` unless a PDF can be made here."""
    lacking = missing()
    if lacking:
        raise MissingLibraryError(lacking)


def font_families() -> set[str]:
    """The Noto families that fontconfig knows; empty when there is no fontconfig."""
    library = _library("fontconfig", "libfontconfig.so.1")
    if library is None:
        return set()
    return {family for names in FAMILIES.values() for family in names if _has(library, family)}


def font_files() -> list[Path]:
    """The font files a report is set in, as a release records them; empty where there are none.

    A PDF is the same byte for byte where these, Pango and the lock file are the same.
    """
    folders = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
    found = {path.name: path for folder in folders for path in folder.rglob("NotoS*.ttf")}
    return sorted(path for name, path in found.items() if name in FONT_FILES)


def _loads(name: str, file: str) -> bool:
    return _library(name, file) is not None


def _library(name: str, file: str) -> ctypes.CDLL | None:
    for candidate in (file, ctypes.util.find_library(name)):
        if candidate:
            try:
                return ctypes.CDLL(candidate)
            except OSError:
                continue
    return None


def _has(library: ctypes.CDLL, family: str) -> bool:
    """Ask fontconfig for the best match, and whether it is the family itself."""
    library.FcNameParse.restype = ctypes.c_void_p
    library.FcFontMatch.restype = ctypes.c_void_p
    library.FcConfigSubstitute.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    library.FcDefaultSubstitute.argtypes = [ctypes.c_void_p]
    library.FcFontMatch.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    library.FcPatternGetString.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p),
    ]  # fmt: skip
    library.FcPatternDestroy.argtypes = [ctypes.c_void_p]
    pattern = library.FcNameParse(family.encode())
    library.FcConfigSubstitute(None, pattern, 0)
    library.FcDefaultSubstitute(pattern)
    result, answer = ctypes.c_int(), ctypes.c_char_p()
    match = library.FcFontMatch(None, pattern, ctypes.byref(result))
    found = False
    if match:
        library.FcPatternGetString(match, b"family", 0, ctypes.byref(answer))
        found = (answer.value or b"").decode("utf-8", "replace") == family
        library.FcPatternDestroy(match)
    library.FcPatternDestroy(pattern)
    return found
