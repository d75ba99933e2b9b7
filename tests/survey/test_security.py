"""Headers, host names and body limits, on a bare app and on the public one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from survey.security import BODY_BYTES, FORM_PARTS, Protection, headers, protect

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def small_app(**changes: object) -> Flask:
    app = Flask("small")
    protect(app, Protection(hostnames=("localhost",), **changes))  # type: ignore[arg-type]

    @app.post("/post")
    def post() -> str:
        return str(len(request.form))

    @app.get("/who")
    def who() -> str:
        return f"{request.scheme} {request.remote_addr}"

    return app


@pytest.fixture
def client() -> FlaskClient:
    return small_app().test_client()


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda client: client.get("/who"), 200),
        (lambda client: client.get("/nowhere"), 404),
        (lambda client: client.get("/post"), 405),
        (lambda client: client.post("/post", data={"a": "x" * BODY_BYTES}), 413),
        (lambda client: client.get("/who", headers={"Host": "evil.example"}), 400),
    ],
)
def test_every_answer_carries_every_header(
    client: FlaskClient, send: Callable[[FlaskClient], object], status: int
) -> None:
    response = send(client)
    assert response.status_code == status
    assert {name: response.headers[name] for name in EXPECTED} == EXPECTED
    assert "geolocation=()" in response.headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in response.headers


def test_over_https_browsers_are_told_to_stay_there_and_where_the_onion_is() -> None:
    found = headers(Protection(hostnames=("x",), https=True, onion="abc.onion"))
    assert found["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert found["Onion-Location"] == "http://abc.onion/"


def test_an_app_may_widen_one_directive_and_give_back_one_feature() -> None:
    found = headers(
        Protection(hostnames=("x",), policy={"img-src": "'self' data:"}, features=("payment",))
    )
    assert "img-src 'self' data:;" in found["Content-Security-Policy"]
    assert "default-src 'none'" in found["Content-Security-Policy"]
    assert "payment" not in found["Permissions-Policy"]


def test_a_body_over_the_limit_is_refused_even_without_a_length(client: FlaskClient) -> None:
    big = BytesIO(b"a=" + b"x" * (BODY_BYTES + 1))
    response = client.post(
        "/post",
        input_stream=big,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert response.status_code == 413


def test_a_form_with_very_many_fields_is_refused_in_either_encoding(client: FlaskClient) -> None:
    many = {f"f{n}": "1" for n in range(FORM_PARTS + 1)}
    assert client.post("/post", data=many).status_code == 413
    few = {f"f{n}": "1" for n in range(FORM_PARTS)}
    assert client.post("/post", data=few).text == str(FORM_PARTS)
    app = small_app(uploads=True)
    response = app.test_client().post("/post", data=many, content_type="multipart/form-data")
    assert response.status_code == 413


def test_files_are_refused_where_none_are_taken(client: FlaskClient) -> None:
    response = client.post("/post", data={"f": (BytesIO(b"x"), "x.txt")})
    assert response.status_code == 400


def test_a_strange_host_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/who", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/who", headers={"Host": "localhost:8000"}).status_code == 200


def test_forwarded_addresses_count_only_for_as_many_proxies_as_there_are() -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.1, 192.0.2.2", "X-Forwarded-Proto": "https"}
    none = small_app().test_client().get("/who", headers=forwarded)
    assert none.text == "http 127.0.0.1"
    one = small_app(proxies=1).test_client().get("/who", headers=forwarded)
    assert one.text == "https 192.0.2.2"
