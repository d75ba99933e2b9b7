"""The forms of the ledger of recommendations."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from analysis.recommendations.model import ACTION_PLAN, ORIGINS, OWN, STATUSES

LONG = Length(max=2000)
SHORT = Length(max=200)


class RecommendationForm(FlaskForm):  # type: ignore[misc]
    """One recommendation; the model says what may not be left out."""

    words = TextAreaField("What it says", [LONG])
    source = StringField("Where the words come from", [Length(max=500)])
    number = StringField("Official number", [Length(max=20)])
    owner = StringField("Owner", [SHORT])
    due = StringField("Due date", [Length(max=10)])
    status = SelectField("Status", choices=[SelectChoice(*pair) for pair in STATUSES.items()])
    because = TextAreaField("Not done, because", [LONG])
    note = TextAreaField("Note", [LONG])
    evidence = TextAreaField("Evidence", [LONG])

    def lines(self) -> tuple[str, ...]:
        """The evidence, one a line."""
        return tuple(
            line.strip() for line in (self.evidence.data or "").splitlines() if line.strip()
        )


class NewRecommendationForm(FlaskForm):  # type: ignore[misc]
    """A recommendation that is not in the ledger yet."""

    origin = SelectField(
        "Made by", choices=[SelectChoice(k, ORIGINS[k]) for k in (OWN, ACTION_PLAN)]
    )
    words = TextAreaField("What it says", [InputRequired("Enter what it says."), LONG])
    source = StringField(
        "Where the words come from",
        [InputRequired("Say where the words come from."), Length(max=500)],
    )


class UpdateForm(FlaskForm):  # type: ignore[misc]
    """A dated update."""

    on = StringField(
        "Day", [InputRequired("Enter the day, as 2027-03-31."), Length(max=10)], id="update-on"
    )
    words = TextAreaField(
        "What happened", [InputRequired("Say what happened."), LONG], id="update-words"
    )
    source = StringField("Where that is said", [Length(max=500)], id="update-source")


class AssessmentForm(FlaskForm):  # type: ignore[misc]
    """What the force says of itself on one topic, with where it says so."""

    force_says = TextAreaField("What the force says", [Length(max=500)])
    force_source = StringField("Where it says so", [Length(max=500)])
    on = StringField("When", [Length(max=10)])
    note = TextAreaField("Note", [LONG])
