"""Documents as a partnership would get them, small and large."""

from __future__ import annotations

from dataclasses import replace

from reports.values import Agreed, Cell, HeatMap, HeatRow, InviteCard, Mark, Sheet, Sign, Topic

GREEN, ORANGE, RED, UNKNOWN, PASSED = Sign


def cell(*signs: Sign) -> Cell:
    return Cell(signs)


HEAT_MAP = HeatMap(
    partnership="Thuis in Oost",
    title="Uitslag derde balanscheck",
    subtitle="4 van 4 organisaties, 6 van 7 mensen",
    language="nl",
    columns=("Woonstad", "Gemeente", "Buurtzorg Oost", "Politie"),
    rows=(
        HeatRow(
            "Weet iedereen wie wat doet?",
            (cell(RED), cell(GREEN, RED), cell(RED, ORANGE), cell(GREEN)),
            (2, 1, 3),
        ),
        HeatRow(
            "Gaat het vooruit?", (cell(ORANGE), cell(GREEN, GREEN), cell(ORANGE, GREEN), cell()), (3, 2, 0)
        ),
        HeatRow(
            "Zijn we het eens over het doel?",
            (cell(GREEN), cell(GREEN, PASSED), cell(GREEN, UNKNOWN), cell(GREEN)),
            (4, 0, 0),
        ),
    ),
    note="Dit is een begin van een gesprek, geen cijfer.",
)

SHEET = Sheet(
    partnership="Thuis in Oost",
    title="Balanscheck",
    date_line="Overleg di 16 maart, 10:00",
    language="nl",
    discuss=(
        Topic(
            "Wie doet wat",
            "Waar blijft nu werk liggen of gebeurt het dubbel, en hoe willen we dat?",
            (2, 1, 3),
            (
                ("Woonstad", cell(RED)),
                ("Gemeente", cell(GREEN, RED)),
                ("Buurtzorg Oost", cell(RED, ORANGE)),
                ("Politie", cell(GREEN)),
            ),
            (
                ("Woonstad", "We bellen allebei dezelfde huurder."),
                ("Gemeente", "Bij ons is het duidelijk, maar ik hoor van anderen iets anders."),
            ),
            "Wat ziet de één wat de ander niet ziet?",
        ),
        Topic(
            "Vooruitgang",
            "Waaraan merken inwoners dat het vooruitgaat?",
            (3, 2, 0),
            (("Woonstad", cell(ORANGE)), ("Gemeente", cell(GREEN, GREEN)), ("Politie", cell(UNKNOWN))),
        ),
    ),
    keep=(("Woonstad", "Korte lijnen, ook buiten het overleg."),),
    agreed=(
        Agreed("Eén lijst met wie welke huurder belt", "Carla", "gelukt", Mark.DONE),
        Agreed("Elke maandag tien minuten bellen", "Peter", "was klaar op di 9 maart", Mark.STUCK),
    ),
    proposed=(("Een vast nummer voor buiten kantooruren", "Jan"),),
    left=(("Belangen", "Houden we rekening met elkaars belangen?"),),
    aloud=2,
    aloud_named=("Respect",),
    absent=("Politie (1 van 2)",),
    footer="Gemaakt op ma 15 maart. Iedereen die meedoet heeft dit blad.",
)

INVITE = InviteCard(
    partnership="Thuis in Oost",
    organisation="Woonstad",
    link="https://t.me/VinkjeBot?start=Zx81Kq-93hfT2_bLm0QwEa",
    valid_until="vr 12 maart",
    language="nl",
)

DOCUMENTS = {"heat map": HEAT_MAP, "sheet": SHEET, "invite": INVITE}

SEVEN = (
    "Gemeente Amersfoort-Noord",
    "Woningcorporatie De Alliantie",
    "Buurtzorg",
    "Politie basisteam Oost",
    "Scholengroep Het Sticht en Omstreken",
    "Sociaal wijkteam",
    "GGZ Centraal",
)


def crowded(words: str, *, topics: int = 5, organisations: tuple[str, ...] = SEVEN) -> Sheet:
    """A sheet with everything on it, `words` in every field that a person fills."""
    cells = [cell(*signs) for signs in ((GREEN, GREEN, RED), (RED,), (ORANGE, ORANGE), (), (UNKNOWN, GREEN))]
    signs = tuple((name, cells[number % len(cells)]) for number, name in enumerate(organisations))
    said = tuple((name, words) for name in organisations)
    return replace(
        SHEET,
        partnership=words,
        title=words,
        date_line=words,
        discuss=(Topic(words, words, (40, 20, 20), signs, said, words),) * topics,
        across=((words, words),) * 12,
        keep=said,
        agreed=(Agreed(words, words, words, Mark.STUCK),) * 12,
        proposed=((words, words),) * 12,
        left=((words, words),) * 12,
        aloud_named=(words,) * 6,
        aloud=12,
        absent=organisations,
        footer=words,
    )
