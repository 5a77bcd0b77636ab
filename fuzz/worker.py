"""Fuzz one target in this process until its time is over: `python -m fuzz.worker --help`."""

import argparse
import json
import random
import sys
import time
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ticketlint"]):
    from fuzz.targets import TARGETS

from fuzz.mutation import mutate
from fuzz.trial import Found, peak_memory, try_input, warm_up

# Characters of a broken rule that tell it from another.
_TELLING = 50
# Of the changes so many are ours, the others those of libFuzzer.
_OURS = 0.7


class Worker:
    """Counts the inputs and keeps, of each thing that breaks, the smallest input."""

    def __init__(self, name: str, folder: Path) -> None:
        """Fuzz that target and write into that folder."""
        self._target = TARGETS[name]
        self._folder = folder
        self._count = 0
        self._told = 0.0
        self._slowest = 0.0
        self._kept: dict[tuple[str, str], int] = {}
        warm_up(self._target)

    def run(self, data: bytes) -> None:
        """Try one input; never raises, so that fuzzing goes on."""
        start = time.process_time()
        found = try_input(self._target, data)
        self._count += 1
        self._slowest = max(self._slowest, time.process_time() - start)
        if found:
            self._keep(found, data)
        if time.monotonic() - self._told > 1:
            self.tell()

    def tell(self) -> None:
        """Write the figures so far; libFuzzer ends the process without a word."""
        self._told = time.monotonic()
        figures = {"inputs": self._count, "peak": peak_memory(), "slowest": self._slowest}
        (self._folder / "figures.json").write_text(json.dumps(figures))

    def _keep(self, found: Found, data: bytes) -> None:
        key = (found.kind, found.where or found.what[:_TELLING])
        if len(data) >= self._kept.get(key, len(data) + 1):
            return
        self._kept[key] = len(data)
        name = f"{found.kind}-{sha256(repr(key).encode()).hexdigest()[:8]}"
        (self._folder / name).write_bytes(data)
        (self._folder / f"{name}.json").write_text(json.dumps(asdict(found)))


def main() -> None:
    """Hand the target to libFuzzer, which ends this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="a folder of inputs to begin from"
    )
    arguments = parser.parse_args()
    longest = TARGETS[arguments.target].longest
    worker = Worker(arguments.target, arguments.folder)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < _OURS:
            return mutate(data, most, chance)
        return bytes(atheris.Mutate(data, most))

    options = [
        sys.argv[0],
        f"-max_total_time={arguments.seconds}",
        f"-max_len={longest}",
        "-len_control=0",
        "-timeout=30",
        "-rss_limit_mb=1500",
        f"-artifact_prefix={arguments.folder}/",
        "-print_final_stats=0",
        "-verbosity=0",
        str(arguments.corpus),
    ]
    atheris.Setup(options, worker.run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
