"""Bring the schema of a database to what this program knows, at start-up, in one transaction.

To change a table: change it in `storage/tables`, add `versions/000N_what.py` that does the same (within
`rebuilding` where SQLite rebuilds it), set `HEAD`, and keep what the new schema looks like when filled
(`python -m tests.storage.schemas.make`). Tests compare what both make, and upgrade from every schema there
was. A change is expanded first and contracted a release later, so that replicas can be upgraded one by one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from storage.trouble import StorageRefused

VERSIONS = Path(__file__).parent / "versions"
HEAD = "0005"
"""The newest revision in `versions/`; kept here because loading Alembic takes a second."""

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('vinkje schema'))"


def upgrade(engine: Engine, file: Path | None = None, *, versions: Path = VERSIONS, head: str = HEAD) -> None:
    """Run the revisions that this database does not have yet. `file` is the SQLite file, when it is one.

    `versions` is the folder with the revisions, `head` the last one to run.

    A copy of an SQLite file that holds something is made first, `vinkje.db.before-0002`, encrypted with
    the same key. Raises StorageRefused when a newer program made the schema.
    """
    found = revision(engine)
    if found == head:
        return
    if file is not None and found is not None:
        copy_file(engine, file.with_name(f"{file.name}.before-{head}"))
    with engine.connect() as connection:
        _foreign_keys(connection, on=False)  # with them on, rebuilding a table deletes what refers to it
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(_LOCK)
            _run(connection, versions, head)
        _foreign_keys(connection, on=True)


def revision(engine: Engine) -> str | None:
    """The revision of a database, None for one without a schema."""
    with engine.connect() as connection:
        return _revision(connection)


def copy_file(engine: Engine, to: Path) -> None:
    """Write what an SQLite file holds at this instant to a new file, encrypted with the same key."""
    to.unlink(missing_ok=True)
    to.touch(0o600)  # an empty file is as good as none to SQLite, and this one is for its owner alone
    with engine.connect() as connection:
        _outside(connection, "VACUUM INTO ?", str(to))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        _outside(connection, f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _outside(connection: Connection, sql: str, *parameters: str) -> None:
    """Run what SQLite does only outside a transaction."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute(sql, parameters)


def _run(connection: Connection, versions: Path, head: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    found = _revision(connection)  # again, under the lock: another replica may have been first
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StorageRefused(
            f"the database has schema {found}, and this program knows up to {head}",
            "start the newer version of Vinkje, or put back a backup from before it",
        )
    command.upgrade(config, head)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            tables = ", ".join(sorted({row[0] for row in broken}))
            raise StorageRefused(
                f"the migration would leave rows in {tables} that refer to nothing",
                "nothing was changed; start the older version and report this",
            )
