"""Eight partnerships, each healthy or ailing in its own way. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from demo.year.habits import BUSY, KEEN, SILENT, STEADY, Habits

BEGINS = date(2027, 1, 4)
ENDS = date(2028, 1, 3)


@dataclass(frozen=True)
class Part:
    """Somebody in a partnership; the same name in two of them is the same person."""

    name: str
    organisation: str
    habits: Habits = STEADY


@dataclass(frozen=True)
class Play:
    """A partnership and what befalls it. The first of `parts` makes and coordinates it.

    meetings    when it meets, at ten; each is planned the day after the one before it
    leave       who is on leave from and until which day; they say so the evening before
    goes        who leaves the partnership, and when
    blocks      who blocks the bot, and when
    """

    name: str
    tells: str
    made_on: date
    parts: tuple[Part, ...]
    meetings: tuple[date, ...] = ()
    leave: tuple[tuple[str, date, date], ...] = ()
    goes: tuple[tuple[str, date], ...] = ()
    blocks: tuple[tuple[str, date], ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        """Each once, in order."""
        return tuple(dict.fromkeys(part.organisation for part in self.parts))


def every(weeks: int, first: date, until: date, *without: int) -> tuple[date, ...]:
    """A meeting every so many weeks, but not in the months named."""
    days = ((first + timedelta(weeks=weeks * turn)) for turn in range(60))
    return tuple(day for day in days if day <= until and day.month not in without)


_LARGE = (
    "Gemeente Meer", "Stadwonen", "De Brug", "Politie Meer", "GGD", "Wijkteam",
    "Vluchtweg", "De Kapstok", "Onderwijs Meer", "Jeugdhuis", "Schuldhulp", "Huisartsen",
)  # fmt: skip
_FIRST = (
    "Noor", "Bas", "Lotte", "Daan", "Eva", "Sem", "Julia", "Finn", "Sara",
    "Milan", "Tess", "Levi", "Anouk", "Ruben", "Iris", "Thijs", "Mila", "Koen",
)  # fmt: skip

THREEFOLD = Part("Hanna de Boer", "Zorggroep Vier", BUSY)
"""Takes part in three of the eight."""

EIGHT: tuple[Play, ...] = (
    Play(
        "Thuis in Oost",
        "meets every month",
        date(2027, 1, 5),
        (
            Part("Moniek Bakker", "Gemeente Oost", KEEN),
            Part("Yusuf Demir", "Gemeente Oost"),
            Part("Carla Smit", "Woonstad", KEEN),
            Part("Fatima el Amrani", "De Linde"),
            Part("Jan de Wit", "De Linde", BUSY),
            Part("Peter Kok", "Politie Oost"),
            Part("Sanne Visser", "Politie Oost"),
        ),
        meetings=every(4, date(2027, 2, 4), ENDS),
        leave=(
            ("Carla Smit", date(2027, 5, 10), date(2027, 5, 21)),
            ("Fatima el Amrani", date(2027, 7, 19), date(2027, 8, 6)),
        ),
        goes=(("Jan de Wit", date(2027, 6, 10)),),
    ),
    Play(
        "Samen Sterk Zuid",
        "never plans a meeting",
        date(2027, 1, 6),
        (
            Part("Rob Jansen", "Gemeente Zuid"),
            Part("Els Vos", "Woningbelang"),
            Part("Ali Yilmaz", "Welzijn Zuid"),
            Part("Wil Post", "Welzijn Zuid", BUSY),
            Part("Ria Mol", "GGZ Zuid"),
            THREEFOLD,
        ),
    ),
    Play(
        "Jeugd in Beeld",
        "stands still in summer",
        date(2027, 1, 7),
        (
            Part("Ilse Kramer", "Gemeente Noord", KEEN),
            Part("Omar Haddad", "Jeugdhulp Noord"),
            Part("Petra Smeets", "Het Kompas"),
            Part("Joost Bos", "Het Kompas", BUSY),
            Part("Anja Dekker", "Leerplicht"),
        ),
        meetings=every(4, date(2027, 2, 9), ENDS, 7, 8),
        leave=(
            ("Ilse Kramer", date(2027, 7, 12), date(2027, 8, 20)),
            ("Omar Haddad", date(2027, 7, 12), date(2027, 8, 13)),
            ("Petra Smeets", date(2027, 7, 12), date(2027, 8, 20)),
        ),
    ),
    Play(
        "Weer Thuis West",
        "loses its keeper in the fifth month",
        date(2027, 1, 8),
        (
            Part("Gerda Prins", "Gemeente West"),
            Part("Tim Vermeer", "Gemeente West"),
            Part("Nadia Benali", "Portaal West", KEEN),
            Part("Henk Blok", "De Kering"),
            Part("Marja Stam", "De Kering"),
            Part("Leo Kuiper", "GGZ West"),
        ),
        meetings=every(6, date(2027, 2, 10), date(2027, 5, 20)),
        blocks=(("Gerda Prins", date(2027, 5, 25)),),
    ),
    Play(
        "Veilig Centrum",
        "hears nothing from one of its organisations",
        date(2027, 1, 11),
        (
            Part("Kees Mulder", "Gemeente Stad", KEEN),
            Part("Bea Willems", "Stadwonen"),
            Part("Dirk Smit", "Handhaving"),
            Part("Ans Peeters", "Winkelhof"),
            Part("Guus Maas", "Politie Stad", SILENT),
            Part("Inge Vink", "Politie Stad", SILENT),
            THREEFOLD,
        ),
        meetings=every(6, date(2027, 2, 18), ENDS),
    ),
    Play(
        "Ouderen Thuis",
        "shares somebody with two others",
        date(2027, 1, 12),
        (
            Part("Miep Hoek", "Zorg aan Huis"),
            Part("Frans Groot", "Gemeente Noord"),
            Part("Tineke Laan", "Huisartsen Noord", BUSY),
            THREEFOLD,
        ),
        meetings=every(8, date(2027, 2, 25), ENDS),
        leave=(("Hanna de Boer", date(2027, 4, 12), date(2027, 4, 30)),),
    ),
    Play(
        "Buurthuis De Hoek",
        "is two organisations and three people",
        date(2027, 1, 13),
        (
            Part("Sjaak Roos", "Welzijn De Hoek"),
            Part("Loes Kamp", "Welzijn De Hoek"),
            Part("Arie Stok", "Gemeente Dorp"),
        ),
        meetings=every(8, date(2027, 2, 16), ENDS),
    ),
    Play(
        "Regio aan Zet",
        "is twelve organisations and eighteen people",
        date(2027, 1, 14),
        tuple(
            Part(
                f"{name} {'van Dam' if number % 2 else 'Hendriks'}",
                _LARGE[number % 12],
                (STEADY, BUSY, KEEN)[number % 3] if number else KEEN,
            )
            for number, name in enumerate(_FIRST)
        ),
        meetings=every(8, date(2027, 3, 3), ENDS),
        goes=(("Levi van Dam", date(2027, 5, 11)),),
    ),
)
