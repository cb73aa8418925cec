"""Published counts: nothing small, nothing that can be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from app import suppression

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 80), max_size=6)


@given(st.integers(0, 5))
def test_counts_up_to_five_are_not_told_apart(count):
    assert suppression.one(count).words == "0 to 5"
    assert suppression.one(count).number is None


@given(st.integers(6, 10_000))
def test_other_counts_are_rounded_to_five(count):
    shown = suppression.one(count).number

    assert shown % 5 == 0
    assert abs(shown - count) <= 2


@given(COUNTS)
def test_one_small_cell_never_stands_alone_beside_its_neighbours(counts):
    shown = suppression.table(counts)
    small = [name for name, count in counts.items() if count <= suppression.SMALL]
    hidden = [name for name, figure in shown.items() if figure.number is None]

    assert set(small) <= set(hidden)
    if len(small) == 1 and len(counts) > 1:
        assert len(hidden) >= 2


@given(st.integers(0, 60), st.integers(0, 60))
def test_no_percentage_on_a_small_base_or_of_a_small_part(part, rest):
    figure = suppression.share(part, part + rest)

    if part + rest < suppression.BASE or min(part, rest) <= suppression.SMALL:
        assert figure.number is None
    else:
        assert 0 < figure.number < 100
