"""The programs that come with PostgreSQL: they read and write its dumps."""

from __future__ import annotations

import os
import shutil
import subprocess

from sqlalchemy import URL

from storage.trouble import StorageRefused


def run(name: str, place: URL, *arguments: str) -> None:
    """Run `pg_dump` or `pg_restore` on a database; its password goes by the environment.

    Raises StorageRefused when the program is not there, or says that it failed.
    """
    program = shutil.which(name)
    if program is None:
        raise StorageRefused(
            f"{name} is not installed", "install the PostgreSQL client of the version of your server"
        )
    without_password = place.set(drivername="postgresql", password=None).render_as_string()
    command = [program, f"--dbname={without_password}", *arguments]
    environment = os.environ | ({"PGPASSWORD": place.password} if place.password else {})
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode != 0:
        raise StorageRefused(f"{name} failed: {ended.stderr.strip()}", f"see the message of {name} above")
