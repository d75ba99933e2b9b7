"""HTML to a tagged PDF that passes PDF/UA-1 and PDF/A-2a.

WeasyPrint 70 writes PDF/UA-1. The finisher adds what PDF/A-2a asks and what WeasyPrint leaves
out: both standards named in uncompressed metadata, the colours' profile, figures' boxes in PDF
units, alternatives that say what a chart shows, and a meaning for every glyph. The bytes depend
on nothing but the HTML, the lock file, the fonts and Pango: no date, no random identifier, no
network.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.report import engine, system
from analysis.report.engine import OutsideError
from analysis.report.metadata import packet

PIXEL = 0.75
"""PDF points in a CSS pixel."""
PRINTED = 4
"""The annotation flag that PDF/A wants on every link: shown on paper as on screen."""
PROFILE = "sRGB2014.icc"
LOOSE_END = re.compile(rb"[\r\n]\nendstream")
"""A stream whose last byte may be taken for its line end: PDF/A counts it as a wrong length.

The list of objects is packed while the file is written, so its end is known only afterwards: one
document in 130 is made again.
"""
TRIES = 5

__all__ = ["OutsideError", "finish", "render", "write"]


def write(html: str, target: Path, *, identifier: str) -> None:
    """Write ``html`` as a tagged A4 PDF.

    :param identifier: names the document for good (release and edition); it becomes the file
        identifier, so the same report has the same bytes.
    :raises analysis.report.system.MissingLibraryError: when this machine cannot make PDFs.
    """
    system.require()
    target.write_bytes(render(html, identifier))


def render(html: str, identifier: str) -> bytes:
    """The PDF's bytes; see :func:`write`."""
    return counted(html, identifier)[0]


def counted(html: str, identifier: str) -> tuple[bytes, int]:
    """The PDF's bytes, and how many pages it has."""
    name = hashlib.sha256(identifier.encode()).digest()[:16]
    pages: list[int] = []
    made = b""
    for padding in range(TRIES):

        def mend(document: Any, pdf: Any, padding: int = padding) -> None:
            pages.append(len(document.pages))
            finish(document, pdf)
            _pad(pdf, padding)

        made = engine.make(html, name, mend)
        if not LOOSE_END.search(made):
            break
    return made, pages[0]


def _pad(pdf: Any, count: int) -> None:
    """Objects that nothing refers to. They change the packed list of objects, and so its end."""
    import pydyf

    for number in range(count):
        pdf.add_object(pydyf.Dictionary({"Padding": number}))


def finish(document: Any, pdf: Any) -> None:
    """Mend WeasyPrint's objects just before they are written."""
    heights = [page.height * PIXEL for page in document.pages]
    references = {page: i for i, page in enumerate(pdf.page_references)}
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") == "/Figure":
            _place(thing, heights[references[thing["Pg"]]])
        elif isinstance(thing, dict) and thing.get("Type") == "/Annot":
            thing["F"] = PRINTED
        elif _is_to_unicode(thing):
            thing.stream = [_give_meaning(part) for part in thing.stream]
    _metadata(document, pdf)
    _colours(pdf)
    for thing in pdf.objects:
        if getattr(thing, "compress", False):
            _compress(thing)


def _colours(pdf: Any) -> None:
    """Say that colours are sRGB, as PDF/A asks, with the profile that comes with WeasyPrint."""
    import pydyf

    content = files("weasyprint.pdf").joinpath(PROFILE).read_bytes()
    profile = pydyf.Stream([content], {"N": 3}, compress=True)
    pdf.add_object(profile)
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pydyf.String("sRGB"),
            "Info": pydyf.String("sRGB"),
            "DestOutputProfile": profile.reference,
        }
    )
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def _place(figure: Any, height: float) -> None:
    """The bounding box from CSS pixels, y down, to PDF points, y up."""
    x1, y1, x2, y2 = figure["A"]["BBox"]
    box = (x1 * PIXEL, height - y2 * PIXEL, x2 * PIXEL, height - y1 * PIXEL)
    figure["A"]["BBox"] = type(figure["A"]["BBox"])(round(side, 2) for side in box)


def _compress(stream: Any) -> None:
    """Compress so that the data do not end in a line end, which a reader might take for its own.

    The last bytes are the checksum of the content, so the content gets a harmless space; a font
    file, whose length is stated, stays uncompressed instead.
    """
    content = b"\n".join(_bytes(part) for part in stream.stream)
    packed = zlib.compress(content, 9)
    if packed[-1:] in (b"\r", b"\n") and "Length1" in stream.extra:
        packed = b""
    while packed[-1:] in (b"\r", b"\n"):
        content += b" "
        packed = zlib.compress(content, 9)
    if packed:
        stream.extra["Filter"] = "/FlateDecode"
    stream.stream = [packed or content]
    stream.compress = False


def _is_to_unicode(thing: Any) -> bool:
    stream: list[Any] = getattr(thing, "stream", None) or []
    return len(stream) > 0 and b"/CIDInit" in _bytes(stream[0])


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    data = getattr(part, "data", None)
    return data if isinstance(data, bytes) else str(part).encode()


def _give_meaning(part: Any) -> bytes:
    """A glyph that shapes with its neighbours has no character of its own: a zero-width space."""
    return re.sub(rb"(<[0-9a-fA-F]+>) <>", rb"\1 <200b>", _bytes(part))


def _metadata(document: Any, pdf: Any) -> None:
    """Replace the metadata: both standards named, uncompressed as PDF/A asks."""
    import pydyf

    about = document.metadata
    content = packet(
        title=about.title or "",
        description=about.description or "",
        authors=about.authors,
        language=about.lang or "",
        created=about.created or "",
        producer=str(pdf.info["Producer"].string),
    )
    stream = pydyf.Stream([content], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference
