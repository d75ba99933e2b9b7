"""The hand-written forms of the review app."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Optional, Regexp

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

    old = PasswordField(
        "Passphrase now", [InputRequired("Enter the passphrase you have now."), Length(max=1024)]
    )
    new = PasswordField(
        "New passphrase", [InputRequired("Enter a new passphrase."), Length(max=1024)]
    )
    again = PasswordField(
        "New passphrase again", [EqualTo("new", "The two new passphrases are not the same.")]
    )


class AuthenticatorForm(FlaskForm):  # type: ignore[misc]
    """An authenticator app's secret, and the code that it shows for it."""

    secret = HiddenField("Secret", [InputRequired(), Regexp(r"^[A-Z2-7]{32}$")])
    code = StringField(
        "Code that the app shows",
        [InputRequired("Enter the code that the app shows."), Length(max=20)],
    )


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


class WorkForm(FlaskForm):  # type: ignore[misc]
    """A reading of one comment."""

    codes = SelectMultipleField("Codes", choices=[], validate_choice=False)
    none_fits = BooleanField("No code fits")
    not_sure = BooleanField("Not sure")
    new_theme = StringField("New theme", [Length(max=200)])


class RedactionForm(FlaskForm):  # type: ignore[misc]
    """Words to take out of a comment, and why."""

    words = StringField("Words to take out", [InputRequired("Enter the words."), Length(max=500)])
    kind = StringField("What it is", [InputRequired(), Length(max=20)])
    reason = StringField("Why", [InputRequired(), Length(max=20)])


class RevealForm(FlaskForm):  # type: ignore[misc]
    """Why somebody must see the original words."""

    reason = StringField("Why you need them", [InputRequired("Say why."), Length(min=10, max=300)])


class ReasonForm(FlaskForm):  # type: ignore[misc]
    """Why somebody must read the answers of one person."""

    reason = StringField(
        "Why you must read this response", [InputRequired("Say why."), Length(min=10, max=300)]
    )


class DutyForm(FlaskForm):  # type: ignore[misc]
    """Who is on duty, and the time limit in hours."""

    account = SelectField("Who", [InputRequired("Choose somebody.")])
    hours = IntegerField("Within how many hours", [InputRequired("Enter a number of hours.")])


class ReferralForm(FlaskForm):  # type: ignore[misc]
    """Why something is passed on, and to whom. Never the comment's own words."""

    reason = TextAreaField("Why", [InputRequired("Say why."), Length(max=1000)])
    recipient = StringField("To whom", [InputRequired("Say to whom."), Length(max=200)])


class OutcomeForm(FlaskForm):  # type: ignore[misc]
    """What came of a referral."""

    outcome = TextAreaField("What came of it", [InputRequired(), Length(max=1000)])


class ReleaseForm(FlaskForm):  # type: ignore[misc]
    """The wave that a release is made of."""

    wave = SelectField("Wave", [InputRequired("Choose a wave.")])


class ChoiceForm(FlaskForm):  # type: ignore[misc]
    """What goes into the next draft: tables by key, quotes by id."""

    table = SelectMultipleField("Tables", choices=[], validate_choice=False)
    quote = SelectMultipleField("Quotes", choices=[], validate_choice=False)


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Why a release is withdrawn; the public reads it."""

    why = TextAreaField("Why it is withdrawn", [InputRequired("Say why."), Length(max=1000)])


class QuoteForm(FlaskForm):  # type: ignore[misc]
    """A quote of a comment."""

    kind = SelectField("What it is", choices=["paraphrase", "words"])
    text = TextAreaField("The quote", [InputRequired("Write it."), Length(max=300)])
    code = SelectField("About", choices=[])


class EnlargeForm(FlaskForm):  # type: ignore[misc]
    """How many answers join the audit sample."""

    more = IntegerField("How many answers", [InputRequired(), NumberRange(1, 1000)])


class ModelForm(FlaskForm):  # type: ignore[misc]
    """One of the team's models; empty for the shipped one."""

    model = HiddenField("Model", [Length(max=40)])


class TargetForm(FlaskForm):  # type: ignore[misc]
    """How many answers the team hopes for, by questionnaire."""

    parent = IntegerField("Parents", [Optional(), NumberRange(0, 1_000_000)])
    carer = IntegerField("Carers", [Optional(), NumberRange(0, 1_000_000)])
    staff = IntegerField("Staff", [Optional(), NumberRange(0, 1_000_000)])


class WaveForm(FlaskForm):  # type: ignore[misc]
    """A wave to open or close; ``sure`` is ticked by whoever closes one."""

    wave = HiddenField("Wave", [InputRequired(), Length(max=80)])
    sure = BooleanField("For good")


class Button(FlaskForm):  # type: ignore[misc]
    """A button that changes something: it carries the token and nothing else."""
