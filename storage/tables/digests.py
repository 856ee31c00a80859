"""The digests that were made for coordinators, and what each of them tells."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant


class Digest(SQLModel, table=True):
    """A digest (samenvatting) of a partnership, for its coordinators.

    `with_sheet`: it was part of the message with the talking sheet.
    """

    __tablename__ = "digest"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    made_at: datetime = Field(sa_type=Instant)
    with_sheet: bool = False


class Told(SQLModel, table=True):
    """In which digest an event was told: in one, so nothing is left out and nothing comes twice."""

    __tablename__ = "told"

    event_id: int = Field(
        primary_key=True, foreign_key="event.id", sa_type=Id, sa_column_kwargs={"autoincrement": False}
    )
    digest_id: int = Field(foreign_key="digest.id", sa_type=Id, index=True)
