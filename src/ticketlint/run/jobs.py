"""How many processes judge a run."""

import os

# As many as pay for themselves.
AUTO = 0
MOST_JOBS = 64
# Each takes some 300 MB, and a machine has other things to do.
_MOST_BY_ITSELF = 8


def count_of(jobs: int) -> int:
    """Return how many processes `jobs` stands for, 1 at least."""
    return min(_usable(), _MOST_BY_ITSELF) if jobs == AUTO else jobs


def _usable() -> int:
    """Return how many processors this process may use, which a container can limit."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
