"""What is found in a text, and what is not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.rules.sensitive import Address, BirthDate, Bsn, Danger, Email, MemberName, Phone, look
from tests.sensitive import bsns

MEMBERS = (
    "Carla Smit",
    "Wil de Boer",
    "Roos Visser",
    "Zoë Kaya",
    "Jan-Willem Post",
    "Mevr. Fatima Aydin",
    "Ben",
)


def found(text: str, kind: type, members: tuple[str, ...] = ()) -> list[str]:
    return [text[each.start : each.end] for each in look(text, members) if isinstance(each, kind)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("BSN 123456782", "123456782"),
        ("123456782", "123456782"),
        ("bsn:123456782.", "123456782"),
        ("BSN123456782", "123456782"),
        ("het is 1234.56.782 dacht ik", "1234.56.782"),
        ("123 456 782 van 12 maart", "123 456 782"),
        ("123\u2013456\u2013782", "123\u2013456\u2013782"),
        ("１２３４５６７８２", "１２３４５６７８２"),
        ("1\u200b2\u200b3\u200b456782", "1\u200b2\u200b3\u200b456782"),
        ("1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣2", "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣2"),
        ("bel 06-12345678 over 123456782", "123456782"),
        ("in 2025 123456782", "123456782"),
        ("010464554 of zonder nul: ", "010464554"),
        ("10464554", "10464554"),
        ("burgerservicenummer 12 34567 82", "12 34567 82"),
        ("ordernummer klopt niet, het BSN is 123456782", "123456782"),
    ],
)
def test_a_citizen_service_number_is_found_however_it_is_written(text: str, number: str) -> None:
    assert found(text, Bsn) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "123456789",  # fails the test of eleven
        "1234567821",
        "0123456782",
        "bestelnummer 123456782",
        "factuur nr. 123456782",
        "KvK 10464554",
        "€ 123.456.782",
        "123.456.782 euro",
        "06-12345678",
        "+31 6 12345678",
        "12-03-2015",
        "2015-03-12",
        "2014-2025",
        "NL91 ABNA 0417 1643 00",
        "000000000",
        "1 2 3 4 5 6 7 8 9 10 11 12",
        "3,123456782",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text, Bsn) == []


@given(st.integers(0, 2**32), st.text(max_size=40), st.text(max_size=40))
def test_a_number_that_stands_alone_is_found_in_any_text(seed: int, before: str, after: str) -> None:
    number = bsns.valid(Random(seed))  # noqa: S311 - made up
    text = f"{before} BSN {number}\n{after}"
    if not before[-1:].isnumeric():
        assert number in "".join(found(text, Bsn))


@given(st.text(max_size=300))
def test_every_place_lies_within_the_text(text: str) -> None:
    for each in look(text, MEMBERS):
        assert 0 <= each.start < each.end <= len(text)


@pytest.mark.parametrize(
    "number",
    [
        "06-12345678",
        "06 12 34 56 78",
        "0612345678",
        "06.1234.5678",
        "+31 6 12345678",
        "+31(0)6-12345678",
        "0031612345678",
        "030-1234567",
        "(0346) 12 34 56",
        "030 123 45 67",
        "+32 470 12 34 56",
        "088 - 123 45 67",
    ],
)
def test_a_telephone_number_is_found(number: str) -> None:
    assert found(f"Bel haar op {number}, liefst voor 12:00", Phone) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "bel 112",
        "Veilig Thuis 0800-2000",
        "14 030",
        "06-12-2026 10:30",
        "0900 8844",
        "van 10 tot 12, kamer 3",
    ],
)
def test_help_lines_and_dates_are_no_telephone_numbers(text: str) -> None:
    assert found(text, Phone) == []


def test_an_email_address_is_found() -> None:
    assert found("mail c.smit+werk@woon-stad.nl of app", Email) == ["c.smit+werk@woon-stad.nl"]
    assert found("@iedereen: om 10 uur @ de Kerkstraat", Email) == []


@pytest.mark.parametrize(
    "text",
    [
        "geb. 3-4-2019",
        "geboren op 3 april 2019",
        "1-1-1980",
        "geboortedatum: 12/03/84",
        "born March 3, 1984",
        "2001-02-28",
        "3 mrt 1984 is hij",
        "zij is geboren in 1984",
    ],
)
def test_a_date_of_birth_is_found(text: str) -> None:
    assert len(found(text, BirthDate)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "overleg op 12-03-2026",
        "sinds 1 januari 2013",
        "de wet van 1 juli 2007",
        "in 1984 gebouwd",
        "het idee is in 2019 geboren",
    ],
)
def test_other_dates_are_not_asked_about(text: str) -> None:
    assert found(text, BirthDate) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kerkstraat 12",
        "kerkstraat 12b",
        "op de Molenweg 3",
        "Laan van Meerdervoort 12",
        "Grote Markt 3",
        "1234 AB",
        "1234ab 7",
        "Begijnhof 12-14",
        "Lindelaan nr. 5",
    ],
)
def test_an_address_is_found(text: str) -> None:
    assert found(text, Address) != []


@pytest.mark.parametrize(
    "text",
    [
        "de Kerkstraat is af",
        "in de Kerkstraat 12 gezinnen",
        "op weg 3 keer gestopt",
        "zorgpad 2",
        "in 2024 we",
        "2500km",
        "op de snelweg 80",
        "de markt 20% duurder",
        "2026 EU",
    ],
)
def test_a_street_without_a_number_is_no_address(text: str) -> None:
    assert found(text, Address) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Carla belt nooit terug", "Carla"),
        ("dat weet Carla's collega", "Carla's"),
        ("met Wil gaat het goed", "Wil"),
        ("Wil regelt dat zelf", "Wil"),
        ("Roos Visser was er niet", "Roos"),
        ("vraag het Zoë", "Zoë"),
        ("vraag het Zoe", "Zoe"),
        ("Jan-Willem schreef het plan", "Jan-Willem"),
        ("mevrouw Aydin, Fatima dus", "Fatima"),
    ],
)
def test_the_name_of_a_member_is_found(text: str, name: str) -> None:
    assert found(text, MemberName, MEMBERS) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "wil je bellen",
        "Wil je bellen?",
        "een roos",
        "Goed. Ben ik het mee eens",
        "Carlantonio belt",
        "karla",
        "we zijn het eens",
        "Moniek belt nooit terug",
    ],
)
def test_an_ordinary_word_and_a_stranger_are_no_member(text: str) -> None:
    assert found(text, MemberName, MEMBERS) == []


@pytest.mark.parametrize(
    "word",
    [
        "mishandeling",
        "mishandeld",
        "Kindermishandeling",
        "huiselijk geweld",
        "suïcide",
        "suicidaal",
        "zelfmoordpoging",
        "bedreigd",
        "bedreigingen",
        "seksueel misbruik",
        "verkracht",
        "gestalkt",
        "domestic violence",
        "threatened",
        "suicidal",
    ],
)
def test_a_word_for_danger_is_found(word: str) -> None:
    assert found(f"er is sprake van {word} in huis", Danger) == [word]


@pytest.mark.parametrize(
    "text",
    ["kansen en bedreigingen", "de planning wordt bedreigd", "misbruik van regelingen", "we handelen snel"],
)
def test_a_threat_to_a_plan_is_no_danger(text: str) -> None:
    assert found(text, Danger) == []
