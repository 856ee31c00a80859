"""The first schema: people, partnerships, rounds, talk, post and time."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "appointment",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", ID, nullable=False),
        sa.Column("occurrence", sa.String(32), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="appointment_pkey"),
        sa.UniqueConstraint("kind", "subject", "occurrence", name="appointment_once"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "appointment_due",
        "appointment",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "flow_revision",
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("flow", "revision", name="flow_revision_pkey"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="heartbeat_pkey"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("key", sa.String(96), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("code", sa.String(16), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="inbox_pkey"),
        sa.UniqueConstraint("channel", "key", name="inbox_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("inbox_at", "inbox", ["at"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", ID, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("days", sa.String(20), nullable=False),
        sa.Column("slot", sa.String(16), nullable=False),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="person_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "address",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("lease_until", INSTANT, nullable=True),
        sa.Column("term", ID, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="address_person_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="address_pkey"),
        sa.UniqueConstraint("channel", "address", name="address_place"),
        sqlite_autoincrement=True,
    )
    op.create_index("address_person_id", "address", ["person_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("floor_version", ID, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="draft_person_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="draft_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("draft_at", "draft", ["at"], unique=False)
    op.create_index("draft_person_id", "draft", ["person_id"], unique=False)
    op.create_table(
        "failed_link",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="failed_link_person_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="failed_link_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("failed_link_person_at", "failed_link", ["person_id", "at"], unique=False)
    op.create_table(
        "partnership",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("doelgroep", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("keeper_id", ID, nullable=True),
        sa.Column("deputy_id", ID, nullable=True),
        sa.Column("next_flow", sa.String(64), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="partnership_made_by_fkey"),
        sa.PrimaryKeyConstraint("id", name="partnership_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("partnership_made_by", "partnership", ["made_by"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="meeting_partnership_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="meeting_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("meeting_when", "meeting", ["partnership_id", "starts_at"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name="organisation_partnership_id_fkey"
        ),
        sa.PrimaryKeyConstraint("id", name="organisation_pkey"),
        sa.UniqueConstraint("partnership_id", "name", name="organisation_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("urgency", sa.String(16), nullable=False),
        sa.Column("copies", sa.String(16), nullable=False),
        sa.Column("slot", sa.String(64), nullable=True),
        sa.Column("wanted_floor", ID, nullable=True),
        sa.Column("wanted_seat", ID, nullable=True),
        sa.Column("not_before", INSTANT, nullable=True),
        sa.Column("not_after", INSTANT, nullable=True),
        sa.Column("edit", sa.String(64), nullable=True),
        sa.Column("retire", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(64), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("claimed_until", INSTANT, nullable=True),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="outbox_address_id_fkey"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="outbox_person_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="outbox_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_address_id", "outbox", ["address_id"], unique=False)
    op.create_index(
        "outbox_open",
        "outbox",
        ["address_id", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("outbox_person_id", "outbox", ["person_id"], unique=False)
    op.create_index(
        "outbox_slot",
        "outbox",
        ["person_id", "slot"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "member",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("layer", sa.String(16), nullable=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.String(32), nullable=False),
        sa.Column("consented_at", INSTANT, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT, nullable=True),
        sa.Column("paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="member_organisation_id_fkey"),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="member_partnership_id_fkey"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="member_person_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="member_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "member_active",
        "member",
        ["person_id", "partnership_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_index("member_organisation_id", "member", ["organisation_id"], unique=False)
    op.create_index("member_partnership_id", "member", ["partnership_id"], unique=False)
    op.create_index("member_person_id", "member", ["person_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("member_id", ID, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("data", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="event_member_id_fkey"),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="event_partnership_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="event_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("event_member_id", "event", ["member_id"], unique=False)
    op.create_index("event_when", "event", ["partnership_id", "at"], unique=False)
    op.create_table(
        "invite",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=True),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["member.id"], name="invite_made_by_fkey"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="invite_organisation_id_fkey"),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="invite_partnership_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="invite_pkey"),
        sa.UniqueConstraint("token_hash", name="invite_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("invite_made_by", "invite", ["made_by"], unique=False)
    op.create_index("invite_organisation_id", "invite", ["organisation_id"], unique=False)
    op.create_index("invite_partnership_id", "invite", ["partnership_id"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("revealed_at", INSTANT, nullable=True),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("opened_by", ID, nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["opened_by"], ["member.id"], name="round_opened_by_fkey"),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="round_partnership_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="round_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("round_opened_by", "round", ["opened_by"], unique=False)
    op.create_index("round_order", "round", ["partnership_id", "flow", "number"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("layer", sa.String(16), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="seat_member_id_fkey"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="seat_organisation_id_fkey"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="seat_round_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="seat_pkey"),
        sa.UniqueConstraint("round_id", "member_id", name="seat_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("seat_member_id", "seat", ["member_id"], unique=False)
    op.create_index("seat_organisation_id", "seat", ["organisation_id"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="snapshot_round_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="snapshot_pkey"),
        sa.UniqueConstraint("round_id", "kind", name="snapshot_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("value", sa.String(64), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source_ref", sa.String(64), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name="answer_seat_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="answer_pkey"),
        sa.UniqueConstraint("seat_id", "question", name="answer_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "floor",
        sa.Column("person_id", ID, autoincrement=False, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("seat_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=True),
        sa.Column("form", sa.String(64), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("ref", sa.String(64), nullable=True),
        sa.Column("shown_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="floor_person_id_fkey"),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name="floor_seat_id_fkey"),
        sa.PrimaryKeyConstraint("person_id", name="floor_pkey"),
    )
    op.create_index("floor_seat_id", "floor", ["seat_id"], unique=False)
