"""Import spaCy without what the bundled pipeline never uses: a third of the time to start."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType
from typing import Any

# spaCy takes one function from its command line, which brings two clients of HTTP with it.
_CLI, _INFO = "spacy.cli", "spacy.cli.info"
# What thinc asks for while it is imported, and imports whole wherever it is installed.
_FRAMEWORKS = ("torch", "cupy")


def import_spacy(*, bundled: bool = True) -> None:
    """Import spaCy, at once where something else has imported it.

    Its command line is imported when somebody asks for it. Torch and CuPy, which cost seconds and
    hundreds of megabytes, are hidden while thinc looks for them if only the `bundled` pipeline is
    to be loaded: another may need them.
    """
    if "spacy" in sys.modules or find_spec("spacy") is None:
        return
    stands_in = {_CLI: ModuleType(_CLI), _INFO: _info()}
    with _standing_in(stands_in), _standing_in(dict.fromkeys(_FRAMEWORKS if bundled else ())):
        import spacy
    if vars(spacy).get("cli") is stands_in[_CLI]:
        del vars(spacy)["cli"]


def _info() -> ModuleType:
    """Return a module whose one function imports the real one when it is called."""
    module = ModuleType(_INFO)

    def info(*args: Any, **kwargs: Any) -> Any:
        from spacy.cli.info import info as real

        return real(*args, **kwargs)

    vars(module)["info"] = info
    return module


@contextmanager
def _standing_in(modules: "dict[str, ModuleType] | dict[str, None]") -> Iterator[None]:
    """Put modules, None for one that there is not, where no others are, and take them out."""
    put = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(put)  # type: ignore[arg-type]  # None hides a module, as the manual says
    try:
        yield
    finally:
        for name, module in put.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
