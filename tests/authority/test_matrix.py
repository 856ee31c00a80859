"""Everybody presses everything, at home and next door: who may not reads nothing and changes nothing."""

from __future__ import annotations

import pytest

from process import authority, desk, registry
from process.incoming import Command, Edited, Press, Tap, Words
from process.registry import Act, Permission, Scope, Whose
from process.states import Role
from storage.store import Store
from storage.tables import Agreement, Member
from storage.unit import Unit
from tests.authority.arguments import ALL, VALUES, missing, presses
from tests.authority.stage import Happened, Screened, Stage, without_own_past
from tests.authority.world import HOME, INSIDE, KINDS, OUTSIDE, ROLE_OF, SIDES, World
from tests.clock import ManualClock

assert desk  # importing it fills the registry

MAY_FILL = ("coordinator", "second", "colleague")
"""Who coordinates, and who is of the organisation of whoever is on paper."""

EVERYBODY = (*OUTSIDE, *(f"{HOME} {role}" for role in (INSIDE if ALL else KINDS)))


@pytest.mark.parametrize("name", sorted(registry.ACTS))
def test_the_matrix_has_arguments_for_every_act(name: str) -> None:
    unknown = missing(registry.ACTS[name])
    assert not unknown, (
        f"the act {name!r} is not tried for everybody yet: say in VALUES of tests/authority/arguments.py"
        f" which values its {' and '.join(unknown)} can have on a side (as for {', '.join(sorted(VALUES))})"
    )


@pytest.mark.one_database
@pytest.mark.parametrize("who", EVERYBODY)
async def test_nobody_reads_or_changes_more_than_their_role_allows(
    store: Store, clock: ManualClock, world: World, who: str
) -> None:
    moment = clock.moment()

    def play(unit: Unit) -> int:
        stage, tried = Stage(unit, world, moment), 0
        for act in registry.ACTS.values():
            for side in world.sides.values():
                for press in presses(unit, world, side, act):
                    happened = stage.does(who, Tap(press, "m1", "t"))
                    where = f"{who}: {press}"
                    _reads_only_what_is_theirs(stage, happened, where)
                    _changes_only_what_they_may(stage, happened, act, press, who, where)
                    tried += 1
        return tried

    assert await store.run(play, name="matrix") > len(registry.ACTS)


@pytest.mark.one_database
@pytest.mark.parametrize("who", EVERYBODY)
async def test_commands_run_only_where_one_may_and_tell_of_nowhere_else(
    store: Store, clock: ManualClock, world: World, who: str
) -> None:
    moment, other = clock.moment(), world.sides[SIDES[1]]
    payloads = ("", str(other.partnership), f"Canary{other.name}verband", other.tokens["used"])

    def play(unit: Unit) -> None:
        stage = Stage(unit, world, moment)
        acts = [Command(name, payload) for name in registry.COMMANDS for payload in payloads]
        sources = [f"Sealed{other.name}partner{each}" for each in ("doelen_merkt", "houden")]
        for act in (*acts, Words("Wat staat er?", "w1"), *(Edited("anders", each) for each in sources)):
            happened, where = stage.does(who, act), f"{who}: {act}"
            screens = [each for each in happened.screens if f"Canary{other.name}verband" not in str(act)]
            _reads_only_what_is_theirs(stage, happened, where, screens=tuple(screens))
            assert not _theirs(stage, happened, who, own=True), f"{where} changed {happened.changed}"
        _runs_only_where_they_may(stage, who)

    await store.run(play, name="commands")


def _runs_only_where_they_may(stage: Stage, who: str) -> None:
    role = _role(who)
    for entry in dict.fromkeys(registry.COMMANDS.values()):
        if entry.may is not Permission.ANYONE:
            happened = stage.does(who, Command(entry.names[0]))
            keys = {getattr(each.message, "key", "") for each in happened.outcome.messages}
            refused = bool(keys & {"stop.nothing", "which.none"})
            assert refused != (role is not None and entry.may in authority.TABLE[role]), (
                f"{who}: {entry.names}"
            )


def _role(who: str) -> Role | None:
    kind = who.rsplit(maxsplit=1)[-1]
    return ROLE_OF[kind] if kind in ROLE_OF and kind != "former" else None


def _reads_only_what_is_theirs(
    stage: Stage, happened: Happened, where: str, screens: tuple[Screened, ...] | None = None
) -> None:
    """No canary of a partnership that the reader is not in, and no sealed words but their own."""
    for screened in happened.screens if screens is None else screens:
        mine = {member.partnership_id: member for member in stage.places(screened.person)}
        for side in stage.world.sides.values():
            member = mine.get(side.partnership)
            if member is None:
                text = without_own_past(stage, screened, side)
                assert f"Canary{side.name}" not in text, f"{where} shows {text}"
            for role, whose in side.members.items():
                typed = role == "paper" and screened.person == side.members["second"].person_id
                if whose.person_id != screened.person and not typed:
                    sealed = f"Sealed{side.name}{role}"
                    assert sealed not in screened.text, f"{where} shows {screened.text}"


def _changes_only_what_they_may(
    stage: Stage, happened: Happened, act: Act, press: Press, who: str, where: str
) -> None:
    if _allowed(stage, act, press, who):
        assert not _theirs(stage, happened, who, own=True), f"{where} changed {happened.changed}"
    else:
        assert not happened.changed, f"{where} changed {happened.changed}"


def _allowed(stage: Stage, act: Act, press: Press, who: str) -> bool:
    """By the table of roles and by what is on whose side, without the judge that is being tried."""
    if act.scope is Scope.NOTHING:
        return True
    role, side = _role(who), stage.world.sides[HOME]
    subject = press.args[0]
    if act.scope is Scope.FLOOR:
        return subject == 100 * stage.world.people[who].id and who.rsplit(maxsplit=1)[-1] != "former"
    if role is None or act.may not in authority.TABLE[role]:
        return False
    if act.scope is Scope.PARTNERSHIP:
        return subject == side.partnership
    if act.scope is Scope.ROUND:
        return subject in {each.id for each in side.rounds.values()}
    kind = who.rsplit(maxsplit=1)[-1]
    if act.scope is Scope.AGREEMENT:
        meant = [each for each in side.agreements if each.id == subject]
        return any(_is_theirs(each, act.whose, side.members[kind]) for each in meant)
    if act.may is Permission.FILL:
        return kind in MAY_FILL and subject in {
            seat.id for (_, whose), seat in side.seats.items() if whose == "paper"
        }
    theirs = {kind, "paper"} if kind == "second" else {kind}
    return subject in {seat.id for (_, whose), seat in side.seats.items() if whose in theirs}


def _is_theirs(agreement: Agreement, whose: Whose, member: Member) -> bool:
    leads = member.role is Role.COORDINATOR
    return {
        Whose.GROUP: True,
        Whose.ASKED: agreement.asked_id == member.id,
        Whose.OWNER: agreement.owner_id == member.id,
        Whose.CONCERNED: member.id in {agreement.asked_id, agreement.owner_id},
        Whose.PROPOSER: leads or agreement.proposed_by == member.id,
    }[whose]


def _theirs(stage: Stage, happened: Happened, who: str, *, own: bool) -> set[tuple[str, int]]:
    """Whose rows changed that are neither this person's nor of a partnership they are in."""
    person = stage.world.people[who]
    mine = {("partnership", each.partnership_id) for each in stage.places(person.id)}
    partnerships = {each for each in happened.owners if each[0] == "partnership"} - mine
    strangers = {
        each
        for each in happened.owners
        if each[0] == "person" and each[1] != person.id and not (own and mine & happened.owners)
    }
    return partnerships | strangers
