"""Products of matrices: quick, and a row is the same whatever stands beside it."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from ticketlint.annotation.pipeline import load_pipeline
from ticketlint.annotation.pipeline.products import EvenOps, product

CHANCE = np.random.default_rng(7)
TABLES = [(96, 288), (288, 288), (96, 50)]


@pytest.mark.parametrize(("width", "columns"), TABLES, ids=str)
def test_a_row_does_not_depend_on_the_rows_beside_it(width: int, columns: int) -> None:
    rows = CHANCE.standard_normal((400, width)).astype(np.float32)
    weights = CHANCE.standard_normal((width, columns)).astype(np.float32)
    whole = product(rows, weights)
    for count in (1, 2, 7, 8, 9, 31, 64, 333):
        some = CHANCE.permutation(400)[:count]
        assert np.array_equal(product(rows[some], weights), whole[some])


@pytest.mark.parametrize(("width", "columns"), TABLES, ids=str)
def test_a_product_is_that_of_numpy_but_for_the_last_bits(width: int, columns: int) -> None:
    rows = CHANCE.standard_normal((13, width)).astype(np.float32)
    weights = CHANCE.standard_normal((columns, width)).astype(np.float32)
    assert np.allclose(EvenOps().gemm(rows, weights, trans2=True), rows @ weights.T, atol=1e-4)


def test_the_pipeline_multiplies_so_and_on_one_thread() -> None:
    model = load_pipeline().get_pipe("tok2vec").model  # type: ignore[attr-defined]  # a component
    assert {type(node.ops) for node in model.walk()} == {EvenOps}
    assert {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} == {1}
