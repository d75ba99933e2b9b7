"""Exports: ask for files of a release or of checked records, fetch them, remove them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, render_template, send_file, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, SelectField
from wtforms.validators import AnyOf

from analysis.release.read import ReleaseError, read
from survey.review import runner, web
from survey.review.forms import Button
from survey.review.models.work import ReleaseRow
from survey.review.services import exports, jobs, releases

blueprint = Blueprint("exports", __name__, url_prefix="/exports")

FORMATS = {
    "all": "Every format",
    "csv": "CSV",
    "ods": "ODS (OpenDocument spreadsheet)",
    "xlsx": "XLSX (Excel)",
    "json": "JSON",
    "parquet": "Parquet",
    "sav": "SPSS (.sav)",
    "dta": "Stata (.dta)",
    "ddi": "DDI-Codebook 2.5 (XML)",
    "datapackage": "Frictionless data package (zip)",
    "codebook": "Codebook as a web page (HTML)",
    "codebook-pdf": "Codebook as PDF",
}
TYPES = {
    ".csv": "text/csv",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
TABLES, RECORDS = "tables", "records"


class ExportForm(FlaskForm):  # type: ignore[misc]
    """What to make files of, in which format and language."""

    what = HiddenField(validators=[AnyOf((TABLES, RECORDS))])
    kind = SelectField("Format")
    language = SelectField("Language of questions and answers")


@dataclass(frozen=True)
class File:
    """A file that lies ready. ``size`` is in kilobytes, rounded up."""

    name: str
    size: int
    records: bool


def _form(what: str, *, sent: bool = False) -> ExportForm:
    form = ExportForm() if sent else ExportForm(formdata=None, what=what)
    kinds = ("all", *exports.formats(records=what == RECORDS))
    form.kind.choices = [(kind, FORMATS[kind]) for kind in kinds]
    form.language.choices = list(exports.languages().items())
    return form


def _row(release_id: str) -> ReleaseRow:
    row = web.reading().get(ReleaseRow, release_id)
    if row is None:
        abort(404)
    return row


@blueprint.get("/<release_id>")
def one(release_id: str) -> str:
    """What can be made of a release, and what lies ready."""
    row = _row(release_id)
    try:
        read(releases.folder(web.settings(), row.id))
    except ReleaseError:
        abort(404)
    return render_template(
        "review/exports.html",
        row=row,
        forms={what: _form(what) for what in (TABLES, RECORDS)},
        files=[_file(path) for path in exports.ready(web.settings(), row.id)],
        button=Button(),
    )


def _file(path: Path) -> File:
    return File(path.name, -(-path.stat().st_size // 1024), "-records" in path.name)


@blueprint.post("/<release_id>")
def make(release_id: str) -> AnyResponse:
    """Ask for files; they are made outside this process."""
    row = _row(release_id)
    what = RECORDS if ExportForm().what.data == RECORDS else TABLES
    form = _form(what, sent=True)
    if not form.validate_on_submit():
        flash("Nothing was made: choose a format and a language from the lists.")
        return redirect(url_for("exports.one", release_id=row.id))
    arguments = {
        "release": row.id,
        "kind": form.kind.data,
        "language": form.language.data,
        "records": what == RECORDS,
    }
    with web.writing() as session:
        job_id = jobs.ask(session, "export", arguments, web.who().id, web.now()).id
        web.note(session, "export_asked_for", release=row.id, what=f"{what}, {form.kind.data}")
    runner.start(web.settings())
    return redirect(url_for("jobs.one", job_id=job_id))


@blueprint.get("/<release_id>/<name>")
def fetch(release_id: str, name: str) -> Response:
    """One file that lies ready."""
    row = _row(release_id)
    found = {path.name: path for path in exports.ready(web.settings(), row.id)}
    if name not in found:
        abort(404)
    with web.writing() as session:
        web.note(session, "exported", release=row.id, what=name)
    kind = TYPES.get(found[name].suffix, "application/octet-stream")
    return send_file(found[name], mimetype=kind, as_attachment=True, download_name=name)


@blueprint.post("/<release_id>/remove")
def remove(release_id: str) -> AnyResponse:
    """Remove what lies ready."""
    row = _row(release_id)
    count = exports.remove(web.settings(), row.id)
    with web.writing() as session:
        web.note(session, "exports_removed", release=row.id, files=count)
    flash(f"{count} files were removed. They can be made again.")
    return redirect(url_for("exports.one", release_id=row.id))
