"""Proposals, agreements and reasons of a partnership; their words open with the key of the partnership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import update
from sqlmodel import col, select

from process.rules.agreeing import FINAL, OPEN, PENDING, PROPOSALS, STANDING, is_overdue
from process.states import AgreementState, MeetingState, Reach
from storage.queries import partnerships
from storage.tables import Agreement, Meeting, Reason, Round
from storage.unit import Unit


def propose(
    unit: Unit,
    *,
    partnership_id: int,
    topic: tuple[int, str] | None,
    what: str,
    due_on: date,
    reach: Reach,
    proposed_by: int,
    now: datetime,
) -> Agreement:
    """A new proposal, on nobody's name. `topic` is a round and its question."""
    row = Agreement(
        partnership_id=partnership_id,
        round_id=topic[0] if topic is not None else None,
        question=topic[1] if topic is not None else None,
        reach=reach,
        due_on=due_on,
        proposed_by=proposed_by,
        created_at=now,
        changed_at=now,
    )
    keep(unit, row)
    row.what = unit.words.seal_shared(partnership_id, what, _about(row, "what"))
    keep(unit, row)
    return row


def keep(unit: Unit, row: Agreement) -> None:
    """Keep what changed."""
    unit.session.add(row)
    unit.session.flush()


def describe(
    unit: Unit,
    row: Agreement,
    *,
    seen_by: str | None = None,
    otherwise: str | None = None,
    why_back: str | None = None,
) -> None:
    """How it is seen that it is done, where it is talked about otherwise, why somebody gave it back."""
    if seen_by is not None:
        row.seen_by = unit.words.seal_shared(row.partnership_id, seen_by, _about(row, "seen_by"))
    if otherwise is not None:
        row.otherwise = unit.words.seal_shared(row.partnership_id, otherwise, _about(row, "otherwise"))
    if why_back is not None:
        row.why_back = unit.words.seal_shared(row.partnership_id, why_back, _about(row, "why_back"))
    keep(unit, row)


def what(unit: Unit, row: Agreement) -> str | None:
    """What is to be done; None once its term is over."""
    return _opened(unit, row, row.what, "what")


def seen_by(unit: Unit, row: Agreement) -> str | None:
    """How it is seen that it is done, when that was said."""
    return _opened(unit, row, row.seen_by, "seen_by")


def otherwise(unit: Unit, row: Agreement) -> str | None:
    """Where it is talked about when it does not work out; None: at the next meeting."""
    return _opened(unit, row, row.otherwise, "otherwise")


def why_back(unit: Unit, row: Agreement) -> str | None:
    """Why it came back to the group, when who said no told it."""
    return _opened(unit, row, row.why_back, "why_back")


def find(unit: Unit, agreement_id: int) -> Agreement | None:
    """One agreement, if there is one; not held."""
    return unit.session.get(Agreement, agreement_id)


def lock(unit: Unit, agreement_id: int) -> Agreement | None:
    """One agreement, held until the unit ends, so that two people do not change it at once."""
    return unit.session.exec(
        select(Agreement)
        .where(Agreement.id == agreement_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def in_states(unit: Unit, partnership_id: int, states: Iterable[AgreementState]) -> list[Agreement]:
    """The agreements of a partnership in these states, the first date first."""
    return list(
        unit.session.exec(
            select(Agreement)
            .where(Agreement.partnership_id == partnership_id, col(Agreement.state).in_(list(states)))
            .order_by(col(Agreement.due_on), col(Agreement.id))
        )
    )


def proposals(unit: Unit, partnership_id: int) -> list[Agreement]:
    """What was proposed and is not agreed: asked or not, and with a yes that waits for the meeting."""
    return in_states(unit, partnership_id, PROPOSALS)


def standing(unit: Unit, partnership_id: int) -> list[Agreement]:
    """What is on somebody's name and not done."""
    return in_states(unit, partnership_id, STANDING)


def unfinished(unit: Unit, partnership_id: int) -> list[Agreement]:
    """Proposals and agreements that are neither done nor withdrawn."""
    return in_states(unit, partnership_id, OPEN)


def overdue(unit: Unit, partnership_id: int, today: date) -> list[Agreement]:
    """What was agreed, is not done, and had to be before today."""
    every = standing(unit, partnership_id)
    return [each for each in every if is_overdue(each.state, each.due_on, today)]


def done_between(unit: Unit, partnership_id: int, after: datetime, until: datetime) -> list[Agreement]:
    """What was done after an instant and not after another, in that order."""
    done = in_states(unit, partnership_id, (AgreementState.DONE,))
    return sorted(
        (each for each in done if after < each.changed_at <= until),
        key=lambda each: (each.changed_at, each.id),
    )


def about(unit: Unit, round_id: int) -> list[Agreement]:
    """Everything that came out of one round, oldest first."""
    return list(
        unit.session.exec(select(Agreement).where(Agreement.round_id == round_id).order_by(col(Agreement.id)))
    )


def with_topic(unit: Unit, partnership_id: int) -> list[Agreement]:
    """Everything that came out of any round of a partnership, oldest first."""
    return list(
        unit.session.exec(
            select(Agreement)
            .where(Agreement.partnership_id == partnership_id, col(Agreement.round_id).is_not(None))
            .order_by(col(Agreement.id))
        )
    )


def asked_of(unit: Unit, member_id: int) -> list[Agreement]:
    """What a member was asked to take on and has not answered, the first date first."""
    return list(
        unit.session.exec(
            select(Agreement)
            .where(Agreement.asked_id == member_id, col(Agreement.state).in_(PENDING))
            .order_by(col(Agreement.due_on), col(Agreement.id))
        )
    )


def owned_by(unit: Unit, member_id: int) -> list[Agreement]:
    """What a member said yes to and is not done, the first date first."""
    return list(
        unit.session.exec(
            select(Agreement)
            .where(
                Agreement.owner_id == member_id, col(Agreement.state).in_((AgreementState.WILLING, *STANDING))
            )
            .order_by(col(Agreement.due_on), col(Agreement.id))
        )
    )


def meeting_of(unit: Unit, round_: Round, now: datetime) -> Meeting | None:
    """The meeting that a round is for, when it is still to come; after a cancelled one the next."""
    own = unit.session.get(Meeting, round_.meeting_id) if round_.meeting_id is not None else None
    if own is not None and own.state != MeetingState.CANCELLED:
        return own if own.state == MeetingState.PLANNED and own.starts_at > now else None
    return partnerships.next_meeting(unit, round_.partnership_id, now)


def of_member(unit: Unit, member_id: int) -> list[Agreement]:
    """Everything that has this member in it: proposed by, asked of, or owned by them; oldest first."""
    mine = (
        (col(Agreement.proposed_by) == member_id)
        | (col(Agreement.asked_id) == member_id)
        | (col(Agreement.owner_id) == member_id)
    )
    return list(unit.session.exec(select(Agreement).where(mine).order_by(col(Agreement.id))))


def give_reason(
    unit: Unit,
    *,
    partnership_id: int,
    topic: tuple[int, str],
    words: str,
    given_by: int,
    now: datetime,
) -> Reason:
    """Why nothing is done about a red tick; it takes the place of an earlier one about the same."""
    row = Reason(
        partnership_id=partnership_id, round_id=topic[0], question=topic[1], given_by=given_by, at=now
    )
    unit.session.add(row)
    unit.session.flush()
    row.words = unit.words.seal_shared(partnership_id, words, f"reason {row.id}")
    unit.session.add(row)
    unit.session.flush()
    return row


def reason_words(unit: Unit, row: Reason) -> str | None:
    """The reason in words; None once its term is over."""
    if row.words is None:
        return None
    return unit.words.open_shared(row.partnership_id, row.words, f"reason {row.id}")


def find_reason(unit: Unit, reason_id: int) -> Reason | None:
    """One reason, if there is one."""
    return unit.session.get(Reason, reason_id)


def reasons(unit: Unit, round_id: int) -> list[Reason]:
    """The last reason about each question of a round, in the order in which they were given."""
    given = select(Reason).where(Reason.round_id == round_id).order_by(col(Reason.id))
    return list({each.question: each for each in unit.session.exec(given)}.values())


def round_of(unit: Unit, row: Reason) -> Round:
    """The round that a reason is about."""
    return unit.session.get_one(Round, row.round_id)


def contest(unit: Unit, reason_id: int, member_id: int, now: datetime) -> bool:
    """Who gave red does not agree with a reason; False when somebody had said so already."""
    changed = (
        update(Reason)
        .where(col(Reason.id) == reason_id, col(Reason.contested_at).is_(None))
        .values(contested_by=member_id, contested_at=now)
        .returning(col(Reason.id))
    )
    return unit.session.exec(changed).first() is not None


def _opened(unit: Unit, row: Agreement, sealed: bytes | None, part: str) -> str | None:
    if sealed is None:
        return None
    return unit.words.open_shared(row.partnership_id, sealed, _about(row, part))


def _about(row: Agreement, part: str) -> str:
    """What the words are bound to: those that were moved to another agreement do not open."""
    return f"agreement {row.id} {part}"


def forget_member(unit: Unit, member_id: int, now: datetime) -> None:
    """Nothing is on the name of who is forgotten, and nobody waits for them; may be done again.

    What they proposed and nobody ever said yes to goes with its words. What was agreed is the group's.
    """
    for row in of_member(unit, member_id):
        if row.proposed_by == member_id and row.accepted_at is None and row.state in (*PROPOSALS, *FINAL):
            row.state = AgreementState.WITHDRAWN
            forget_words(unit, row)
        elif member_id in {row.asked_id, row.owner_id} and row.state not in FINAL:
            row.state, row.changed_at = AgreementState.PROPOSED, now
            row.turn += 1
        else:
            continue
        row.asked_id = row.owner_id = None
        keep(unit, row)


def forget_words(unit: Unit, row: Agreement) -> None:
    """What it said is gone; when it was, and what became of it, stays."""
    row.what = row.seen_by = row.otherwise = row.why_back = None
    keep(unit, row)


def ended_with_words(unit: Unit) -> list[Agreement]:
    """What was done or let go and still has its words, in every partnership."""
    return list(
        unit.session.exec(
            select(Agreement)
            .where(col(Agreement.state).in_(FINAL), col(Agreement.what).is_not(None))
            .order_by(col(Agreement.id))
        )
    )


def forget_reasons(unit: Unit, round_id: int) -> None:
    """The reasons about a round lose their words."""
    unit.session.exec(update(Reason).where(col(Reason.round_id) == round_id).values(words=None))
