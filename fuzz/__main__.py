"""Fuzz every reader for a while, or replay what was found: `python -m fuzz --help`.

Prints a Markdown table and ends with 1 if anything broke.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from fuzz.inputs import read_input
from fuzz.oracle import SECRET
from fuzz.shrink import shrunk
from fuzz.targets import TARGETS
from fuzz.trial import try_input, warm_up

HERE = Path(__file__).parent
REPRODUCTIONS = HERE.parent / "tests" / "fuzz" / "reproductions"
RULES = HERE.parent / "rules"
# So many exports and samples, of each so many bytes: small seeds are changed faster.
_MOST_SEEDS, _SEED_BYTES = 60, 3000
_MOST_ARTEFACTS = 8
HEADER = "| target | inputs | faults | slow | memory | hangs | slowest s | peak MiB |"


def main() -> int:
    """Fuzz, or replay the files named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--found", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--only", default="", help="targets, with commas")
    parser.add_argument("--replay", type=Path, nargs="+", help="files in a folder of their target")
    parser.add_argument("--shrink", type=Path, nargs="+", help="files to make smaller in place")
    arguments = parser.parse_args()
    for file in arguments.shrink or ():
        file.write_bytes(shrunk(TARGETS[file.parent.name], file.read_bytes()))
    if arguments.shrink:
        return 0
    if arguments.replay:
        return _replay(arguments.replay)
    names = arguments.only.split(",") if arguments.only else list(TARGETS)
    print(HEADER)
    print("|---" * HEADER.count(" | ") + "|---|")
    broken = [_fuzz(name, arguments.seconds, arguments.shared, arguments.found) for name in names]
    return 1 if any(broken) else 0


def _replay(paths: Sequence[Path]) -> int:
    """Run each file through the target that its folder names; tell what still breaks."""
    files = sorted(
        file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])
    )
    broken = 0
    for name, group in groupby(filter(Path.is_file, files), lambda file: file.parent.name):
        warm_up(TARGETS[name])
        for file in group:
            if found := try_input(TARGETS[name], read_input(file)):
                print(f"{file}: {found.kind}: {found.where}: {found.what}")
                broken += 1
    return 1 if broken else 0


def _fuzz(name: str, seconds: int, shared: Path, found: Path) -> bool:
    """Fuzz one target, begun again where an input ended the process; tell whether it broke."""
    folder = found / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    end = time.monotonic() + seconds
    inputs, slowest, peak = 0, 0.0, 0
    while (left := round(end - time.monotonic())) > 0 and len(_artefacts(folder)) < _MOST_ARTEFACTS:
        figures = _run(name, left, shared, folder)
        inputs += figures["inputs"]
        slowest = max(slowest, figures["slowest"])
        peak = max(peak, figures["peak"])
    counts = [len(list(folder.glob(f"{kind}-*.json"))) for kind in ("fault", "slow", "memory")]
    hangs = len(_artefacts(folder))
    figures_told = " | ".join(map(str, (inputs, *counts, hangs, f"{slowest:.1f}", peak >> 20)))
    print(f"| {name} | {figures_told} |", flush=True)
    for told in sorted(folder.glob("*-*.json")):
        what = json.loads(told.read_text())
        print(f"  {told.with_suffix('')}: {what['where']}: {what['what']}", flush=True)
    return bool(hangs or any(counts))


def _run(name: str, seconds: int, shared: Path, folder: Path) -> dict[str, Any]:
    """Let one process fuzz and return its figures."""
    figures = folder / "figures.json"
    figures.write_text('{"inputs": 0, "slowest": 0.0, "peak": 0}')
    with tempfile.TemporaryDirectory() as corpus, (folder / "log.txt").open("ab") as log:
        for number, seed in enumerate(_seeds(name, shared)):
            (Path(corpus) / f"{number:03}").write_bytes(seed)
        options = [
            name,
            f"--seconds={seconds}",
            f"--folder={folder.resolve()}",
            f"--corpus={corpus}",
        ]
        command = [sys.executable, "-m", "fuzz.worker", *options]
        ended = subprocess.run(command, stdout=log, stderr=log, check=False)
    told: dict[str, Any] = json.loads(figures.read_text())
    if not told["inputs"] and ended.returncode:
        raise SystemExit(f"{name}: the fuzzer did not start (see {folder / 'log.txt'})")
    return told


def _artefacts(folder: Path) -> list[Path]:
    """Return the inputs that libFuzzer wrote: those that hung, crashed or filled the memory."""
    return [path for kind in ("timeout", "crash", "oom") for path in folder.glob(f"{kind}-*")]


def _seeds(name: str, shared: Path) -> Iterator[bytes]:
    """Yield our own seeds, what was found before, and genuine files where there are some."""
    target = TARGETS[name]
    own = [HERE / "seeds" / name, REPRODUCTIONS / name, *([RULES] if name == "rule" else [])]
    for folder in own:
        for path in sorted(folder.rglob("*.*"))[:_MOST_SEEDS]:
            seed = read_input(path)[: target.longest]
            # Changed copies of the secret without its name are none that could be found.
            if SECRET.encode() not in seed:
                yield seed
    genuine = [
        path
        for part in ("exports", "samples")
        for path in sorted((shared / part).rglob("*"))
        if path.is_file() and path.name.endswith(target.seeds)
    ]
    step = max(1, len(genuine) // _MOST_SEEDS)
    for path in genuine[::step] if target.seeds else ():
        with path.open("rb") as file:
            yield file.read(_SEED_BYTES)


if __name__ == "__main__":
    sys.exit(main())
