"""How little is imported: what a command does not need would cost it a tenth of a second each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "PAY-12.md"
# Ends like the program does, and tells which modules it has imported.
RUN = """
import atexit, sys
atexit.register(lambda: sys.stderr.write("\\n" + " ".join(sys.modules)))
from ticketlint.cli import main
sys.argv[0] = "ticketlint"
main()
"""
# Settings and rules need pydantic and YAML, nothing of the rest.
LIGHT = ("spacy", "thinc", "numpy", "jira", "requests", "markdown_it", "jinja2", "sqlite3")


def run(*args: str, env: dict[str, str] | None = None) -> tuple[str, set[str]]:
    """What a command prints, and the modules that it has imported."""
    command = [sys.executable, "-c", RUN, *args]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("args", "unwanted"),
    [
        (("--help",), (*LIGHT, "pydantic", "yaml", "regex", "rich")),
        (("check", "--help"), (*LIGHT, "yaml", "regex", "rich")),
        (("--version",), (*LIGHT, "pydantic", "yaml", "regex", "rich")),
        (("rules", "list"), (*LIGHT, "rich")),
        (("explain", "score"), LIGHT),
        (("explain", "open-list"), LIGHT),
        (("config", "show"), (*LIGHT, "rich", "regex")),
    ],
    ids=["help", "help of check", "version", "rules", "score", "rule", "config"],
)
def test_a_command_imports_no_more_than_it_needs(
    args: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    printed, imported = run(*args)

    assert printed
    assert not imported.intersection(unwanted)


def test_a_check_imports_neither_the_command_line_of_spacy_nor_frameworks(tmp_path: Path) -> None:
    for name in ("torch", "cupy"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('this was to be left out')\n")

    printed, imported = run("check", str(EXAMPLE), "--exit-zero", env={"PYTHONPATH": str(tmp_path)})

    assert "PAY-12" in printed
    assert "spacy.language" in imported
    assert not imported.intersection({"spacy.cli", "requests", "httpx", "weasel", "torch", "cupy"})
    formats = {name for name in imported if name.startswith("ticketlint.reporters.")}
    assert not formats.intersection(f"ticketlint.reporters.{name}" for name in ("json", "sarif"))


def test_who_wants_the_command_line_of_spacy_gets_it() -> None:
    code = """
from ticketlint.annotation.pipeline.starting import import_spacy
import_spacy()
import sys, spacy
before = "spacy.cli" in sys.modules
told = spacy.info(silent=True)["spacy_version"]
from spacy.cli import download
print(before, told == spacy.__version__, download.__module__, "torch" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert done.stdout.split() == ["False", "True", "spacy.cli.download", "False"], done.stderr


def test_a_pipeline_of_ones_own_may_need_a_framework(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("print('asked')\nraise ImportError\n")
    code = """
from ticketlint.annotation.pipeline.starting import import_spacy
import_spacy(bundled=False)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )

    assert done.stdout.split()[:1] == ["asked"], done.stderr
