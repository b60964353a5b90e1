"""Articles put aside in a temporary file, so that memory does not grow with their texts.

with Shelf() as shelf:
    shelf.put(article)
    list(shelf)  # the articles in the order in which they were put
    shelf.get(article.article_id)
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from counterclaim.model.records import Article


class Shelf:
    """Articles by id, in order; gone with the block."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._places

    def __iter__(self) -> Iterator[Article]:
        return map(self.get, list(self._places))

    def put(self, article: Article) -> None:
        """Puts an article aside.

        Raises:
            ValueError: there is one of this id.
        """
        if article.article_id in self._places:
            raise ValueError(f"article_id is {article.article_id!r} a second time; allowed: ids of their own")
        packed = zlib.compress(json.dumps(article.to_dict()).encode(), 1)
        start = self._file.seek(0, 2)
        self._file.write(packed)
        self._places[article.article_id] = (start, len(packed))

    def get(self, article_id: str) -> Article:
        """The article of an id.

        Raises:
            KeyError: there is none.
        """
        start, length = self._places[article_id]
        self._file.seek(start)
        return Article.from_dict(json.loads(zlib.decompress(self._file.read(length))))
