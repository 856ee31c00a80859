"""Optional questions of a flow that were switched on: for the next round, and in a round that has begun."""

from sqlmodel import Field, SQLModel

from storage.tables.columns import Id


class ChosenExtra(SQLModel, table=True):
    """An optional question that a coordinator switched on for the next round of a flow.

    It is gone when that round opens: the time after, it is off again.
    """

    __tablename__ = "chosen_extra"

    partnership_id: int = Field(foreign_key="partnership.id", primary_key=True, sa_type=Id)
    flow: str = Field(primary_key=True, max_length=64)
    question: str = Field(primary_key=True, max_length=96)


class AskedExtra(SQLModel, table=True):
    """An optional question that is asked in a round."""

    __tablename__ = "asked_extra"

    round_id: int = Field(foreign_key="round.id", primary_key=True, sa_type=Id)
    question: str = Field(primary_key=True, max_length=96)
