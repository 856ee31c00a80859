"""A migration that is killed at any statement is finished by the next start, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import migrations
from storage.engines import parse, postgres_engine, sqlite_engine
from tests.conftest import KEY
from tests.machine.dying import FINISHED, KILLED, dies_at, in_a_child

NEXT = "9998"
_NEXT = '''
"""A change as a release may bring: a table is rebuilt that others refer to, a column comes, rows change."""

import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("partnership") as partnership:
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

    def upgrade(self, engine: Engine) -> None:
        migrations.upgrade(engine, versions=self.versions, head=NEXT)


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    versions = tmp_path / "versions"
    shutil.copytree(migrations.VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    (versions / f"{NEXT}_next.py").write_text(_NEXT.format(before=migrations.HEAD))
    return Chain(versions)


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Gives, each time, a way to connect to a database without anything in it."""

    @contextmanager
    def on_sqlite() -> Iterator[Callable[[], Engine]]:
        for old in tmp_path.glob("killed.db*"):
            old.unlink()
        yield lambda: sqlite_engine(tmp_path / "killed.db", KEY)

    @contextmanager
    def on_postgres() -> Iterator[Callable[[], Engine]]:
        with request.getfixturevalue("postgres").bare_database() as url:
            yield lambda: postgres_engine(parse(url), 1)

    return on_sqlite if request.param == "sqlite" else on_postgres


def _filled(connect: Callable[[], Engine]) -> None:
    engine = connect()
    migrations.upgrade(engine)
    with engine.begin() as connection:
        for row in _ROWS:
            connection.execute(text(row))
    engine.dispose()


def _dies(connect: Callable[[], Engine], upgrade: Callable[[Engine], None], statement: int) -> int:
    def work() -> None:
        engine = connect()
        dies_at(engine, statement)
        upgrade(engine)

    code, words = in_a_child(work)
    assert code in (KILLED, FINISHED), words
    return code


@pytest.mark.slow
def test_from_a_filled_database_at_every_statement(fresh, chain: Chain) -> None:  # type: ignore[no-untyped-def]
    import alembic.command  # noqa: F401  the children share what was loaded

    for statement in count(1):
        with fresh() as connect:
            _filled(connect)
            ended = _dies(connect, chain.upgrade, statement)
            engine = connect()
            if ended == KILLED:
                assert migrations.revision(engine) == migrations.HEAD
            chain.upgrade(engine)
            with engine.connect() as connection:
                found = connection.execute(text("SELECT motto, target, name FROM partnership")).all()
                assert found == [("OOST", "all", "Oost")]
                assert connection.execute(text("SELECT said FROM motto")).scalar_one() == "OOST"
                assert connection.execute(text("SELECT name FROM organisation")).scalar_one() == "Woonstad"
            assert migrations.revision(engine) == NEXT
            engine.dispose()
        if ended == FINISHED:
            break
    assert statement > 8


@pytest.mark.slow
def test_from_nothing_one_kill_after_the_other(fresh) -> None:  # type: ignore[no-untyped-def]
    """The same database each time: what a killed start left behind is no hindrance to the next."""
    import alembic.command  # noqa: F401

    with fresh() as connect:
        for statement in count(1):
            if _dies(connect, migrations.upgrade, statement) == FINISHED:
                break
            engine = connect()
            assert migrations.revision(engine) is None
            engine.dispose()
        engine = connect()
        assert migrations.revision(engine) == migrations.HEAD
        engine.dispose()
    assert statement > 40
