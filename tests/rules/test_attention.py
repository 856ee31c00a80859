"""The budget of attention: what goes, what keeps its place for what is more important."""

from hypothesis import given
from hypothesis import strategies as st

from process.rules.attention import MONTHLY, Attention, fits

KINDS = st.sampled_from(Attention)
WAITING = st.lists(KINDS, max_size=8)


def test_four_a_month_is_enough() -> None:
    assert fits(Attention.DIGEST, 3, (), MONTHLY)
    assert not fits(Attention.AGREEMENT, 4, (), MONTHLY)


def test_an_invitation_always_goes() -> None:
    assert fits(Attention.INVITATION, 40, [Attention.INVITATION] * 3, 0)


def test_a_digest_makes_way_for_an_agreement_that_waits() -> None:
    assert not fits(Attention.DIGEST, 3, [Attention.AGREEMENT], MONTHLY)
    assert fits(Attention.AGREEMENT, 3, [Attention.DIGEST], MONTHLY)


def test_waiting_invitations_take_one_place_together() -> None:
    assert fits(Attention.REMINDER, 2, [Attention.INVITATION] * 5, MONTHLY)
    assert not fits(Attention.REMINDER, 3, [Attention.INVITATION] * 5, MONTHLY)


@given(waiting=WAITING, spent=st.integers(0, 8), budget=st.integers(0, 6))
def test_whatever_waits_what_goes_never_takes_the_place_of_something_more_important(
    waiting: list[Attention], spent: int, budget: int
) -> None:
    left, sent = list(waiting), spent
    refused: list[Attention] = []
    while left:
        kind = left.pop(0)
        if fits(kind, sent, left, budget):
            sent += 1
            left = [each for each in left if Attention.INVITATION not in (kind, each)]
            assert not any(list(Attention).index(each) < list(Attention).index(kind) for each in refused)
        else:
            refused.append(kind)
    invited = Attention.INVITATION in waiting
    assert sent <= max(budget, spent + invited)
