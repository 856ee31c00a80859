"""`python -m demo.year`: live through the year, say what is seen, and fail when a promise was broken."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from demo.year.apart import side_by_side
from demo.year.eight import EIGHT, ENDS


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit code 1 when something that was promised did not hold."""
    options = argparse.ArgumentParser(prog="python -m demo.year", description=__doc__)
    options.add_argument("--seed", type=int, default=int(os.environ.get("SEED", "2027")))
    options.add_argument("--processes", type=int, default=2, help="how many live side by side (default: 2)")
    chosen = options.parse_args(arguments)
    seed = chosen.seed
    print(f"seed {seed}: the same year again with SEED={seed}", flush=True)
    lived = side_by_side(EIGHT, ENDS, seed, chosen.processes, drawn=EIGHT[0].name)
    for line in lived.told():
        print(line)
    if not lived.is_kept:
        sys.exit(1)


if __name__ == "__main__":
    main()
