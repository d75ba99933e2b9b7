"""The base of every form of the public app, and the few forms that are not questions."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from survey.collect.tokens import CookieToken
from survey.collect.visit import visit
from survey.forms.cleaning import clean

TOKEN = "token"  # noqa: S105 - the field's name
"""The name of the hidden field."""


class CookieForm(FlaskForm):  # type: ignore[misc]
    """A form that carries the browser's token and speaks its language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms makes the token and finds words."""

        csrf = True
        csrf_class = CookieToken
        csrf_field_name = TOKEN

        def get_translations(self, form: Form) -> Any:
            """The catalogue of the visit's language."""
            return visit().language.catalogue


def _must_stay_empty(form: Form, field: Any) -> None:
    if field.data:
        raise ValidationError(_("Leave the box called “website” empty, and try again."))


def _(message: str) -> str:
    return visit().language.catalogue.gettext(message)


class TrapForm(CookieForm):
    """A form with a box that people do not see and machines fill."""

    website = StringField(validators=[_must_stay_empty])


class WhichForm(CookieForm):
    """Which of the three surveys."""

    survey = RadioField(validate_choice=False)


class ConsentForm(TrapForm):
    """Taking part, and being 18 or over. The one thing that cannot be skipped."""

    agree = SelectMultipleField(validate_choice=False)

    def validate_agree(self, field: Any) -> None:
        """Refuse to go on without it."""
        if field.data != ["yes"]:
            raise ValidationError(
                _("Tick the box if you want to take part. If not, you can leave.")
            )


class SendForm(TrapForm):
    """Sending, with or without a code to take the answers back."""

    code = SelectMultipleField(validate_choice=False)

    @property
    def wants_code(self) -> bool:
        """Whether a code was asked for."""
        return bool(self.code.data == ["yes"])


class GroupForm(CookieForm):
    """The code that a whole group was given, typed in."""

    group = StringField(filters=[lambda text: clean(text or "").upper()])


class WordsForm(CookieForm):
    """A code of six words, typed in."""

    words = StringField(filters=[lambda text: clean(text or "").casefold()])
