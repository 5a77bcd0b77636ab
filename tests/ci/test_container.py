"""The container file, read instruction by instruction: no container is built here."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.ci.pasted import BIN, backlog
from tests.conftest import ROOT

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
LINES = re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE).replace("\\\n", "")
INSTRUCTIONS = [tuple(line.split(maxsplit=1)) for line in LINES.splitlines() if line.strip()]


def said(word: str) -> list[str]:
    """Return what the last stage says with an instruction."""
    last = max(at for at, (name, _) in enumerate(INSTRUCTIONS) if name == "FROM")
    return [rest for name, rest in INSTRUCTIONS[last:] if name == word]


def test_it_runs_ticketlint_in_work_as_a_user_who_is_not_root() -> None:
    assert said("ENTRYPOINT") == ['["ticketlint"]']
    assert said("WORKDIR") == ["/work"]
    [user] = said("USER")
    assert all(int(number) > 0 for number in user.split(":"))


def test_its_base_has_a_tag_and_pip_keeps_no_cache() -> None:
    bases = [rest for name, rest in INSTRUCTIONS if name == "FROM"]
    assert len({base.split()[0] for base in bases}) == 1
    assert all(re.match(r"python:\d+\.\d+\S*-slim-\w+( AS \w+)?$", base) for base in bases)
    installs = [rest for name, rest in INSTRUCTIONS if name == "RUN" and " pip install " in rest]
    assert len(installs) == TEXT.count("pip install")
    assert all("--no-cache-dir" in one and "-c constraints.txt" in one for one in installs)


def test_what_it_copies_is_there_and_is_enough_to_build_the_package(tmp_path: Path) -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copies = [rest.split() for name, rest in INSTRUCTIONS if name == "COPY"]
    for *sources, target in (words for words in copies if not words[0].startswith("--from")):
        for source in sources:
            assert f"!{source}" in ignored
            _copy(ROOT / source, tmp_path / target / ("" if len(sources) == 1 else source))
    code = "from hatchling.build import build_wheel; print(build_wheel('dist'))"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "dist").glob("ticketlint-*.whl"))


def test_what_it_runs_needs_no_home_and_no_setting(tmp_path: Path) -> None:
    backlog(tmp_path)
    home = tmp_path / "nowhere"
    env = {"PATH": str(BIN), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}

    done = subprocess.run(
        [BIN / "ticketlint", "check", "backlog/"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backlog"]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)
