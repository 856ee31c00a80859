"""The master key as an operator handles it: on paper, confirmed, typed again, changed."""

from __future__ import annotations

import re
import stat
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.application import app
from bot.cli.failing import CommandError, Flags
from bot.cli.ready import require_key
from bot.keysheet import asked_of
from bot.settings import Settings
from bot.upkeep.doctor import of_key_files, of_sheet
from process.moment import Clock
from storage.condition import sheet_read_at
from storage.keys import mark_of
from tests.clock import A_MONDAY

REHEARSES, FOR_REAL = "http://127.0.0.1:9", "https://telegram.invalid"


class Desk:
    """`types` runs one command; `asked` are the rows that it wanted, in the order in which it did."""

    def __init__(self, folder: Path) -> None:
        self.key = folder / "secrets" / "master.key"
        self.environ = {
            "VINKJE_TELEGRAM__TOKEN": "1:abc",
            "VINKJE_TELEGRAM__API_URL": FOR_REAL,
            "VINKJE_WHO_IS_RESPONSIBLE__NAME": "de gemeente Oost",
            "VINKJE_WHO_IS_RESPONSIBLE__CONTACT": "privacy@oost.example",
            "VINKJE_DATABASE__URL": f"sqlite:///{folder}/vinkje.db",
            "VINKJE_KEYS__MASTER_FILE": str(self.key),
            "VINKJE_LANGUAGE": "en",
            "LANG": "en_GB.UTF-8",
        }

    def types(self, *words: str, rows: Sequence[str] = (), **environ: str) -> str:
        """What it says. Raises CommandError when it is refused."""
        said = CliRunner().invoke(
            app, words, input="\n".join(rows) + "\n", obj=Flags(), env=self.environ | environ
        )
        if said.exception is not None:
            raise said.exception
        return said.output

    def makes_a_key(self) -> None:
        self.key.unlink(missing_ok=True)
        self.types("keys", "new", str(self.key))

    def sheet(self) -> list[str]:
        """The rows of the present sheet."""
        return re.findall(r"^ +\d   (\S{4}-\S{4})$", self.types("keys", "sheet"), re.MULTILINE)

    def asks(self) -> list[int]:
        """The places of the rows that `keys confirm` wants."""
        key = Settings.read(None, self.environ).master_key
        assert key is not None
        return list(asked_of(mark_of(key)))

    def confirms(self) -> str:
        rows = self.sheet()
        return self.types("keys", "confirm", rows=[rows[place] for place in self.asks()])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def refused(desk: Desk, *words: str, rows: Sequence[str] = ()) -> str:
    with pytest.raises(CommandError) as error:
        desk.types(*words, rows=rows)
    return error.value.key


def may_start(desk: Desk, **environ: str) -> bool:
    try:
        require_key(Settings.read(None, desk.environ | environ), Clock())
    except CommandError as error:
        return error.key != "masterkey.unconfirmed"
    return True


def test_it_does_not_start_before_somebody_typed_from_the_sheet(desk: Desk) -> None:
    desk.makes_a_key()
    assert refused(desk, "run") == "masterkey.unconfirmed"
    assert len(desk.sheet()) == 8
    assert refused(desk, "keys", "confirm", rows=["0000-0000"] * 3) == "masterkey.not_read"
    assert not may_start(desk)
    assert "The sheet is good" in desk.confirms()
    assert may_start(desk)


def test_a_rehearsal_starts_without(desk: Desk) -> None:
    desk.makes_a_key()
    assert may_start(desk, VINKJE_TELEGRAM__API_URL=REHEARSES)


def test_the_sheet_of_another_key_is_no_sheet(desk: Desk) -> None:
    desk.makes_a_key()
    before = desk.sheet()
    desk.makes_a_key()
    rows = [before[place] for place in desk.asks()]
    assert refused(desk, "keys", "confirm", rows=rows) == "masterkey.another_key"
    assert not may_start(desk)


def test_a_key_that_was_lost_is_typed_again(desk: Desk, tmp_path: Path) -> None:
    desk.makes_a_key()
    paper = tmp_path / "paper.txt"
    assert str(paper) in desk.types("keys", "sheet", "--to", str(paper))
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    rows, before = desk.sheet(), desk.key.read_bytes()
    assert all(row in paper.read_text("utf-8") for row in rows)
    assert refused(desk, "keys", "enter", str(desk.key), rows=rows) == "cli.key_exists"
    desk.key.unlink()
    mistyped = ["1111-1111", *rows]
    assert desk.types("keys", "enter", str(desk.key), rows=mistyped).count("not this row") == 1
    assert desk.key.read_bytes() == before
    assert stat.S_IMODE(desk.key.stat().st_mode) == 0o600


def test_a_changed_key_wants_a_new_sheet_and_the_old_one_is_kept_for_old_backups(desk: Desk) -> None:
    desk.makes_a_key()
    desk.confirms()
    before = desk.key.read_bytes()
    said = desk.types("keys", "rotate")
    assert desk.key.read_bytes() != before
    (aside,) = desk.key.parent.glob("master.key.before-*")
    assert aside.read_bytes() == before
    assert str(aside) in said
    assert [stat.S_IMODE(each.stat().st_mode) for each in (desk.key, aside)] == [0o600, 0o600]
    assert not may_start(desk)
    desk.confirms()
    assert may_start(desk)


def test_a_change_that_was_cut_off_is_finished_before_anything_else(desk: Desk) -> None:
    desk.makes_a_key()
    desk.confirms()
    new = desk.key.with_name("master.key.new")
    desk.types("keys", "new", str(new))
    kept = new.read_bytes()
    assert refused(desk, "run") == "masterkey.half_changed"
    desk.types("keys", "rotate")
    assert (desk.key.read_bytes(), new.exists()) == (kept, False)


@pytest.mark.parametrize(
    ("days", "key"),
    [(None, "doctor.no_sheet"), (0, "doctor.sheet"), (365, "doctor.sheet"), (366, "doctor.sheet_old")],
)
def test_the_doctor_asks_for_the_sheet_once_a_year(days: int | None, key: str) -> None:
    read_at = None if days is None else A_MONDAY - timedelta(days=days)
    assert of_sheet(read_at, A_MONDAY).key == key


def test_the_doctor_finds_what_a_change_of_key_left_behind(desk: Desk) -> None:
    desk.makes_a_key()
    assert list(of_key_files(desk.key)) == []
    desk.types("keys", "new", str(desk.key.with_name("master.key.new")))
    desk.types("keys", "new", str(desk.key.with_name("master.key.before-20261122")))
    assert [each.key for each in of_key_files(desk.key)] == ["doctor.key_changing", "doctor.key_before"]


def test_the_doctor_reads_whether_there_is_a_sheet(desk: Desk) -> None:
    desk.makes_a_key()
    settings = Settings.read(None, desk.environ)
    url, key = settings.database.url.get_secret_value(), settings.master_key
    assert key is not None
    assert sheet_read_at(url, key) is None
    desk.confirms()
    assert sheet_read_at(url, key) is not None
