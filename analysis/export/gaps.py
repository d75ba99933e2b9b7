"""Why an answer is not there: numbers, codes and labels, the same in every format."""

from __future__ import annotations

NOT_ASKED, NOT_KEPT, NO_ANSWER, UNSURE = -7, -8, -9, -10
GAPS = {
    NOT_ASKED: ("not_asked", "Not asked: the route did not lead here"),
    NOT_KEPT: ("not_kept", "Not kept beside another answer, as the page promised"),
    NO_ANSWER: ("no_answer", "Asked, and not answered"),
    UNSURE: ("not_known", "No answer; whether it was asked cannot be told from what was kept"),
}
"""Number -> code and label of an answer that is not there."""
LOWEST = min(GAPS)
