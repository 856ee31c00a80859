"""The command line: `vinkje --help` shows what there is. One file per command.

Exit codes: 0 done; 1 it did not work, or something was found; 2 wrong configuration or usage; 3 the token is
refused; 4 another Vinkje polls with the same token. Every error is told in words; `--debug` adds where it
came from. A command imports what it needs when it runs, so that the help is there at once.
"""

from __future__ import annotations

import sys

from bot.cli.application import app
from bot.cli.failing import Flags, exit_code


def main() -> None:
    """Run the command named on the command line and end the process with its exit code."""
    flags = Flags()
    try:
        app(obj=flags, prog_name="vinkje")
    except Exception as error:  # the last place: each kind has its own words and exit code
        sys.exit(exit_code(error, flags))
