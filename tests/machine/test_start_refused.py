"""A start that cannot go well is refused in words that say what is wrong and what to do."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.migrations import HEAD
from storage.store import Store
from storage.trouble import StorageRefused
from tests.conftest import KEY, Database
from tests.machine.dying import in_a_child
from tests.operator.terminal import Terminal

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def terminal(database: Database, tmp_path: Path) -> Terminal:
    return Terminal(database, tmp_path)


@pytest.fixture
def theirs(database: Database) -> Iterator[Path]:
    """A folder that everyone may enter and read, with a database in it."""
    folder = Path(tempfile.mkdtemp(prefix="vinkje-"))
    shutil.copytree(Path(database.url.removeprefix("sqlite:///")).parent, folder, dirs_exist_ok=True)
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def _opened(folder: Path) -> str:
    """What somebody hears who opens it and may not write there."""

    def work() -> str:
        try:
            Store.open(f"sqlite:///{folder}/vinkje.db", KEY).close()
        except StorageRefused as refused:
            return f"refused: {refused}"
        return "opened"

    code, words = in_a_child(work, as_nobody=True)
    assert code == 0, words
    return words


@on_sqlite
@pytest.mark.parametrize("what", ["folder", "file"])
def test_without_permission_to_write(theirs: Path, what: str) -> None:
    """A file of somebody else, and a new file in a folder of somebody else."""
    if what == "folder":
        (theirs / "vinkje.db").unlink()
    else:
        (theirs / "vinkje.db").chmod(0o444)
    theirs.chmod(0o555)
    words = _opened(theirs)
    assert words.startswith(
        f"refused: the database file {theirs}/vinkje.db cannot be opened (Permission denied)"
    )
    assert "write permission on both" in words


@on_sqlite
def test_without_permission_on_the_folder_alone_where_the_journal_must_stand(theirs: Path) -> None:
    for file in theirs.iterdir():
        file.chmod(0o666)
    theirs.chmod(0o555)
    words = _opened(theirs)
    assert words.startswith("refused: the database cannot be")
    assert "write permission on the file and on its folder" in words


async def test_with_a_newer_schema(terminal: Terminal, store: Store) -> None:
    with store.engines[0].begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = await terminal.types("run")
    assert said.code == 1
    assert f"has schema 9999, and this program knows up to {HEAD}" in said.text
    assert "start the newer version of Vinkje" in said.text
    with store.engines[0].begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": HEAD})


@on_sqlite
async def test_with_another_key(terminal: Terminal, database: Database) -> None:
    before = Path(database.url.removeprefix("sqlite:///")).read_bytes()
    terminal.key.write_text("YW5vdGhlciBrZXkgZm9yIHRoZSB0ZXN0cyAuLi4uLi4=")
    said = await terminal.types("run")
    assert said.code == 1
    assert "the database cannot be read with this key" in said.text
    assert "check the file with the key" in said.text
    assert Path(database.url.removeprefix("sqlite:///")).read_bytes() == before
