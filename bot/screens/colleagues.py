"""Who answers together with the reader, and who wrote what stands: for them alone, until it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.screens.reader import Place, Reader, plain
from storage.queries import joint as joint_rows
from storage.queries import people
from storage.tables import JointAnswer
from texts.rich import Rich


@dataclass(frozen=True)
class Colleagues:
    """What the reader answers with others of their organisation; `names` are those others."""

    reader: Reader
    place: Place
    joint: JointAnswer
    organisation: str
    names: tuple[str, ...]

    def wrote(self, question: str) -> str | None:
        """Who of the others gave the answer that stands there; None for the reader, and for nobody."""
        rows = joint_rows.written(self.reader.unit, self.joint, question)
        if not rows or rows[0].by_id in (None, self.place.seat.member_id):
            return None
        return people.member(self.reader.unit, rows[0].by_id).name

    def writers(self) -> Rich:
        """Everybody who wrote something of it, the reader too."""
        ids = dict.fromkeys(row.by_id for row in joint_rows.written(self.reader.unit, self.joint))
        names = [people.member(self.reader.unit, each).name for each in ids if each is not None]
        return plain(self.reader.label("joint.written_by", {"names": ", ".join(names)}))

    def ahead(self, *, complete: bool) -> Rich:
        """What is still to be done before it goes out."""
        if not complete:
            return plain(self.reader.label("joint.not_complete"))
        return plain(self.reader.label("joint.not_sent", {"names": ", ".join(self.names)}))

    def here_now(self, question: str, answer: str) -> Rich:
        """What stands at a question that is asked again."""
        by = self.wrote(question)
        if by is None:
            return plain(self.reader.label("joint.here_now_own", {"answer": answer}))
        return plain(self.reader.label("joint.here_now", {"name": by, "answer": answer}))


def colleagues_of(reader: Reader, place: Place) -> Colleagues | None:
    """With whom the reader answers; None for who answers alone."""
    joint = joint_rows.of_seat(reader.unit, place.seat)
    if joint is None:
        return None
    names = tuple(
        member.name for seat, member, _ in joint_rows.people(reader.unit, joint) if seat.id != place.seat.id
    )
    if not names:
        return None
    organisation = people.organisation(reader.unit, joint.organisation_id).name
    return Colleagues(reader, place, joint, organisation, names)
