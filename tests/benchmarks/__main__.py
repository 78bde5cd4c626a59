"""`python -m tests.benchmarks [NAME ...]`: one table; exit status 1 where an aim is missed."""

import importlib
import sys

from models import words
from tests.benchmarks.measure import HEAD

GROUPS = ("reading", "writing", "intake", "map")


def main(wanted: list[str]) -> int:
    """Run the groups that are asked for (all), printing each line as it is measured."""
    words.use_language("en")
    print(HEAD)
    missed = 0
    for name in wanted or GROUPS:
        for line in importlib.import_module(f"tests.benchmarks.{name}").lines():
            print(line, flush=True)
            missed += not line.kept
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
