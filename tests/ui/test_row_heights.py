from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.row_heights import RowHeights

HEIGHTS = st.integers(1, 90)


@given(st.lists(HEIGHTS, min_size=1), st.data())
def test_tops_are_the_sums_of_the_heights_above(heights: list[int], data: st.DataObject) -> None:
    rows = RowHeights()
    rows.guess(heights)
    plain = list(heights)
    for _ in range(data.draw(st.integers(0, 8))):
        row = data.draw(st.integers(0, max(0, len(plain) - 1)))
        match data.draw(st.sampled_from(["insert", "remove", "measure"])):
            case "insert":
                plain.insert(row, height := data.draw(HEIGHTS))
                rows.insert(row, height)
            case "remove" if plain:
                del plain[row]
                rows.remove(row)
            case "measure" if plain:
                height = data.draw(HEIGHTS)
                assert rows.measure(row, height) == height - plain[row]
                plain[row] = height
    assert [rows.top(row) for row in range(len(plain))] == [
        sum(plain[:r]) for r in range(len(plain))
    ]
    assert rows.total == sum(plain)


@given(st.lists(HEIGHTS, min_size=1), st.integers(-5, 500), st.integers(1, 200))
def test_the_rows_of_a_stretch_are_those_that_reach_into_it(
    heights: list[int], top: int, length: int
) -> None:
    rows = RowHeights()
    rows.guess(heights)
    shown = set(rows.between(top, top + length))
    for row in range(len(heights)):
        reaches = rows.top(row) <= top + length and rows.top(row) + heights[row] > top
        if reaches:
            assert row in shown
    assert rows.row_at(-1) == -1
    assert rows.row_at(rows.total) == -1


def test_what_was_guessed_is_known_until_it_is_measured() -> None:
    rows = RowHeights()
    rows.guess([10, 10, 10])
    rows.measure(1, 30)
    rows.insert(0, 5)
    assert rows.unmeasured(9) == [3, 1]
    assert rows.measured(2)
    rows.remove(3)
    assert rows.unmeasured(9) == [1]
