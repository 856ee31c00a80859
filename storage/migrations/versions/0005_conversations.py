"""Conversations of several organisations: together, relay, motives, coming and going, corrections."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import rebuilding

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Each subject by itself; nothing that stood there changes its meaning."""
    with rebuilding(op.get_bind()):
        _relay()
        _corrections()
        _groups()
        _for_oneself()
        _kinds_of_question()
        _coming_and_going()
        _together()
        _choosing()


def _relay() -> None:
    """Nobody asked another organisation anything through the bot before."""
    op.create_table(
        "relay",
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("harvested_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="relay_round_id_fkey"),
        sa.PrimaryKeyConstraint("round_id", name="relay_pkey"),
    )
    leads_to = {
        "round_id": "round",
        "asker_id": "member",
        "organisation_id": "organisation",
        "receiver_id": "member",
        "handed_by": "member",
        "answered_by": "member",
    }
    op.create_table(
        "inquiry",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("asker_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=True),
        sa.Column("receiver_id", ID, nullable=True),
        sa.Column("handed_by", ID, nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("known", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("supposed", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"inquiry_{column}_fkey")
            for column, other in leads_to.items()
        ),
        sa.PrimaryKeyConstraint("id", name="inquiry_pkey"),
        sqlite_autoincrement=True,
    )
    for column in leads_to:
        op.create_index(f"inquiry_{column}", "inquiry", [column])


def _kinds_of_question() -> None:
    """An answer could name one option, and of no organisation was known what sort it is."""
    with op.batch_alter_table("answer", table_kwargs={"sqlite_autoincrement": True}) as answer:
        answer.alter_column("value", existing_type=sa.String(64), type_=sa.String(512), existing_nullable=True)
    op.add_column("organisation", sa.Column("sort", sa.String(16), nullable=True))


def _for_oneself() -> None:
    """Every answer from before was asked to be shared, and no question could be left out."""
    with op.batch_alter_table("answer", table_kwargs={"sqlite_autoincrement": True}) as answer:
        answer.add_column(sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("answer", table_kwargs={"sqlite_autoincrement": True}) as answer:
        answer.alter_column("alone", server_default=None)
    op.create_table(
        "chosen_extra",
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name="chosen_extra_partnership_id_fkey"
        ),
        sa.PrimaryKeyConstraint("partnership_id", "flow", "question", name="chosen_extra_pkey"),
    )
    op.create_table(
        "asked_extra",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="asked_extra_round_id_fkey"),
        sa.PrimaryKeyConstraint("round_id", "question", name="asked_extra_pkey"),
    )


def _coming_and_going() -> None:
    """Nobody who came in or left had said anything about it."""
    leads_to = {
        "partnership_id": "partnership",
        "member_id": "member",
        "round_id": "round",
        "agreement_id": "agreement",
    }
    op.create_table(
        "remark",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("agreement_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"remark_{column}_fkey")
            for column, other in leads_to.items()
        ),
        sa.PrimaryKeyConstraint("id", name="remark_pkey"),
        sqlite_autoincrement=True,
    )
    for column in leads_to:
        op.create_index(f"remark_{column}", "remark", [column])


def _corrections() -> None:
    """Nothing that was shown could be corrected before."""
    leads_to = {"round_id": "round", "organisation_id": "organisation", "seat_id": "seat", "by_id": "member"}
    op.create_table(
        "correction",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("seat_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=False),
        sa.Column("was_state", sa.String(16), nullable=False),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("by_id", ID, nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"correction_{column}_fkey")
            for column, other in leads_to.items()
        ),
        sa.PrimaryKeyConstraint("id", name="correction_pkey"),
        sqlite_autoincrement=True,
    )
    for column in leads_to:
        op.create_index(f"correction_{column}", "correction", [column])


def _groups() -> None:
    """A group was an address like that of a person; it says what it is when the bot hears of it again."""
    with op.batch_alter_table("address", table_kwargs={"sqlite_autoincrement": True}) as address:
        address.add_column(sa.Column("sort", sa.String(16), nullable=False, server_default="person"))
    with op.batch_alter_table("address", table_kwargs={"sqlite_autoincrement": True}) as address:
        address.alter_column("sort", server_default=None)
    op.create_table(
        "group_chat",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("address_id", ID, nullable=True),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", INSTANT, nullable=True),
        sa.Column("linked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name="group_chat_partnership_id_fkey"),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="group_chat_address_id_fkey"),
        sa.ForeignKeyConstraint(["asked_by"], ["member.id"], name="group_chat_asked_by_fkey"),
        sa.PrimaryKeyConstraint("id", name="group_chat_pkey"),
        sa.UniqueConstraint("partnership_id", name="group_chat_partnership"),
        sa.UniqueConstraint("address_id", name="group_chat_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("group_chat_asked_by", "group_chat", ["asked_by"])


def _together() -> None:
    """Everybody answered by themselves before, and every organisation was asked."""
    with op.batch_alter_table("round", table_kwargs={"sqlite_autoincrement": True}) as round_:
        round_.add_column(sa.Column("joint", sa.Boolean(), server_default=sa.false(), nullable=False))
        round_.add_column(sa.Column("only_id", ID, nullable=True))
        round_.create_foreign_key("round_only_id_fkey", "organisation", ["only_id"], ["id"])
        round_.create_index("round_only_id", ["only_id"])
    with op.batch_alter_table("round", table_kwargs={"sqlite_autoincrement": True}) as round_:
        round_.alter_column("joint", server_default=None)
    with op.batch_alter_table("answer", table_kwargs={"sqlite_autoincrement": True}) as answer:
        answer.add_column(sa.Column("by_id", ID, nullable=True))
        answer.create_foreign_key("answer_by_id_fkey", "member", ["by_id"], ["id"])
        answer.create_index("answer_by_id", ["by_id"])
    leads_to = {
        "round_id": "round",
        "organisation_id": "organisation",
        "seat_id": "seat",
        "put_by": "member",
    }
    op.create_table(
        "joint_answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("seat_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("put_by", ID, nullable=True),
        sa.Column("put_at", INSTANT, nullable=True),
        sa.Column("goes_at", INSTANT, nullable=True),
        sa.Column("sent_at", INSTANT, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"joint_answer_{column}_fkey")
            for column, other in leads_to.items()
        ),
        sa.PrimaryKeyConstraint("id", name="joint_answer_pkey"),
        sa.UniqueConstraint("round_id", "organisation_id", name="joint_answer_once"),
        sqlite_autoincrement=True,
    )
    for column in ("organisation_id", "seat_id", "put_by"):
        op.create_index(f"joint_answer_{column}", "joint_answer", [column])
    op.create_table(
        "joint_consent",
        sa.Column("seat_id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name="joint_consent_seat_id_fkey"),
        sa.PrimaryKeyConstraint("seat_id", name="joint_consent_pkey"),
    )


def _choosing() -> None:
    """Nobody chose together what to work on before."""
    op.create_table(
        "choosing",
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT, nullable=True),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("tied", sa.Text(), nullable=False),
        sa.Column("named", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="choosing_round_id_fkey"),
        sa.PrimaryKeyConstraint("round_id", name="choosing_pkey"),
    )
    op.create_table(
        "topic_voice",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("picks", sa.Text(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="topic_voice_round_id_fkey"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="topic_voice_member_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="topic_voice_pkey"),
        sa.UniqueConstraint("round_id", "member_id", name="topic_voice_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("topic_voice_member_id", "topic_voice", ["member_id"])
