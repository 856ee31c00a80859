"""The tables, one file per subject. Ids have 64 bits; every instant is aware and in UTC."""

from storage.tables import kept_as_written
from storage.tables.agreements import Agreement, Reason
from storage.tables.attention import Disturbance
from storage.tables.choosing import Choosing, TopicVoice
from storage.tables.consent import Consent
from storage.tables.corrections import Correction
from storage.tables.digests import Digest, Told
from storage.tables.discussing import Discussion, LeftOver
from storage.tables.ending import Ending, EndingVoice
from storage.tables.extras import AskedExtra, ChosenExtra
from storage.tables.groups import GroupChat
from storage.tables.joint import JointAnswer, JointConsent
from storage.tables.keepers import KeepingWatch
from storage.tables.live import Card, Live
from storage.tables.partnership import Event, Invite, Meeting, Member, Organisation, Partnership
from storage.tables.people import Address, FailedLink, Person, Sort
from storage.tables.post import Inbox, Outbox, Passage, Receipt
from storage.tables.relay import Inquiry, Relay
from storage.tables.remarks import Remark
from storage.tables.rounds import FlowRevision, Round, Seat, StoredAnswer
from storage.tables.standing_in import StandIn
from storage.tables.talk import Draft, Floor, Snapshot
from storage.tables.time import Appointment, Heartbeat, Kept, Turn

__all__ = [
    "Address",
    "Agreement",
    "Appointment",
    "AskedExtra",
    "Card",
    "Choosing",
    "ChosenExtra",
    "Consent",
    "Correction",
    "Digest",
    "Discussion",
    "Disturbance",
    "Draft",
    "Ending",
    "EndingVoice",
    "Event",
    "FailedLink",
    "Floor",
    "FlowRevision",
    "GroupChat",
    "Heartbeat",
    "Inbox",
    "Inquiry",
    "Invite",
    "JointAnswer",
    "JointConsent",
    "KeepingWatch",
    "Kept",
    "LeftOver",
    "Live",
    "Meeting",
    "Member",
    "Organisation",
    "Outbox",
    "Partnership",
    "Passage",
    "Person",
    "Reason",
    "Receipt",
    "Relay",
    "Remark",
    "Round",
    "Seat",
    "Snapshot",
    "Sort",
    "StandIn",
    "StoredAnswer",
    "Told",
    "TopicVoice",
    "Turn",
    "kept_as_written",
]
