"""Rules about the whole checkout: sizes, names that may not appear, unused templates."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = {".py", ".html", ".css", ".js", ".svg"}
LONGEST = 400


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_code_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix in CODE
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_tracked_names_a_registry_host_or_a_path_of_the_builders_machine() -> None:
    hosts = ["py" + "pi.org", "pythonhosted" + ".org", "npmjs" + ".org", "deb.debian" + ".org"]
    places = ["/" + "work/", "/" + "root/"]
    pattern = re.compile("|".join(map(re.escape, hosts + places)))
    named = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix != ".png"
        and pattern.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []


def test_packages_import_nothing_in_their_init_files() -> None:
    for path in tracked():
        if path.name == "__init__.py" and path.parts[len(ROOT.parts)] in ("survey", "analysis"):
            assert "import" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("package", ["survey", "analysis"])
def test_every_module_says_what_it_is_for(package: str) -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / package).rglob("*.py")
        if path.read_text(encoding="utf-8").strip()
        and not path.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []


def test_every_template_is_used() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in tracked() if path.suffix in {".py", ".html"}
    )
    templates = [path for path in tracked() if path.is_relative_to(ROOT / "templates")]
    unused = [str(path) for path in templates if path.name not in sources]
    assert unused == []
