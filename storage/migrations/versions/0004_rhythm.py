"""The rhythm of a partnership: rounds around its meetings, its school holidays and pauses."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import rebuilding

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Each subject by itself; nothing that stood there changes its meaning."""
    with rebuilding(op.get_bind()):
        _rounds_around_meetings()
        _digests_and_endings()
        _keepers()
        _attention()
        _time_of_people()
        _agreements()
        _discussing()
        _paper_and_table()


def _rounds_around_meetings() -> None:
    """A round from before hangs on no meeting."""
    with op.batch_alter_table("round", table_kwargs={"sqlite_autoincrement": True}) as round_:
        round_.add_column(sa.Column("meeting_id", ID, nullable=True))
        round_.add_column(sa.Column("asks_at", INSTANT, nullable=True))
        round_.create_foreign_key("round_meeting_id_fkey", "meeting", ["meeting_id"], ["id"])
        round_.create_index("round_meeting_id", ["meeting_id"])
    op.add_column("partnership", sa.Column("region", sa.String(16), nullable=True))
    op.add_column("partnership", sa.Column("paused_until", sa.Date(), nullable=True))
    op.add_column("partnership", sa.Column("opens_at", INSTANT, nullable=True))
    op.add_column("partnership", sa.Column("opens_chosen_at", INSTANT, nullable=True))
    op.add_column("partnership", sa.Column("rhythm_from", sa.Date(), nullable=True))
    op.add_column("meeting", sa.Column("moved", sa.Integer(), nullable=True))
    op.add_column("meeting", sa.Column("skipped_at", INSTANT, nullable=True))


def _digests_and_endings() -> None:
    """No digest was made before and nothing was ended; the first one tells what happened since the start."""
    op.add_column("partnership", sa.Column("erased_at", INSTANT, nullable=True))
    op.create_table(
        "digest",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("with_sheet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="digest_partnership_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="digest_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "told",
        sa.Column("event_id", ID, autoincrement=False, nullable=False),
        sa.Column("digest_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="told_event_id_fkey"),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name="told_digest_id_fkey"),
        sa.PrimaryKeyConstraint("event_id", name="told_pkey"),
    )
    op.create_table(
        "ending",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="ending_partnership_id_fkey"),
        sa.ForeignKeyConstraint(["asked_by"], ["member.id"], name="ending_asked_by_fkey"),
        sa.PrimaryKeyConstraint("id", name="ending_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ending_voice",
        sa.Column("id", ID, nullable=False),
        sa.Column("ending_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["ending_id"], ["ending.id"], name="ending_voice_ending_id_fkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="ending_voice_member_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="ending_voice_pkey"),
        sa.UniqueConstraint("ending_id", "member_id", name="ending_voice_once"),
        sqlite_autoincrement=True,
    )
    for table, column in (
        ("digest", "partnership_id"),
        ("told", "digest_id"),
        ("ending", "partnership_id"),
        ("ending", "asked_by"),
        ("ending_voice", "member_id"),
    ):
        op.create_index(f"{table}_{column}", table, [column])


def _agreements() -> None:
    """Nothing was agreed before."""
    op.create_table(
        "agreement",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reach", sa.String(16), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=True),
        sa.Column("seen_by", sa.LargeBinary(), nullable=True),
        sa.Column("otherwise", sa.LargeBinary(), nullable=True),
        sa.Column("why_back", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("asked_id", ID, nullable=True),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        *_leads_to(
            "agreement",
            partnership_id="partnership",
            round_id="round",
            proposed_by="member",
            asked_id="member",
            owner_id="member",
        ),
        sa.PrimaryKeyConstraint("id", name="agreement_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reason",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("given_by", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("contested_by", ID, nullable=True),
        sa.Column("contested_at", INSTANT, nullable=True),
        *_leads_to(
            "reason", partnership_id="partnership", round_id="round", given_by="member", contested_by="member"
        ),
        sa.PrimaryKeyConstraint("id", name="reason_pkey"),
        sqlite_autoincrement=True,
    )
    for name in ("partnership_id", "round_id", "proposed_by", "asked_id", "owner_id"):
        op.create_index(f"agreement_{name}", "agreement", [name])
    for name in ("partnership_id", "round_id", "given_by", "contested_by"):
        op.create_index(f"reason_{name}", "reason", [name])


def _discussing() -> None:
    """Of a round that was settled before, nobody wrote down what was decided, and nothing is left over."""
    op.create_table(
        "discussion",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("written_by", ID, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=True),
        *_leads_to("discussion", partnership_id="partnership", round_id="round", written_by="member"),
        sa.PrimaryKeyConstraint("id", name="discussion_pkey"),
        sa.UniqueConstraint("round_id", name="discussion_round"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "left_over",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        *_leads_to("left_over", partnership_id="partnership", round_id="round"),
        sa.PrimaryKeyConstraint("id", name="left_over_pkey"),
        sa.UniqueConstraint("round_id", "question", name="left_over_once"),
        sqlite_autoincrement=True,
    )
    for table, column in (
        ("discussion", "partnership_id"),
        ("discussion", "written_by"),
        ("left_over", "partnership_id"),
    ):
        op.create_index(f"{table}_{column}", table, [column])


def _attention() -> None:
    """What was sent before counts for nothing: nobody knows what it was."""
    op.create_table(
        "attention",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("message", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        *_leads_to("attention", person_id="person", partnership_id="partnership"),
        sa.PrimaryKeyConstraint("id", name="attention_pkey"),
        sa.UniqueConstraint("message", "partnership_id", name="attention_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("attention_when", "attention", ["person_id", "at"])
    op.create_index("attention_partnership_id", "attention", ["partnership_id"])
    op.add_column("outbox", sa.Column("counts", sa.String(16), nullable=True))
    op.add_column("outbox", sa.Column("partnership_id", ID, nullable=True))
    op.add_column("outbox", sa.Column("bundled_into", ID, nullable=True))
    op.create_index("outbox_bundled_into", "outbox", ["bundled_into"])


def _paper_and_table() -> None:
    """Everybody agreed and answered by themselves until now, and no round was done in a meeting."""
    for table, column in (("consent", "recorded_by"), ("seat", "filled_by")):
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as changed:
            changed.add_column(sa.Column(column, ID, nullable=True))
            changed.create_foreign_key(f"{table}_{column}_fkey", "member", [column], ["id"])
            changed.create_index(f"{table}_{column}", [column])
    op.create_table(
        "live",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("how", sa.String(16), nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("ref", sa.String(64), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        *_leads_to("live", round_id="round", member_id="member"),
        sa.PrimaryKeyConstraint("id", name="live_pkey"),
        sa.UniqueConstraint("round_id", name="live_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "card",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.Column("colour", sa.String(16), nullable=True),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        *_leads_to("card", round_id="round", organisation_id="organisation", member_id="member"),
        sa.PrimaryKeyConstraint("id", name="card_pkey"),
        sa.UniqueConstraint("round_id", "organisation_id", "question", name="card_once"),
        sqlite_autoincrement=True,
    )
    for table, column in (("live", "member_id"), ("card", "organisation_id"), ("card", "member_id")):
        op.create_index(f"{table}_{column}", table, [column])


def _time_of_people() -> None:
    """Who is on leave now comes back by the date alone; an invitation from before is not counted from."""
    op.add_column("person", sa.Column("away_since", INSTANT, nullable=True))
    op.add_column("person", sa.Column("returns_at", INSTANT, nullable=True))
    op.add_column("seat", sa.Column("reached_at", INSTANT, nullable=True))
    with op.batch_alter_table("seat", table_kwargs={"sqlite_autoincrement": True}) as seat:
        seat.add_column(sa.Column("reminders", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("seat", table_kwargs={"sqlite_autoincrement": True}) as seat:
        seat.alter_column("reminders", server_default=None)
    op.create_table(
        "stand_in",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        *_leads_to("stand_in", member_id="member", by_id="member"),
        sa.PrimaryKeyConstraint("id", name="stand_in_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_index("stand_in_member_id", "stand_in", ["member_id"])
    op.create_index("stand_in_by_id", "stand_in", ["by_id"])


def _leads_to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"{table}_{column}_fkey")
        for column, other in columns.items()
    ]


def _keepers() -> None:
    """Who made a partnership looks after it until somebody else says yes; each gets its first look."""
    op.create_table(
        "watch",
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("cause", sa.String(16), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        *_leads_to("watch", partnership_id="partnership"),
        sa.PrimaryKeyConstraint("partnership_id", name="watch_pkey"),
    )
    op.add_column("member", sa.Column("acting", sa.Boolean(), nullable=True))
    op.execute(
        "UPDATE partnership SET keeper_id = (SELECT min(member.id) FROM member"
        " WHERE member.partnership_id = partnership.id AND member.role = 'coordinator'"
        " AND member.left_at IS NULL) WHERE keeper_id IS NULL AND ended_at IS NULL"
    )
    op.execute(
        "INSERT INTO appointment (kind, subject, occurrence, due_at, state, attempts)"
        " SELECT 'look', id, 'first', created_at, 'waiting', 0 FROM partnership WHERE ended_at IS NULL"
    )
