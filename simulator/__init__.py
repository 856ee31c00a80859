"""A strict Telegram Bot API server on this machine, with people who use it.

For tests, the demo and rehearsals. It refuses what Telegram refuses, breaks when told to, and keeps what
everybody saw. It knows nothing of any bot: it imports nothing of ours, so it cannot share our mistakes.
"""

from simulator.faults import Fault
from simulator.group import Group
from simulator.limits import TELEGRAM, Limits, Rate
from simulator.messages import Button, Message
from simulator.person import Person
from simulator.simulator import Simulator
from simulator.transcript import Deed, Event, Transcript, printed

__all__ = [
    "TELEGRAM", "Button", "Deed", "Event", "Fault", "Group", "Limits", "Message", "Person", "Rate",
    "Simulator", "Transcript", "printed",
]  # fmt: skip
