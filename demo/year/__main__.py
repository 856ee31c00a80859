"""`python -m demo.year`: live through the year, say what is seen, and fail when a promise was broken."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from demo.year.almanac import at, plan
from demo.year.clockwork import opened
from demo.year.eight import BEGINS, EIGHT, ENDS


async def live(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), at(BEGINS, 9), seed, None) as year:
            for play in EIGHT:
                plan(year, play)
            day = BEGINS
            begun = time.perf_counter()
            while day < ENDS:
                day = min(ENDS, day + timedelta(days=30))
                await year.until(at(day, 9))
                print(day, year.acts, sum(len(p.seen) for p in year.people.values()), year.looks,
                      f"{time.perf_counter() - begun:.0f} s, cpu {time.process_time():.0f}", flush=True)
            print(year.could_not[:20], len(year.could_not))
            print(set(year.complaints.said))
            print(year.easel.asked)
            from collections import Counter
            print(Counter(l.key for p in year.people.values() for l in p.seen if not l.is_answer))


asyncio.run(live(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
