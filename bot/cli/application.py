"""The list of commands."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import (
    backup,
    check_config,
    db,
    demo,
    doctor,
    flows_try,
    health,
    inbox,
    invite,
    keys,
    outbox,
    restore,
    retention,
    run,
)
from bot.cli.failing import Flags

app = typer.Typer(
    help="Vinkje guides partnerships of several organisations through working together.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("demo")(demo.demo)
app.command("check-config")(check_config.check_config)
app.command("health")(health.health)
app.command("doctor")(doctor.doctor)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("retention")(retention.retention)
app.add_typer(keys.app, name="keys")
app.add_typer(db.app, name="db")
app.add_typer(invite.app, name="invite")
app.add_typer(inbox.app, name="inbox")
app.add_typer(outbox.app, name="outbox")
app.add_typer(flows_try.app, name="flows")


@app.callback()
def options(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error came from.")] = False,
) -> None:
    """Vinkje guides partnerships of several organisations through working together."""
    flags = context.ensure_object(Flags)
    flags.debug = debug
