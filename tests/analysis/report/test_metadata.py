"""The metadata packet of a PDF."""

from __future__ import annotations

from xml.etree import ElementTree

from analysis.report.metadata import packet


def made(**more: object) -> bytes:
    parts = {
        "title": "A & B", "description": "What it is", "authors": ["The <team>"],
        "language": "en-GB", "created": "2026-12-01", "producer": "WeasyPrint",
    }  # fmt: skip
    return packet(**{**parts, **more})  # type: ignore[arg-type]


def test_both_standards_are_named() -> None:
    text = made().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in text
    assert "<pdfuaid:part>1</pdfuaid:part>" in text


def test_it_is_well_formed_whatever_the_title() -> None:
    root = ElementTree.fromstring(made())
    words = [element.text for element in root.iter() if element.text]
    assert "A & B" in words
    assert "The <team>" in words


def test_what_is_unknown_is_left_out() -> None:
    text = made(created="", authors=[], description="").decode()
    assert "CreateDate" not in text
    assert "dc:creator" not in text
    assert "dc:description" not in text
