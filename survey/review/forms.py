"""The hand-written forms of the review app."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and passphrase."""

    name = StringField("Name", [InputRequired("Enter your name."), Length(max=60)])
    passphrase = PasswordField(
        "Passphrase", [InputRequired("Enter your passphrase."), Length(max=1024)]
    )


class OpenForm(FlaskForm):  # type: ignore[misc]
    """An export of the box, and what opens it."""

    export = FileField("Export of the box", [FileRequired("Choose the export file.")])
    key = FileField("Key file", [FileRequired("Choose the key file of the wave.")])
    passphrase = PasswordField(
        "Passphrase of the key", [InputRequired("Enter the passphrase."), Length(max=1024)]
    )


class ReleaseForm(FlaskForm):  # type: ignore[misc]
    """The wave that a release is made of."""

    wave = SelectField("Wave", [InputRequired("Choose a wave.")])


class Button(FlaskForm):  # type: ignore[misc]
    """A button that changes something: it carries the token and nothing else."""
