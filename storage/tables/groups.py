"""The group chat of a partnership."""

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant


class GroupChat(SQLModel, table=True):
    """Where a partnership hears that a result is there, and nothing else: at most one group.

    Until the group is there it has no address, and `token_hash` is the SHA-256 of what a coordinator
    (`asked_by`) can add the bot with, until `expires_at`. Neither the name of the group nor who is in it is
    kept.
    """

    __tablename__ = "group_chat"
    __table_args__ = (
        UniqueConstraint("partnership_id", name="group_chat_partnership"),
        UniqueConstraint("address_id", name="group_chat_address"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id)
    address_id: int | None = Field(default=None, foreign_key="address.id", sa_type=Id)
    asked_by: int = Field(foreign_key="member.id", sa_type=Id, index=True)
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    linked_at: datetime | None = Field(default=None, sa_type=Instant)
