"""Every act that a button or a command can lead to, with the subject it acts on and who may do it.

Importing `process.acts` fills the registry. An act cannot be registered without a scope and a permission,
and nothing that is not registered can be reached.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from inspect import signature

from process.case import Case, Work
from process.outcome import Outcome
from storage.tables import Agreement, Appointment, Floor, Member, Round, Seat


class Permission(Enum):
    """What an act asks of the role of the person in the partnership it touches."""

    ANYONE = "anyone"  # strangers too: information, an invitation
    ANSWER = "answer"  # give one's own answers in a round
    FILL = "fill"  # begin to type in what a colleague, or for a coordinator anybody, answered on paper
    READ = "read"  # see who takes part and what was revealed
    AGREE = "agree"  # propose, take on, say how it goes, give a reason or contest one
    CONFIRM = "confirm"  # say that a result was discussed
    LEAVE = "leave"  # stop taking part
    RUN = "run"  # open rounds, choose what happens with too few, plan meetings
    INVITE = "invite"  # make and revoke links
    APPOINT = "appoint"  # ask somebody to coordinate, change what a member does, take a member out


@dataclass(frozen=True)
class OnPartnership:
    """The subject is a partnership; `member` is the person's own place in it."""

    member: Member


@dataclass(frozen=True)
class OnRound:
    """The subject is a round of a partnership in which the person is `member`."""

    member: Member
    round: Round


@dataclass(frozen=True)
class OnSeat:
    """The subject is the person's own seat in a round, or one where they type in for who is on paper.

    `member` is the place of who acts; whose seat it is says the seat.
    """

    member: Member
    round: Round
    seat: Seat


@dataclass(frozen=True)
class OnAgreement:
    """The subject is an agreement of a partnership in which the person is `member`; it is held."""

    member: Member
    agreement: Agreement


class Whose(Enum):
    """Who may do something to an agreement, beside having the permission."""

    GROUP = "group"  # everyone who has it
    ASKED = "asked"  # who was asked to take it on
    OWNER = "owner"  # who said yes
    CONCERNED = "concerned"  # either of them
    PROPOSER = "proposer"  # who proposed it, or a coordinator


@dataclass(frozen=True)
class OnFloor:
    """The subject is what holds the person's attention now; the button belonged to exactly this version."""

    floor: Floor


class Scope(Enum):
    """How the first argument of a press names its subject."""

    NOTHING = "nothing"
    PARTNERSHIP = "partnership"
    ROUND = "round"
    SEAT = "seat"
    AGREEMENT = "agreement"
    FLOOR = "floor"


@dataclass(frozen=True)
class Act:
    """A registered act. `run(case, subject, *rest)`; without a subject `run(case, *rest)`.

    `rest` is how many further arguments it takes at most. `form`: a floor act of the page of a form; the
    others are of a question or the check. `whose`: who, of an agreement.
    """

    name: str
    scope: Scope
    may: Permission
    run: Callable[..., Outcome]
    rest: int = 0
    form: bool = False
    whose: Whose = Whose.GROUP


@dataclass(frozen=True)
class Command:
    """A typed command: its names (first the Dutch one, then the English), for whom, and whether it is listed.

    Without a place in any partnership where `may` is allowed the command does not run.
    """

    names: tuple[str, ...]
    may: Permission
    run: Callable[[Case, str], Outcome]
    listed: bool


Run = Callable[..., Outcome]
WhenDue = Callable[[Work, Appointment], Outcome]

ACTS: dict[str, Act] = {}
COMMANDS: dict[str, Command] = {}
DUES: dict[str, WhenDue] = {}


def _register(
    name: str, scope: Scope, may: Permission, *, form: bool = False, whose: Whose = Whose.GROUP
) -> Callable[[Run], Run]:
    def keep(run: Run) -> Run:
        if name in ACTS:
            raise ValueError(f"two acts are called {name!r}")
        named = 1 if scope is Scope.NOTHING else 2  # the case, and the subject
        ACTS[name] = Act(name, scope, may, run, len(signature(run).parameters) - named, form, whose)
        return run

    return keep


def open_act(name: str) -> Callable[[Run], Run]:
    """An act without a subject that anyone may do: `run(case, *rest)`."""
    return _register(name, Scope.NOTHING, Permission.ANYONE)


def partnership_act(name: str, may: Permission) -> Callable[[Run], Run]:
    """`run(case, on: OnPartnership, *rest)`; the first argument is the partnership's id."""
    return _register(name, Scope.PARTNERSHIP, may)


def round_act(name: str, may: Permission) -> Callable[[Run], Run]:
    """`run(case, on: OnRound, *rest)`; the first argument is the round's id."""
    return _register(name, Scope.ROUND, may)


def seat_act(name: str, may: Permission = Permission.ANSWER) -> Callable[[Run], Run]:
    """`run(case, on: OnSeat, *rest)`; the first argument is the id of the person's own seat."""
    return _register(name, Scope.SEAT, may)


def agreement_act(name: str, may: Permission, whose: Whose) -> Callable[[Run], Run]:
    """`run(case, on: OnAgreement, *rest)`; the first argument is the agreement's id."""
    return _register(name, Scope.AGREEMENT, may, whose=whose)


def floor_act(name: str, may: Permission = Permission.ANSWER, *, form: bool = False) -> Callable[[Run], Run]:
    """`run(case, on: OnFloor, *rest)`; the first argument is the version of the person's floor.

    `form`: the act is of the page of a form, which anyone may fill in; without it there is a seat.
    """
    return _register(name, Scope.FLOOR, may, form=form)


def command(*names: str, may: Permission, listed: bool = False) -> Callable[[Run], Run]:
    """A typed command, `run(case, payload)`; what it shows is limited to the person's own memberships."""

    def keep(run: Run) -> Run:
        entry = Command(names, may, run, listed)
        for name in names:
            if name in COMMANDS:
                raise ValueError(f"two commands are called /{name}")
            COMMANDS[name] = entry
        return run

    return keep


def when_due(kind: str) -> Callable[[WhenDue], WhenDue]:
    """What happens when an appointment of this kind falls due: `run(work, appointment)`."""

    def keep(run: WhenDue) -> WhenDue:
        if kind in DUES:
            raise ValueError(f"two kinds of appointment are called {kind!r}")
        DUES[kind] = run
        return run

    return keep


def listed_commands(*, coordinator: bool) -> tuple[Command, ...]:
    """The commands in the menu of a channel, in the order in which they were registered.

    Without a role there is no knowing what else a person may do, so others find what is for anyone.
    """
    listed = [
        entry
        for entry in COMMANDS.values()
        if entry.listed and (coordinator or entry.may is Permission.ANYONE)
    ]
    return tuple(dict.fromkeys(listed))
