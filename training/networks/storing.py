"""Write weights small, with what they have to tell of themselves.

`python -m training.networks.storing` writes anew what the weights that ship tell of themselves;
the weights stay to the byte. It is for a change that leaves the meaning of the features as it
was, such as an expression put in other words, or an item of a table that tickets never hold:
let `ticketlint evaluate` show first that nothing moved. Any other change asks for `make model`.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ticketlint.annotation import kinds, presence, roles
from ticketlint.annotation.networks import words
from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.network import Network
from ticketlint.annotation.networks.weights import TOLD, Arrays, Told, read_arrays, signed
from ticketlint.asking import ranking

# A weight is stored as one byte; what is larger than this is cut.
LARGEST = 127


def save_network(network: Network, path: Path, contract: Contract) -> None:
    """Write the network, each column of the table in steps of its own."""
    largest = np.abs(network.table).max(axis=0)
    scale = np.maximum(largest, 1e-9) / LARGEST
    arrays = {
        "table": np.round(network.table / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "hidden_bias": network.hidden_bias.astype(np.float32),
        "output": network.output.astype(np.float32),
        "bias": network.bias.astype(np.float32),
    }
    write_weights(arrays, path, contract)


def write_weights(arrays: Arrays, path: Path, contract: Contract) -> None:
    """Write arrays as `read_weights` reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **signed(arrays, contract))


def sign_anew(path: Path, contract: Contract) -> list[str]:
    """Let a file tell what the code has now; return which features it told otherwise."""
    arrays = read_arrays(path)
    before = _features(arrays.pop(TOLD, None))
    write_weights(arrays, path, contract)
    now = contract.features
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def _features(told: np.ndarray | None) -> Mapping[str, str]:
    return {} if told is None else Told.model_validate_json(str(told)).features


def main() -> None:
    """Sign the word vectors, then the networks, which tell of the vectors too."""
    argparse.ArgumentParser(
        prog="python -m training.networks.storing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()
    for learned in (words, kinds, roles, presence, ranking):
        changed = sign_anew(learned.WEIGHTS, learned.contract())
        print(f"{learned.WEIGHTS.name}: {', '.join(changed) or 'nothing'} told anew")


if __name__ == "__main__":
    main()
