import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model.windows import MAX_WINDOWS, plan_windows


def tokens_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w{1,4}", text)]


def test_a_pair_that_fits_is_read_whole() -> None:
    plan = plan_windows([(0, 3), (4, 7)], [(0, 5)], budget=16)
    assert plan.spans == (((0, 7), (0, 5)),)
    assert not plan.truncated


@given(words_a=st.integers(0, 400), words_b=st.integers(1, 40), budget=st.integers(16, 64))
def test_windows_cover_every_token_within_the_budget(words_a: int, words_b: int, budget: int) -> None:
    a, b = " ".join(["abcdefg"] * words_a), " ".join(["xyz"] * words_b)
    tokens_a, tokens_b = tokens_of(a), tokens_of(b)
    plan = plan_windows(tokens_a, tokens_b, budget)
    for side, tokens in ((0, tokens_a), (1, tokens_b)):
        covered = {t for span in plan.spans for t in tokens if span[side][0] <= t[0] and t[1] <= span[side][1]}
        assert plan.truncated or covered == set(tokens)
    for (start_a, end_a), (start_b, end_b) in plan.spans:
        count_a = sum(start_a <= t[0] and t[1] <= end_a for t in tokens_a)
        count_b = sum(start_b <= t[0] and t[1] <= end_b for t in tokens_b)
        assert count_a + count_b <= budget
    assert len(plan.spans) <= MAX_WINDOWS


def test_neighbours_overlap_and_begin_at_words() -> None:
    text = " ".join(["abcdefg"] * 100)
    plan = plan_windows(tokens_of(text), tokens_of("xyz"), budget=32)
    spans = [span for span, _ in plan.spans]
    assert len(spans) > 1
    assert all(left[1] > right[0] for left, right in itertools.pairwise(spans))
    assert all(start == 0 or text[start - 1] == " " for start, _ in spans)


def test_a_text_without_word_edges_is_cut_all_the_same() -> None:
    tokens = [(i, i + 1) for i in range(500)]
    plan = plan_windows(tokens, [(0, 1)], budget=32)
    assert {t for t in tokens for (start, end), _ in plan.spans if start <= t[0] and t[1] <= end} == set(tokens)


@pytest.mark.parametrize(("count_a", "count_b"), [(40_000, 40_000), (100_000, 5), (5, 100_000)])
def test_truncated_is_said_only_where_windows_run_out(count_a: int, count_b: int) -> None:
    plan = plan_windows([(5 * i, 5 * i + 4) for i in range(count_a)], [(5 * i, 5 * i + 4) for i in range(count_b)], 64)
    assert plan.truncated
    assert len(plan.spans) <= MAX_WINDOWS
