"""Which files below a folder of rules hold wordings of questions."""

from pathlib import Path

# The folder, beside those of the rules, that holds wordings.
FOLDER = "questions"


def is_question_file(path: Path, folder: Path | None = None) -> bool:
    """Tell whether a file, of a folder of rules or named alone, holds wordings and no rule."""
    inside = path.parent.name == FOLDER and path.parent != folder
    return inside and path.suffix in {".yaml", ".yml"}
