"""The hand-written forms of the review app."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from survey.review.permissions import Role


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Name and passphrase."""

    name = StringField("Name", [InputRequired("Enter your name."), Length(max=60)])
    passphrase = PasswordField(
        "Passphrase", [InputRequired("Enter your passphrase."), Length(max=1024)]
    )


class ProofForm(FlaskForm):  # type: ignore[misc]
    """One proof of who one is: in which way, and the answer."""

    way = HiddenField("Way", [InputRequired(), Length(max=20)])
    answer = StringField("Answer", [InputRequired("Enter the code."), Length(max=8192)])


class PassphraseForm(FlaskForm):  # type: ignore[misc]
    """A new passphrase in place of the old one."""

    old = PasswordField("Passphrase now", [InputRequired("Enter it."), Length(max=1024)])
    new = PasswordField("New passphrase", [InputRequired("Enter it."), Length(max=1024)])
    again = PasswordField(
        "New passphrase again", [EqualTo("new", "The two new passphrases are not the same.")]
    )


class AuthenticatorForm(FlaskForm):  # type: ignore[misc]
    """An authenticator app's secret, and the code that it shows for it."""

    secret = HiddenField("Secret", [InputRequired(), Regexp(r"^[A-Z2-7]{32}$")])
    code = StringField("Code that the app shows", [InputRequired("Enter it."), Length(max=20)])


class PasskeyForm(FlaskForm):  # type: ignore[misc]
    """A new passkey: what to call it, and the browser's answer."""

    name = StringField("Name of the passkey", [Length(max=40)])
    answer = HiddenField("Answer", [InputRequired(), Length(max=65536)])


class PersonForm(FlaskForm):  # type: ignore[misc]
    """A new member of the team."""

    name = StringField("Name", [InputRequired("Enter the person's name."), Length(max=60)])
    roles = SelectMultipleField("Roles", choices=[r.value for r in Role])


class RolesForm(FlaskForm):  # type: ignore[misc]
    """The roles of an account."""

    roles = SelectMultipleField("Roles", choices=[r.value for r in Role])


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
