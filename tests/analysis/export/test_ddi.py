"""DDI-Codebook 2.5 by its structure: elements and their order, what is required, identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.analysis.export.sample import QUESTION, wicked_records, wicked_release

SPACE = "{ddi:codebook:2_5}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc controlledVocabUsed notes",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs "
    "othrStdyMat notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "rspStmt": "AuthEnty othId",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "verStmt": "version verResp notes",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes exPostEvaluation",
    "subject": "keyword topcClas",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe "
    "dataKind",
    "method": "dataColl notes anlyInfo stdyClas dataProcessing codingInstructions",
    "dataColl": "timeMeth dataCollector collectorTraining frequency sampProc sampleFrame "
    "targetSampleSize deviat collMode resInstru instrumentDevelopment sources collSitu actMin "
    "ConOps weight cleanOps",
    "dataAccs": "setAvail useStmt notes",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions disclaimer",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format "
    "filePlac dataChck ProcStat dataMsng software verStmt",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng "
    "undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept "
    "derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "invalrng": "item range key notes",
    "catgry": "catValu labl txt catStat mrow",
}  # fmt: skip
"""Element -> its children in the order of the schema's sequences."""

REQUIRED = {
    "codeBook": ("stdyDscr",), "stdyDscr": ("citation",), "citation": ("titlStmt",),
    "titlStmt": ("titl",), "fileDscr": ("fileTxt",),
}  # fmt: skip
ATTRIBUTES = {
    "codeBook": {"version", LANGUAGE}, "fileDscr": {"ID"}, "var": {"ID", "name", "intrvl", "files"},
    "varGrp": {"ID", "type", "var"}, "qstn": {"responseDomainType"}, "range": {"min", "max"},
    "catgry": {"missing"}, "catStat": {"type"}, "varFormat": {"type"}, "version": {"date"},
    "prodDate": {"date"}, "software": {"version"}, "collDate": {"event"},
}  # fmt: skip
VALUES = {
    ("var", "intrvl"): {"contin", "discrete"},
    ("varGrp", "type"): {"section", "multipleResp", "grid", "other"},
    ("qstn", "responseDomainType"): {"text", "numeric", "code", "category", "multiple"},
    ("catgry", "missing"): {"Y", "N"},
    ("catStat", "type"): {"freq", "percent", "crosstab", "other"},
    ("varFormat", "type"): {"numeric", "character"},
    ("collDate", "event"): {"start", "end", "single"},
}


def problems(root: ET.Element) -> Iterator[str]:
    """What the schema would not take."""
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    if len(ids) != len(set(ids)):
        yield "an ID stands twice"
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        children = [child.tag.removeprefix(SPACE) for child in element]
        known = ORDER.get(name, "").split()
        yield from (f"{name}/{child} is not known" for child in children if child not in known)
        places = [known.index(child) for child in children if child in known]
        if places != sorted(places):
            yield f"{name}: {children} is out of order"
        yield from (f"{name} lacks {c}" for c in REQUIRED.get(name, ()) if c not in children)
        for key, value in element.attrib.items():
            if key not in ATTRIBUTES.get(name, set()):
                yield f"{name} has {key}"
            if value not in VALUES.get((name, key), {value}):
                yield f"{name}/@{key} is {value}"
        for key in ("files", "var"):
            yield from (f"{key} names {i}" for i in element.get(key, "").split() if i not in ids)


def read(path: Path) -> ET.Element:
    return ET.parse(path).getroot()


@pytest.mark.parametrize("name", ["small-1-ddi.xml", "small-1-records-ddi.xml"])
def test_a_document_keeps_to_the_schema(name: str, exported: Path, recorded: Path) -> None:
    path = exported / name
    root = read(path if path.exists() else recorded / name)
    assert root.tag == f"{SPACE}codeBook"
    assert root.get("version") == "2.5"
    assert list(problems(root)) == []


def test_what_the_schema_would_not_take_is_found(exported: Path) -> None:
    root = read(exported / "small-1-ddi.xml")
    var = next(root.iter(f"{SPACE}var"))
    var.append(var[0])
    var.set("ID", "G.parent")
    found = list(problems(root))
    assert "an ID stands twice" in found
    assert any("out of order" in problem for problem in found)


def test_every_question_is_there_with_its_words_and_answers(exported: Path) -> None:
    root = read(exported / "small-1-ddi.xml")
    found = {var.get("ID"): var for var in root.iter(f"{SPACE}var")}
    books = wicked_release().codebook["questionnaires"]
    assert set(found) == {f"{k}.{v['code']}" for k, b in books.items() for v in b["variables"]}
    trust = found["parent.trust_now"].find(f"{SPACE}qstn")
    assert trust is not None
    assert trust.findtext(f"{SPACE}qstnLit") == QUESTION
    assert trust.findtext(f"{SPACE}preQTxt") == "@lead"
    ease = found["parent.ease"]
    assert ease.findtext(f"{SPACE}qstn/{SPACE}ivuInstr") == "=hint"
    values = [c.findtext(f"{SPACE}catValu") for c in ease.iter(f"{SPACE}catgry")]
    assert values[0] == "very_easy"
    assert found["parent.contact"].find(f"{SPACE}catgry") is None


def test_records_are_described_column_by_column_with_how_often_each_value_occurs(
    recorded: Path,
) -> None:
    root = read(recorded / "small-1-records-ddi.xml")
    found = {var.get("ID"): var for var in root.iter(f"{SPACE}var")}
    for file in wicked_records().files:
        for column, values in zip(file.columns, file.data, strict=True):
            var = found[f"{file.questionnaire}.{column.name}"]
            told = {
                int(c.findtext(f"{SPACE}catValu", "")): int(c.findtext(f"{SPACE}catStat", ""))
                for c in var.iter(f"{SPACE}catgry")
            }
            assert told == {x.number: values.count(x.number) for x in column.levels}
            assert sum(told.values()) == file.count
