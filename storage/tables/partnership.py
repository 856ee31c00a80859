"""Partnerships, their organisations and members, their meetings, invitations and history."""

from datetime import date, datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from process.states import Layer, MeetingState, OrganisationSort, Role
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word


class Partnership(SQLModel, table=True):
    """Organisations that work together (samenwerkingsverband).

    `keep_months` is for how long a coordinator chose to keep texts and names, `keep_chosen_at` since when.
    `keeper_id` and `deputy_id` are members. No foreign key stands on them: members point here already, and
    a circle of foreign keys cannot be rebuilt on SQLite. `region` is that of its school holidays, empty for
    that of the house. Until `paused_until` no round opens by itself. `ended_at`: it ended, and can be
    reopened until `erased_at`, when everything of people went.
    """

    __tablename__ = "partnership"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    name: str = Field(sa_type=Text)
    doelgroep: str = Field(default="", sa_type=Text)
    timezone: str = Field(default="Europe/Amsterdam", max_length=64)
    keeper_id: int | None = Field(default=None, sa_type=Id)
    deputy_id: int | None = Field(default=None, sa_type=Id)
    next_flow: str = Field(default="balanscheck", max_length=64)
    keep_months: int | None = None
    keep_chosen_at: datetime | None = Field(default=None, sa_type=Instant)
    region: str | None = Field(default=None, max_length=16)
    paused_until: date | None = None
    opens_at: datetime | None = Field(default=None, sa_type=Instant)
    opens_chosen_at: datetime | None = Field(default=None, sa_type=Instant)
    rhythm_from: date | None = None
    made_by: int = Field(foreign_key="person.id", sa_type=Id, index=True)
    created_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    erased_at: datetime | None = Field(default=None, sa_type=Instant)


class Organisation(SQLModel, table=True):
    """An organisation as far as it takes part in one partnership. `sort` is empty for most."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("partnership_id", "name", name="organisation_name"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id)
    name: str = Field(sa_type=Text)
    sort: OrganisationSort | None = Field(default=None, sa_type=Word(OrganisationSort))


class Member(SQLModel, table=True):
    """A person in a partnership: what they do there and which organisation they answer for, if any.

    Nobody is a member without having agreed to a numbered text (`consent_version`); whoever leaves keeps
    the row, with `left_at`. `moved_at` is since when another account holds this place: what was answered
    before is not shown to it. `acting`: nobody coordinates, and this member does what needs one.
    """

    __tablename__ = "member"
    __table_args__ = (
        Index(
            "member_active",
            "person_id",
            "partnership_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id, index=True)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id, index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Id, index=True)
    layer: Layer | None = Field(default=None, sa_type=Word(Layer))
    role: Role = Field(sa_type=Word(Role))
    name: str = Field(sa_type=Text)
    consent_version: str = Field(max_length=32)
    consented_at: datetime = Field(sa_type=Instant)
    joined_at: datetime = Field(sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)
    paper: bool = False
    acting: bool | None = None
    moved_at: datetime | None = Field(default=None, sa_type=Instant)


class Meeting(SQLModel, table=True):
    """A meeting (overleg) of a partnership; it sets the rhythm of the rounds.

    `moved` counts how often it was moved or cancelled, for the calendars that have it. `skipped_at`: a
    coordinator chose that no round opens for it.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_when", "partnership_id", "starts_at"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id)
    starts_at: datetime = Field(sa_type=Instant)
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=Word(MeetingState))
    created_at: datetime = Field(sa_type=Instant)
    moved: int | None = None
    skipped_at: datetime | None = Field(default=None, sa_type=Instant)


class Invite(SQLModel, table=True):
    """A link that lets somebody in. Only the SHA-256 of its token is kept.

    `member_id`: it lets nobody new in, but brings this member's place to another account.
    """

    __tablename__ = "invite"
    __table_args__ = (UniqueConstraint("token_hash", name="invite_token"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int | None = Field(default=None, foreign_key="partnership.id", sa_type=Id, index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", sa_type=Id, index=True)
    role: Role = Field(sa_type=Word(Role))
    token_hash: bytes = Field(sa_type=LargeBinary)
    uses_left: int
    expires_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    made_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    created_at: datetime = Field(sa_type=Instant)
    member_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)


class Event(SQLModel, table=True):
    """What happened in a partnership that all may know: who joined, which round opened, what was exported.

    Rows are added and never changed. `data` is JSON without any answer in it.
    """

    __tablename__ = "event"
    __table_args__ = (Index("event_when", "partnership_id", "at"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    partnership_id: int = Field(foreign_key="partnership.id", sa_type=Id)
    kind: str = Field(max_length=32)
    member_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)
    at: datetime = Field(sa_type=Instant)
    data: str | None = Field(default=None, sa_type=Text)
