"""Faults to plant in the team's app: each is one careless line, with the test that must notice it.

``python -m tests.survey.review.faults [WORD]`` copies the house into a temporary folder, plants
one after the other (those whose name holds WORD), runs its test and says whether it was caught.
It takes some minutes and is no part of the suite; that no entry is stale is tested there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[3]
TESTS = "tests/survey/review/"


@dataclass(frozen=True, slots=True)
class Fault:
    """In ``file`` the text ``right`` becomes ``wrong``; ``test`` is a file, or one test of it."""

    name: str
    file: str
    right: str
    wrong: str
    test: str


REVIEW = "survey/review/"
FAULTS = (
    Fault("session fixation: the old token stays good", REVIEW + "views/sign_in.py",
          "    sign_ins.end(writer, access.token())\n", "",
          "test_access.py::test_signing_in_gives_a_new_token_and_the_old_one_is_worth_nothing"),
    Fault("session fixation: a planted token is taken", REVIEW + "services/sign_ins.py",
          "    token = secrets.token_urlsafe(32)\n",
          "    from flask import request\n\n"
          '    token = request.cookies.get("heard_review") or secrets.token_urlsafe(32)\n',
          "test_access.py::test_a_token_that_somebody_planted_is_never_adopted"),
    Fault("session: no end of idle ones", REVIEW + "services/sign_ins.py",
          "            SignIn.seen > now - IDLE,\n", "",
          "test_access.py::test_a_session_ends_after_fifteen_minutes_without_use"),
    Fault("brute force: no wait", REVIEW + "services/throttle.py",
          "if over >= 0 else 0", "if over >= 999 else 0",
          "services/test_throttle.py"),
    Fault("brute force: the wait is not asked for", REVIEW + "views/sign_in.py",
          "    if seconds:\n", "    if not name:\n",
          "views/test_sign_in.py::"
          "test_guessing_passphrases_is_slowed_down_for_known_and_unknown_names"),
    Fault("brute force: second steps are not counted", REVIEW + "proof.py",
          "        throttle.failed(writer, key, web.now())\n", "",
          "views/test_sign_in.py::test_guessing_the_second_step_is_slowed_down_too"),
    Fault("matrix: what no table names is open", REVIEW + "permissions.py",
          "ROLES.get(endpoint, frozenset()).intersection(roles)",
          "ROLES.get(endpoint, frozenset(Role)).intersection(roles)",
          "test_permissions.py::test_a_route_that_is_in_no_table_is_refused_to_everybody"),
    Fault("matrix: nobody asks the table", REVIEW + "access.py",
          "    if not may(g.who.roles, endpoint):\n        abort(403)\n", "",
          "test_permissions.py::test_each_role_gets_what_the_table_says_and_is_refused_the_rest"),
    Fault("matrix: an admin may read comments", REVIEW + "permissions.py",
          '"comments.one": TEAM', '"comments.one": TEAM | ADMINS',
          "test_security.py::test_an_admin_reads_no_answer_by_any_route"),
    Fault("matrix: roles in force before anybody vouched", REVIEW + "access.py",
          "row.stage == sign_ins.IN and account.vouched", "row.stage == sign_ins.IN",
          "test_permissions.py::test_an_account_that_nobody_vouched_for_has_no_role_in_force"),
    Fault("matrix: no fresh proof", REVIEW + "access.py",
          "if endpoint not in CONFIRM or", "if endpoint or",
          "test_permissions.py::test_what_needs_a_fresh_proof_asks_for_it"),
    Fault("IDOR: another person's passkey", REVIEW + "views/account.py",
          "Passkey.id == passkey_id, mine", "Passkey.id == passkey_id",
          "test_security.py::test_nobody_removes_another_persons_passkey"),
    Fault("IDOR: another person's comment", REVIEW + "services/readings.py",
          "if task.holder != account or task.state", "if task.state",
          "test_security.py::test_nobody_hands_in_what_another_person_is_reading"),
    Fault("IDOR: everybody's sessions", REVIEW + "services/sign_ins.py",
          "delete(SignIn).where(SignIn.account == account_id))\n\n\ndef end_others",
          "delete(SignIn))\n\n\ndef end_others",
          "test_security.py::test_ending_ones_sessions_ends_nobody_elses"),
    Fault("IDOR: drafts for oversight", REVIEW + "views/releases.py",
          "if row is None or not (_sees_drafts() or row.state == publishing.PUBLISHED):",
          "if row is None:",
          "test_security.py::test_an_oversight_account_cannot_guess_its_way_to_a_draft"),
    Fault("mass assignment: vouched", REVIEW + "views/people.py",
          'vouched="", made_by',
          'vouched=__import__("flask").request.form.get("vouched", ""), made_by',
          "test_security.py::"
          "test_an_admin_cannot_give_roles_beside_admin_or_vouch_by_an_extra_field"),
    Fault("mass assignment: unknown codes", REVIEW + "services/readings.py",
          "if codes - set(frame.names):", "if not frame.names:",
          "test_security.py::test_a_reading_takes_no_codes_that_are_not_in_the_frame"),
    Fault("CSRF: no check of the token", REVIEW + "app.py",
          "WTF_CSRF_TIME_LIMIT=None,", "WTF_CSRF_ENABLED=False,",
          "test_security.py::test_no_form_is_taken_without_its_token"),
    Fault("coverage: few are counted", REVIEW + "services/coverage.py",
          "rules.minimum_cell", "1",
          "views/test_coverage.py::"
          "test_units_from_which_nobody_answers_stand_first_and_few_are_not_counted"),
    Fault("runner: what was interrupted is not taken up", REVIEW + "services/jobs.py",
          'UNDER_WAY = ("waiting", "running")', 'UNDER_WAY = ("waiting",)',
          "test_runner.py::test_a_job_whose_runner_was_killed_goes_on_when_the_app_starts_again"),
    Fault("runner: work that died is tried for ever", REVIEW + "services/jobs.py",
          "job.tries >= MOST_TRIES", "job.tries >= 999",
          "test_runner.py::test_a_job_whose_runner_dies_again_and_again_is_given_up"),
    Fault("log: a library's own words", "survey/logging.py",
          'record.msg if record.msg in EVENTS else "other"', "record.getMessage()",
          "../test_logging.py::test_what_a_library_says_is_never_written"),
    Fault("audit log: the words that were taken out", REVIEW + "views/comments.py",
          "comment=comment_id, kind=form.kind.data,",
          "comment=comment_id, words=form.words.data, kind=form.kind.data,",
          "test_security.py::test_no_word_of_an_answer_is_in_the_audit_log"),
    Fault("audit log: an act without an entry", REVIEW + "views/quality.py",
          '            web.note(session, "training_asked_for")\n', "",
          "test_logged.py"),
    Fault("audit log: nightly retention without an entry", "survey/cli/retention.py",
          "        if yes:  # an entry", "        if yes and done:  # an entry",
          "../cli/test_box.py::test_retention_says_what_is_due_and_does_it_only_when_told"),
    Fault("audit log: coding by command without an entry", REVIEW + "runner.py",
          '        task.log(session, "coded", comments=done, model=model or "shipped")\n', "",
          "../cli/test_box.py::"
          "test_coding_and_copying_all_answers_by_command_are_in_the_audit_log"),
    Fault("retention: nobody is told that it does not run", REVIEW + "services/retention.py",
          "last(session) < now - LATE", "last(session) < 0",
          "services/test_retention.py"),
    Fault("responses: read without a reason", REVIEW + "views/responses.py",
          "response=_found(response_id), shown=False, form=ReasonForm()",
          "response=_found(response_id), shown=True, comments=[], questions={}",
          "views/test_responses.py"),
    Fault("Explore: all units but one give the last", REVIEW + "services/explore.py",
          "also=Places(own, given).at(group.unit, group.wave)", "also={}",
          "views/test_explore.py::"
          "test_the_second_smallest_unit_is_hidden_where_all_less_the_others_would_give_the_smallest"),
    Fault("Explore: side by side gives it", REVIEW + "services/side_by_side.py",
          "also=_hidden(session, whole, wanted, names)", "also={}",
          "views/test_explore.py::"
          "test_the_second_smallest_unit_is_hidden_where_all_less_the_others_would_give_the_smallest"),
    Fault("Explore: one hidden part is enough", REVIEW + "services/apart.py",
          "(shut.sum(axis=0) < 2)", "(shut.sum(axis=0) < 1)",
          "services/test_apart.py"),
    Fault("training: a model in use is dropped", REVIEW + "services/retraining.py",
          "if row is None or row.state == ADOPTED:", "if row is None:",
          "views/test_training.py::test_a_model_is_trained_compared_adopted_given_up_and_dropped"),
    Fault("blind: a reading is changed when others' codes are in sight",
          REVIEW + "services/changing.py",
          "return None if session.scalars(others.limit(1)).first() else task", "return task",
          "services/test_changing.py"),
    Fault("change: any reading of one's own, by its address", REVIEW + "views/work.py",
          "if _last(writer) != reading_id or not form", "if not form",
          "views/test_work.py::test_only_the_last_reading_of_this_session_is_changed"),
)  # fmt: skip


def file_of(fault: Fault) -> str:
    """The test's file, as a path from the house."""
    return os.path.normpath(TESTS + fault.test.partition("::")[0])


def main() -> None:
    """Plant them one by one; exit 1 when one was missed."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory(prefix="heard-faults-") as folder:
        copy = Path(folder) / "house"
        out = shutil.ignore_patterns(
            ".git", ".venv", "instance", "__pycache__", ".*_cache", "shots"
        )
        shutil.copytree(HOUSE, copy, ignore=out)
        missed = [f for f in FAULTS if word in f.name and not _caught(copy, f)]
    sys.exit(bool(missed))


def _caught(copy: Path, fault: Fault) -> bool:
    file = copy / fault.file
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(fault.right, fault.wrong, 1), encoding="utf-8")
    _, _, name = fault.test.partition("::")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider",
               "--tb=no", file_of(fault) + (f"::{name}" if name else "")]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    file.write_text(text, encoding="utf-8")
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    by = failed[0].split("::")[-1].split(" - ")[0] if failed else ""
    print(f"caught  {fault.name}: {by}" if failed else f"MISSED  {fault.name}", flush=True)
    return bool(failed)


if __name__ == "__main__":
    main()
