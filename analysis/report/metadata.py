"""The XMP packet of a PDF: what it is, and that it claims PDF/A-2a and PDF/UA-1.

PDF/A (ISO 19005-2, 6.6.2.3) wants a schema description for every property it does not know;
``pdfuaid:part`` (ISO 14289-1, 5) is such a one.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

HEAD = '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>'
SPACES = (
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
)
EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def packet(
    *,
    title: str,
    description: str,
    authors: Sequence[str],
    language: str,
    created: str,
    producer: str,
) -> bytes:
    """The packet, in UTF-8. ``created`` is an ISO date or empty."""
    parts = [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        _alternative("dc:title", title),
        _alternative("dc:description", description),
        _list("dc:creator", "Seq", authors),
        _list("dc:language", "Bag", [language]),
        Markup("<pdf:Producer>{}</pdf:Producer>").format(producer),
        Markup("<xmp:CreateDate>{}</xmp:CreateDate>").format(created) if created else "",
        EXTENSION,
    ]
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in SPACES)
    body = "\n".join(part for part in parts if part)
    return (
        f'{HEAD}\n<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}>\n'
        f'<rdf:Description rdf:about="">\n{body}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    ).encode()


def _alternative(name: str, words: str) -> str:
    if not words:
        return ""
    item = f'<rdf:li xml:lang="x-default">{escape(words)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def _list(name: str, kind: str, items: Sequence[str]) -> str:
    if not any(items):
        return ""
    inside = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items)
    return f"<{name}><rdf:{kind}>{inside}</rdf:{kind}></{name}>"
