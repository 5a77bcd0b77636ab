"""Values of a run that lie in a temporary file once they are many."""

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

from ticketlint.model.coding import Coding

T = TypeVar("T")

# Bytes that are held in memory before a file is used: some 5,000 results of usual tickets.
IN_MEMORY = 16 << 20
# Values that are written and read together: as many as a batch has tickets.
_BLOCK = 50


class Spill(Sequence[T], Generic[T]):
    """A sequence that grows at its end; of its values, no more than a few dozen are held.

    The file has no name on disk where the system can do without one, so that nothing is left of
    it however the run ends.
    """

    def __init__(
        self, coding: Coding[T], in_memory: int = IN_MEMORY, together: int = _BLOCK
    ) -> None:
        """Begin empty; with `together` 1 each value is read alone, in whatever order."""
        self._coding = coding
        self._block = together
        self._file = tempfile.SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115 - closed below
        self._ends = array("Q", [0])
        self._newest: list[T] = []
        self._last_read: tuple[int, Sequence[T]] = -1, []
        weakref.finalize(self, self._file.close)

    def append(self, value: T) -> None:
        """Put a value at the end."""
        self._newest.append(value)
        if len(self._newest) == self._block:
            self._put(self._told(self._newest))

    def _put(self, block: bytes) -> None:
        """Write the newest values as one block."""
        self._file.seek(self._ends[-1])
        self._file.write(block)
        self._ends.append(self._file.tell())
        self._newest = []

    def _told(self, values: Sequence[T]) -> bytes:
        """Return values as bytes; a name of a file that is no text cannot be coded."""
        try:
            return self._coding.encode(values)
        except ValueError:
            return pickle.dumps(tuple(values), pickle.HIGHEST_PROTOCOL)

    def blocks(self) -> Iterator[bytes]:
        """Yield all values as bytes, block by block, as `take` takes them.

        Raises: ValueError where one cannot be coded.
        """
        for number in range(len(self._ends) - 1):
            block = self._stored(number)
            if block.startswith(pickle.PROTO):
                raise ValueError("a value that cannot be coded")
            yield block
        if self._newest:
            yield self._coding.encode(self._newest)

    def take(self, block: bytes) -> None:
        """Put a block that `blocks` gave at the end; before the last one all are full.

        Raises: ValueError where it holds no such values, which is looked at: nothing is unpickled.
        """
        self._newest += self._coding.decode(block)
        if len(self._newest) == self._block:
            self._put(block)
        elif len(self._newest) > self._block:
            raise ValueError("more values than a block has")

    def __len__(self) -> int:
        return self._block * (len(self._ends) - 1) + len(self._newest)

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._ends) - 1):
            yield from self._read(number)
        yield from self._newest

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        """Return the value at `index`."""
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        number, place = divmod(range(len(self))[index], self._block)
        if number == len(self._ends) - 1:
            return self._newest[place]
        if self._last_read[0] != number:
            self._last_read = number, self._read(number)
        return self._last_read[1][place]

    def _read(self, number: int) -> Sequence[T]:
        told = self._stored(number)
        if told.startswith(pickle.PROTO):
            values: Sequence[T] = pickle.loads(told)  # noqa: S301 - we wrote it
            return values
        return self._coding.decode(told)

    def _stored(self, number: int) -> bytes:
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        return self._file.read(end - start)
