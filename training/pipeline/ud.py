"""Train the bundled pipeline: convert, augment, train, prune."""

import argparse
import tempfile
from pathlib import Path

from spacy.cli.train import train
from thinc.api import fix_random_seed

from training.pipeline.corpora import write_corpora
from training.pipeline.prune import prune

CONFIG = Path(__file__).with_name("config.cfg")
SEED = 7
VERSION = "1.0.0"


def main() -> None:
    """Read the arguments and run all steps."""
    parser = argparse.ArgumentParser(prog="python -m training.pipeline.ud", description=__doc__)
    parser.add_argument(
        "--treebank", type=Path, required=True, help="folder of the gzipped UD English EWT files"
    )
    parser.add_argument(
        "--output", type=Path, required=True, help="folder of the finished pipeline"
    )
    parser.add_argument(
        "--work", type=Path, help="folder to keep corpora and checkpoints in (default: temporary)"
    )
    parser.add_argument("--steps", type=int, default=5000, help="training steps (default: 5000)")
    arguments = parser.parse_args()
    if arguments.work:
        arguments.work.mkdir(parents=True, exist_ok=True)
        make_pipeline(arguments.treebank, arguments.work, arguments.output, arguments.steps)
        return
    with tempfile.TemporaryDirectory() as work:
        make_pipeline(arguments.treebank, Path(work), arguments.output, arguments.steps)


def make_pipeline(treebank: Path, work: Path, output: Path, steps: int) -> None:
    """Train in `work` and write the finished pipeline to `output`."""
    fix_random_seed(SEED)
    write_corpora(treebank, work, SEED)
    overrides = {
        "paths.train": str(work / "train.spacy"),
        "paths.dev": str(work / "dev.spacy"),
        "training.max_steps": steps,
    }
    train(CONFIG, work / "model", overrides=overrides)
    prune(work / "model" / "model-last", output, VERSION)


if __name__ == "__main__":
    main()
