"""What a partnership agreed, and why it does not act on a red tick."""

from datetime import date, datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from process.states import AgreementState, Reach
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Agreement(SQLModel, table=True):
    """An agreement (afspraak), from proposal to done.

    `what`, `seen_by` ("how do we see that it is done?"), `otherwise` ("if it does not work out we talk about
    it at …"; empty: at the next meeting) and `why_back` (what came with a no) are sealed with the key of the
    partnership; `what` is empty once its term is over. `asked_id` is who was asked and has not said yes,
    `owner_id` who did. `ask_on`: a day that they chose to be asked again. `asks`: how often its owner was
    asked since their last word. `turn` counts what was planned for it, so that nothing of an earlier plan
    still happens. The topic is a question of a round.
    """

    __tablename__ = "agreement"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    round_id: int | None = Field(default=None, foreign_key="round.id", sa_type=Id, index=True)
    question: str | None = Field(default=None, max_length=96)
    state: AgreementState = Field(default=AgreementState.PROPOSED, sa_type=Word(AgreementState))
    reach: Reach = Field(default=Reach.EXTERN, sa_type=Word(Reach))
    what: bytes | None = Field(default=None, sa_type=LargeBinary)
    seen_by: bytes | None = Field(default=None, sa_type=LargeBinary)
    otherwise: bytes | None = Field(default=None, sa_type=LargeBinary)
    why_back: bytes | None = Field(default=None, sa_type=LargeBinary)
    due_on: date
    proposed_by: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    asked_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    owner_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    accepted_at: datetime | None = Field(default=None, sa_type=Instant)
    ask_on: date | None = None
    asks: int = 0
    turn: int = 0
    created_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)


class Reason(SQLModel, table=True):
    """Why nothing is done about a red tick: all see it, and who gave red can contest it.

    `words` are sealed with the key of the partnership; empty once their term is over.
    """

    __tablename__ = "reason"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    round_id: int = Field(foreign_key="round.id", sa_type=Id, index=True)
    question: str = Field(max_length=96)
    words: bytes | None = Field(default=None, sa_type=LargeBinary)
    given_by: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    at: datetime = Field(sa_type=Instant)
    contested_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    contested_at: datetime | None = Field(default=None, sa_type=Instant)
