"""Links on other websites into the middle of ours."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.collect.arrival import ALONE

FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


@pytest.mark.parametrize(
    "address",
    ["/which", "/language", "/come-back", "/take-back", "/survey/4", "/thank-you", "/ended"],
)
def test_a_link_from_elsewhere_is_led_on_and_the_cookie_left_alone(
    client: FlaskClient, address: str
) -> None:
    first = client.get(address, headers=FROM_ELSEWHERE)
    assert first.status_code == 200
    assert first.headers["Refresh"] == f"0; url={address}"
    assert f'href="{address}"' in first.text, "for browsers that do not go on by themselves"
    assert "Set-Cookie" not in first.headers


def test_a_post_from_elsewhere_sets_no_cookie(client: FlaskClient) -> None:
    posted = client.post("/which", data={"survey": "parent"}, headers=FROM_ELSEWHERE)
    assert posted.status_code == 400
    assert "Set-Cookie" not in posted.headers


def test_a_post_that_is_refused_sets_no_cookie(client: FlaskClient) -> None:
    """Older browsers do not say where a request comes from, but keep the cookie to themselves."""
    posted = client.post("/which", data={"survey": "parent", "token": "x"})
    assert posted.status_code == 400
    assert "Set-Cookie" not in posted.headers


def test_the_start_page_opens_at_once_from_anywhere(client: FlaskClient) -> None:
    assert "Refresh" not in client.get("/", headers=FROM_ELSEWHERE).headers


def test_the_exit_leaves_at_once_from_anywhere(client: FlaskClient) -> None:
    gone = client.get("/exit", headers=FROM_ELSEWHERE)
    assert gone.status_code == 303
    assert "Max-Age=0" in gone.headers["Set-Cookie"]


def test_every_page_that_opens_at_once_exists(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= ALONE
