"""What is built and installed holds the rules, the pipeline and both licences."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return zipfile.ZipFile(folder / done.stdout.strip().splitlines()[-1])


def test_every_rule_file_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    rules = {
        f"ticketlint/rules/bundled/{p.relative_to(ROOT / 'rules')}"
        for p in (ROOT / "rules").rglob("*.yaml")
    }

    assert rules
    assert rules <= set(wheel.namelist())


def test_every_file_of_the_package_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    source = ROOT / "src"
    files = {
        str(path.relative_to(source))
        for path in (source / "ticketlint").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert files <= set(wheel.namelist())


def test_the_metadata_names_both_licences(wheel: zipfile.ZipFile) -> None:
    [name] = [name for name in wheel.namelist() if name.endswith("METADATA")]
    metadata = wheel.read(name).decode()

    assert "License-Expression: MIT AND CC-BY-SA-4.0" in metadata
    assert metadata.count("License-File:") == 2


def test_the_installed_wheel_lints_without_the_checkout(
    wheel: zipfile.ZipFile, tmp_path: Path
) -> None:
    wheel.extractall(tmp_path / "site")
    ticket = tmp_path / "a.md"
    ticket.write_text("# Export\n\nWe just need an export that is fast.\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import ticketlint;"
        f"assert ticketlint.__file__.startswith({str(tmp_path)!r});"
        f"sys.argv = ['ticketlint', 'check', {str(ticket)!r}]; from ticketlint.cli import main; main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1, done.stderr
    assert "minimising-language" in done.stdout
