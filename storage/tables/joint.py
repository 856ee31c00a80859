"""What the people of one organisation answer together in a round."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant


class JointAnswer(SQLModel, table=True):
    """The one answer of an organisation: it stands at `seat_id`, the seat of the first of its people.

    `version` goes up with everything that changes in it. Since `put_at` it lies with the colleagues of
    `put_by`, and it goes out at `goes_at` unless one of them changes something. `sent_at`: it went out.
    """

    __tablename__ = "joint_answer"
    __table_args__ = (
        UniqueConstraint("round_id", "organisation_id", name="joint_answer_once"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    round_id: int = Field(foreign_key="round.id", sa_type=Id)
    organisation_id: int = Field(foreign_key="organisation.id", sa_type=Id, index=True)
    seat_id: int = Field(foreign_key="seat.id", sa_type=Id, index=True)
    version: int = 0
    put_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    put_at: datetime | None = Field(default=None, sa_type=Instant)
    goes_at: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class JointConsent(SQLModel, table=True):
    """The person of this seat agrees to this version of what their organisation answers."""

    __tablename__ = "joint_consent"

    seat_id: int = Field(
        primary_key=True, foreign_key="seat.id", sa_type=Id, sa_column_kwargs={"autoincrement": False}
    )
    version: int
