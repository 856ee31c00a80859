"""A migration that is killed at any step is finished by the next start, and nothing is lost.

On SQLite the copy that is made first is one of the steps, and so is switching foreign keys off and on.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import migrations
from storage.engines import parse, postgres_engine, sqlite_engine
from tests.conftest import KEY
from tests.machine.dying import FINISHED, KILLED, dies_at, in_a_child

STRIDE = 1 if "VINKJE_EVERY_STEP" in os.environ else 7
"""From nothing there are a hundred steps, much alike; from a filled database each one is tried.

`make proofs` tries them all.
"""
NEXT = "9998"
_NEXT = '''
"""A change as a release may bring: a table is rebuilt that others refer to, a column comes, rows change."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import rebuilding

revision = "9998"
down_revision = "{before}"


def upgrade():
    with rebuilding(op.get_bind()), op.batch_alter_table("partnership") as partnership:
        partnership.add_column(sa.Column("motto", sa.Text(), nullable=False, server_default=""))
        partnership.alter_column("doelgroep", new_column_name="target")
    op.execute("UPDATE partnership SET motto = upper(name)")
    op.create_table("motto", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("said", sa.Text()))
    op.execute("INSERT INTO motto (id, said) SELECT id, motto FROM partnership")
'''
_ROWS = (
    "INSERT INTO person (language, days, slot, created_at) VALUES ('nl', 'mo', 'morning', '2026-11-23')",
    "INSERT INTO partnership (name, doelgroep, timezone, next_flow, made_by, created_at)"
    " VALUES ('Oost', 'all', 'Europe/Amsterdam', 'balanscheck', 1, '2026-11-23')",
    "INSERT INTO organisation (partnership_id, name) VALUES (1, 'Woonstad')",
)


@dataclass(frozen=True)
class Chain:
    """The revisions of this program and one more."""

    versions: Path

    def upgrade(self, engine: Engine, file: Path | None) -> None:
        migrations.upgrade(engine, file, versions=self.versions, head=NEXT)


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    versions = tmp_path / "versions"
    shutil.copytree(migrations.VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    (versions / f"{NEXT}_next.py").write_text(_NEXT.format(before=migrations.HEAD))
    return Chain(versions)


@dataclass(frozen=True)
class Place:
    """A database: how to connect to it, and its file when it is one."""

    connect: Callable[[], Engine]
    file: Path | None = None


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Gives, each time, a database without anything in it."""

    @contextmanager
    def on_sqlite() -> Iterator[Place]:
        for old in tmp_path.glob("killed.db*"):
            old.unlink()
        file = tmp_path / "killed.db"
        yield Place(lambda: sqlite_engine(file, KEY), file)

    @contextmanager
    def on_postgres() -> Iterator[Place]:
        with request.getfixturevalue("postgres").bare_database() as url:
            yield Place(lambda: postgres_engine(parse(url), 1))

    return on_sqlite if request.param == "sqlite" else on_postgres


@pytest.fixture
def filled(fresh, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Gives, each time, a database of this program with the same few rows."""
    kept = tmp_path / "kept"

    @contextmanager
    def again() -> Iterator[Place]:
        with fresh() as place:
            if kept.exists():
                shutil.copyfile(kept, place.file)
            else:
                _fill(place.connect)
                if place.file is not None:
                    shutil.copyfile(place.file, kept)
            yield place

    return again


def _fill(connect: Callable[[], Engine]) -> None:
    engine = connect()
    migrations.upgrade(engine)
    with engine.begin() as connection:
        for row in _ROWS:
            connection.execute(text(row))
    engine.dispose()


def _dies(place: Place, upgrade: Callable[[Engine], None], step: int) -> int:
    def work() -> None:
        engine = place.connect()
        dies_at(engine, step)
        upgrade(engine)

    code, words = in_a_child(work)
    assert code in (KILLED, FINISHED), words
    return code


@pytest.mark.slow
def test_from_a_filled_database_at_every_step(filled, chain: Chain) -> None:  # type: ignore[no-untyped-def]
    import alembic.command  # noqa: F401  the children share what was loaded

    undone = 0
    for step in count(1):
        with filled() as place:
            ended = _dies(place, partial(chain.upgrade, file=place.file), step)
            engine = place.connect()
            found = migrations.revision(engine)
            assert found in ((migrations.HEAD, NEXT) if ended == KILLED else (NEXT,))
            undone += found == migrations.HEAD
            chain.upgrade(engine, place.file)
            _expect_all(engine)
            engine.dispose()
            if place.file is not None:
                _expect_copy(place.file)
        if ended == FINISHED:
            break
    assert undone > 8, "it was killed before the end so many times"
    assert step - undone < 8, "and seldom after it"


def _expect_all(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT motto, target, name FROM partnership")).all()
        assert found == [("OOST", "all", "Oost")]
        assert connection.execute(text("SELECT said FROM motto")).scalar_one() == "OOST"
        assert connection.execute(text("SELECT name FROM organisation")).scalar_one() == "Woonstad"
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    assert migrations.revision(engine) == NEXT


def _expect_copy(file: Path) -> None:
    """The copy holds what was there before, whole, whenever the one that made it was killed."""
    copy = sqlite_engine(file.with_name(f"{file.name}.before-{NEXT}"), KEY)
    assert migrations.revision(copy) == migrations.HEAD
    with copy.connect() as connection:
        assert connection.execute(text("SELECT doelgroep FROM partnership")).scalar_one() == "all"
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    copy.dispose()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_from_nothing_one_kill_after_the_other(fresh) -> None:  # type: ignore[no-untyped-def]
    """The same database each time: what a killed start left behind is no hindrance to the next."""
    import alembic.command  # noqa: F401

    with fresh() as place:
        for step in count(1, STRIDE):
            if _dies(place, migrations.upgrade, step) == FINISHED:
                break
            engine = place.connect()
            done = migrations.revision(engine) is not None
            engine.dispose()
            if done:
                break
        engine = place.connect()
        migrations.upgrade(engine)
        assert migrations.revision(engine) == migrations.HEAD
        engine.dispose()
    assert step > 40
