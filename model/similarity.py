"""Statements as points whose nearness is likeness of meaning, without a pass through the language model.

    meaning = read_meaning(["We lost four tanks.", "Four of our tanks were destroyed.", "Rain fell."])
    meaning.of(np.array([0, 0]), np.array([1, 2]))  # the first is the higher

Two views are joined, since each finds what the other misses: the telling words themselves (TF-IDF over their first
letters and the kinds of their figures), and the mean of the checkpoint's own word-piece embeddings, weighted by
rarity, with the component removed that all share (Arora, Liang and Ma, ICLR 2017, section 3). What each finds alone
and what they find together stands in `eval/LOG.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.model.records import Figure
from counterclaim.model.word_files import words_of_file

WORDS = "bert.embeddings.word_embeddings.weight"
"""Name of the embeddings in the small bundled checkpoint."""

LONGEST = 2000
"""Characters of a statement that count."""

_LETTERS = 6
_BLOCK = 8192
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Meaning:
    """N statements in two views, each row of length 1: `terms` (N, T) sparse, `points` (N, D) or nothing.

    `names` are the terms in the order of the columns.
    """

    terms: Any
    names: list[str]
    points: np.ndarray | None

    def of(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Likeness of statements `left` to statements `right`, (M,), 0 (nothing in common) to 1 (the same words)."""
        found = np.zeros(len(left), dtype=np.float32)
        for start in range(0, len(left), _BLOCK):
            i, j = left[start : start + _BLOCK], right[start : start + _BLOCK]
            found[start : start + _BLOCK] = self._block(i, j)
        return found

    def _block(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        words = np.asarray(self.terms[left].multiply(self.terms[right]).sum(axis=1), dtype=np.float32).ravel()
        if self.points is None:
            return words
        near = np.einsum("nd,nd->n", self.points[left], self.points[right], dtype=np.float32)
        mean: np.ndarray = (words + np.maximum(near, 0)) / 2
        return mean


def telling_words(text: str) -> list[tuple[str, str]]:
    """The words that tell what a text is about, each by its first letters and as it stands, lower case."""
    small = words_of_file("scan", "small")
    words = [word for word in _WORD.findall(text[:LONGEST].lower()) if word not in small]
    return [(word[:_LETTERS], word) for word in words if len(word) > 1 or word.isdigit()]


def terms_of(text: str, figures: Iterable[Figure] = ()) -> list[str]:
    """The telling words of a text by their first letters, and `#kind` for each kind of its figures."""
    kinds = {f"#{figure.kind}" for figure in figures if figure.kind != "count"}
    return [stem for stem, _ in telling_words(text)] + sorted(kinds)


def read_meaning(
    texts: Sequence[str], figures: Sequence[Sequence[Figure]] | None = None, *, folder: Path | None = None
) -> Meaning:
    """Texts as points.

    Args:
        texts: N statements.
        figures: the figures of each, whose kinds count as words.
        folder: checkpoint whose embeddings are used; one that has none gives words alone.
    """
    terms, names = _terms(texts, figures)
    return Meaning(terms, names, _points(texts, folder) if folder is not None else None)


def _terms(texts: Sequence[str], figures: Sequence[Sequence[Figure]] | None) -> tuple[Any, list[str]]:
    """TF-IDF (N, T) with rows of length 1, and the terms."""
    columns: dict[str, int] = {}
    rows: list[np.ndarray] = []
    for number, text in enumerate(texts):
        found = terms_of(text, figures[number] if figures is not None else ())
        rows.append(np.fromiter((columns.setdefault(term, len(columns)) for term in found), dtype=np.int32))
    return _weighted(_counted(rows, len(columns))), list(columns)


def _counted(rows: Sequence[np.ndarray], width: int) -> Any:
    """How often each column occurs in each row, (N, width), sparse."""
    from scipy.sparse import csr_array

    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    columns = np.concatenate([*rows, np.zeros(0, dtype=np.int32)])
    counted = csr_array((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(rows), width))
    counted.sum_duplicates()
    return counted


def _weighted(counted: Any) -> Any:
    """Counts, damped and weighted by rarity, with rows of length 1."""
    count, width = counted.shape
    rarity = _rarity(counted.indices, count, width)
    counted.data = (1 + np.log(counted.data)) * rarity[counted.indices]
    lengths = np.sqrt(np.bincount(_rows(counted), weights=counted.data**2, minlength=count))
    counted.data = (counted.data / np.maximum(lengths, 1e-9)[_rows(counted)]).astype(np.float32)
    return counted


def _rarity(columns: np.ndarray, count: int, width: int) -> np.ndarray:
    """Inverse document frequency of each column, natural logarithm, (width,)."""
    held = np.bincount(columns, minlength=width)
    rarity: np.ndarray = np.log((1 + count) / (1 + held)) + 1
    return rarity.astype(np.float32)


def _rows(matrix: Any) -> np.ndarray:
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _points(texts: Sequence[str], folder: Path) -> np.ndarray | None:
    """Mean embeddings (N, D) in half precision, each of length 1, without what all have in common."""
    loaded = _embeddings(folder)
    if loaded is None or not texts:
        return None
    embeddings, tokenizer = loaded
    rows = []
    for start in range(0, len(texts), _BLOCK):
        shortened = [text[:LONGEST] for text in texts[start : start + _BLOCK]]
        pieces = tokenizer.encode_batch(shortened, add_special_tokens=False)
        rows += [np.asarray(piece.ids, dtype=np.int32) for piece in pieces]
    counted = _counted(rows, len(embeddings))
    counted.data *= (_rarity(counted.indices, *counted.shape) - 1)[counted.indices]
    points = np.zeros((len(texts), embeddings.shape[1]), dtype=np.float16)
    shared = np.zeros((embeddings.shape[1],) * 2)
    for start in range(0, len(texts), _BLOCK):
        block = _unit(np.asarray(counted[start : start + _BLOCK] @ embeddings))  # (B, D)
        shared += block.T @ block
        points[start : start + _BLOCK] = block
    common = np.linalg.eigh(shared)[1][:, -1].astype(np.float32)  # (D,)
    for start in range(0, len(texts), _BLOCK):
        block = points[start : start + _BLOCK].astype(np.float32)
        points[start : start + _BLOCK] = _unit(block - (block @ common)[:, None] * common)
    return points


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths: np.ndarray = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: np.ndarray = rows / np.maximum(lengths, 1e-9)
    return unit


@lru_cache(maxsize=1)
def _embeddings(folder: Path) -> tuple[np.ndarray, Any] | None:
    """The word-piece embeddings (V, D) of a packed checkpoint and its tokenizer; `None` where it has none."""
    from safetensors import safe_open
    from tokenizers import Tokenizer

    if not (folder / "tokenizer.json").is_file():
        return None
    for file in sorted(folder.glob("*.safetensors")):
        with safe_open(str(file), framework="np") as stored:
            if {WORDS, f"{WORDS}.scale"} <= set(stored.keys()):
                scale = stored.get_tensor(f"{WORDS}.scale").astype(np.float32)
                embeddings = stored.get_tensor(WORDS).astype(np.float32) * scale[:, None]
                tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
                tokenizer.no_truncation()
                tokenizer.no_padding()
                return embeddings, tokenizer
    return None
