"""A network gives the scores that a pencil gives."""

from pathlib import Path

import numpy as np
import pytest

from ticketlint.annotation.networks.contract import Contract
from ticketlint.annotation.networks.features import bucket, buckets, softmax
from ticketlint.annotation.networks.network import Network, load_network
from ticketlint.annotation.networks.weights import signed

# Two hidden units and two classes; "a" and "c" share row 3 of the table, "b" has row 1.
TABLE = [[9, 9, 9, 9], [1, -1, 0.5, 0], [9, 9, 9, 9], [-2, 1, 0, 1]]
NETWORK = Network(
    np.array(TABLE, dtype=np.float64),
    hidden_bias=np.array([0.5, 0.0]),
    output=np.array([[1.0, 2.0], [3.0, -1.0]]),
    bias=np.array([0.1, -0.1]),
)


def test_a_feature_has_the_same_row_in_every_process() -> None:
    assert [bucket(name, 4) for name in "abc"] == [3, 1, 3]  # CRC-32, remainder of 4
    assert buckets(iter("abcä"), 4, 4).tolist() == [3, 1, 3, bucket("ä", 4)]


@pytest.mark.parametrize(
    ("row", "scores"),
    [
        # hidden 0 + .5 and -1, of which .5 and 0 are left; classes 1 and 1 directly
        ({"a": 1.0, "b": 2.0}, [0.5 + 1 + 0.1, 1.0 + 1 - 0.1]),
        # hidden -2 + .5 and 1, of which 0 and 1 are left; classes 0 and 1 directly
        ({"a": 1.0}, [3.0 + 0 + 0.1, -1.0 + 1 - 0.1]),
        # hidden -4 + .5 and 2, of which 0 and 2 are left; classes 0 and 2 directly
        ({"a": 1.0, "c": 1.0}, [6.0 + 0 + 0.1, -2.0 + 2 - 0.1]),
        # hidden .5 and 0 from the bias alone
        ({}, [0.5 + 0.1, 1.0 - 0.1]),
    ],
    ids=["two features", "a unit that stays silent", "two features in one row", "no feature"],
)
def test_scores_are_those_worked_out_by_hand(row: dict[str, float], scores: list[float]) -> None:
    assert NETWORK.scores([row])[0] == pytest.approx(scores)


def test_rows_do_not_touch_each_other() -> None:
    rows = [{"a": 1.0}, {}, {"b": 2.0, "a": 1.0}] * 50

    together = NETWORK.scores(rows)

    assert together.shape == (150, 2)
    assert [list(one) for one in together] == [list(NETWORK.scores([row])[0]) for row in rows]


def test_a_stored_table_is_read_in_steps_of_its_columns(tmp_path: Path) -> None:
    scale = np.array([1.0, 0.5, 0.25, 2.0], dtype=np.float32)
    parts = {"hidden_bias": [0.5, 0.0], "output": NETWORK.output, "bias": [0.1, -0.1]}
    stored = {name: np.asarray(value, dtype=np.float32) for name, value in parts.items()}
    stored |= {"table": np.array(TABLE) / scale, "scale": scale}
    path, contract = tmp_path / "network.npz", Contract(("yes", "no"), {})
    np.savez(path, **signed(stored, contract))

    assert load_network(path, contract).scores([{"a": 1.0}])[0] == pytest.approx([3.1, -0.1])


def test_chances_sum_to_one_however_large_the_scores_are() -> None:
    chances = softmax(np.array([[0.0, np.log(3)], [1000.0, 1000.0]]))

    assert chances == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))
