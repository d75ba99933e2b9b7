"""A wheel built from the checkout, in an environment of its own, runs the whole demo."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def heard(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``heard`` of a fresh environment: the wheel, and the locked libraries beside it.

    The libraries are those of the test run, by a path file: path files inside them, such as the
    one that points at this checkout, are not followed.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--python", str(folder / "bin/python"),
         "install", "--no-deps", "--no-index", "--force-reinstall", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "bin/heard"


@dataclass
class Demo:
    process: subprocess.Popen[str]
    instance: Path
    collect: int
    review: int
    lines: list[str] = field(default_factory=list)

    def end(self, how: signal.Signals) -> int:
        """Signal the demo as a terminal would, read what it still says, and wait for it."""
        assert self.process.stdout is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.lines += self.process.stdout.readlines()
        self.process.stdout.close()
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def demo(heard: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    instance = tmp_path_factory.mktemp("demo") / "instance"
    started = start(heard, instance)
    yield started
    if started.process.poll() is None:
        started.end(signal.SIGINT)


def start(heard: Path, instance: Path) -> Demo:
    ports = free_port(), free_port()
    environment = {
        **os.environ,
        "HEARD_COLLECT_PORT": str(ports[0]),
        "HEARD_REVIEW_PORT": str(ports[1]),
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("PYTHONPATH", None)
    process = subprocess.Popen(
        [str(heard), "--instance", str(instance), "demo"],
        cwd=instance.parent, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    demo = Demo(process, instance, *ports)
    assert process.stdout is not None
    for line in process.stdout:
        demo.lines.append(line)
        if "Ctrl-C" in line:
            return demo
    raise AssertionError("the demo ended early:\n" + "".join(demo.lines))


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as answer:
        return str(answer.read().decode("utf-8"))


def test_the_wheel_carries_templates_static_files_and_data_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for wanted in (
        "survey/_templates/", "survey/_static/", "survey/questionnaires/parent.toml",
        "analysis/coding/labelled/comments.jsonl", "analysis/coding/starter/", "analysis/report/",
        "survey/reference/", "survey/migrations/",
    ):  # fmt: skip
        assert any(name.startswith(wanted) for name in names), wanted
    assert not any(name.startswith("tests") for name in names)


def test_the_demo_runs_from_the_wheel_and_not_from_the_checkout(heard: Path) -> None:
    python = heard.with_name("python")
    found = subprocess.run(
        [python, "-c", "import survey.paths as p; print(p.TEMPLATES)"],
        capture_output=True, text=True, check=True, cwd=heard.parent,
    ).stdout  # fmt: skip
    assert str(heard.parents[1]) in found


def test_the_demo_prints_addresses_sign_in_and_the_path_of_the_pdf(demo: Demo) -> None:
    text = "".join(demo.lines)
    assert f"http://127.0.0.1:{demo.collect}" in text
    assert f"http://localhost:{demo.review}" in text
    assert "Sign in to the review app as" in text
    pdf = Path(re.findall(r"\(PDF\):\s+(.+)", text)[0])
    assert pdf.read_bytes().startswith(b"%PDF-1.7")


def test_both_apps_answer_and_say_that_they_are_a_demonstration(demo: Demo) -> None:
    for url in (f"http://127.0.0.1:{demo.collect}/", f"http://localhost:{demo.review}/"):
        assert "demonstration" in fetch(url).lower(), url


def test_the_release_lies_in_the_instance_with_its_checksums(demo: Demo) -> None:
    release = next((demo.instance / "review" / "releases").iterdir())
    assert {"release.json", "SHA256SUMS", "tables"} <= {path.name for path in release.iterdir()}
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=release, check=False
    )
    assert done.returncode == 0


def test_ctrl_c_stops_everything_and_a_second_start_takes_seconds(demo: Demo, heard: Path) -> None:
    children = psutil.Process(demo.process.pid).children(recursive=True)
    assert len(children) >= 2
    assert demo.end(signal.SIGINT) == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    began = time.monotonic()
    again = start(heard, demo.instance)
    assert time.monotonic() - began < 30
    assert "Sending" not in "".join(again.lines)
    assert again.end(signal.SIGINT) == 0
