"""`python -m demo.year`: live through the year, say what is seen, and fail when a promise was broken."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from demo.year.eight import EIGHT, ENDS
from demo.year.lived import live


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit code 1 when something that was promised did not hold."""
    options = argparse.ArgumentParser(prog="python -m demo.year", description=__doc__)
    options.add_argument("--seed", type=int, default=int(os.environ.get("SEED", "2027")))
    seed = options.parse_args(arguments).seed
    print(f"seed {seed}: the same year again with SEED={seed}", flush=True)
    lived = asyncio.run(live(EIGHT, ENDS, seed, print, drawn=EIGHT[0].name))
    for line in lived.told():
        print(line)
    if not lived.is_kept:
        sys.exit(1)


if __name__ == "__main__":
    main()
