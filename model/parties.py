"""Who is one party under many names, and which parties stand against each other.

    parties = Parties.load()
    parties.name(Statement(text="...", party="Azerbaijan's Defence Ministry")).party  # "Azerbaijan"
    parties.conflict("Azerbaijan", "Nagorno-Karabakh")  # "Nagorno-Karabakh", the conflict of that name

Known names come from `configs/parties.yaml` and from a user's file of the same shape. Everybody else is a party too,
under the name that the text gives, and in no conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from counterclaim.model.party_names import Alias, AliasIndex, PartyKind, key, own_name
from counterclaim.model.records import Statement
from counterclaim.model.settings import Strict, configuration, read_settings

EXAMPLE = "configs/parties.yaml"

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"\w")]


class Party(Strict):
    """One party: its name, other names of it, and persons who speak for it where no office is named."""

    name: Name
    aliases: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    kind: PartyKind = "state"

    def names(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)


class Conflict(Strict):
    """Two or more sides, each of one or more parties."""

    name: Name
    sides: tuple[Annotated[tuple[Name, ...], Field(min_length=1)], ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _stands_on_one_side(self) -> Conflict:
        seen: set[str] = set()
        for name in (name for side in self.sides for name in side):
            if name in seen:
                raise ValueError(f"conflict {self.name!r}: {name!r} stands twice; allowed: each party on one side")
            seen.add(name)
        return self


class PartyFile(Strict):
    """What a file of parties holds."""

    parties: tuple[Party, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @model_validator(mode="after")
    def _means_one_party(self) -> PartyFile:
        owner: dict[tuple[str, ...], str] = {}
        for party in self.parties:
            for name in (*party.names(), *party.people):
                known = owner.setdefault(key(name), party.name)
                if known != party.name:
                    raise ValueError(f"{name!r} is {known!r} and {party.name!r}; allowed: one party for each name")
        return self


class Parties:
    """Aliases and conflicts, looked up.

    Args:
        files: later ones win: a name that they give is theirs alone, and a party or conflict of the same name is added
            to (a party) or takes its place (a conflict).
    """

    def __init__(self, *files: PartyFile) -> None:
        aliases: dict[tuple[str, ...], Alias] = {}
        self._people: dict[tuple[str, ...], str] = {}
        self._conflicts: dict[str, Conflict] = {}
        for file in files:
            for party in file.parties:
                aliases |= {key(name): _alias(party, name) for name in party.names()}
                self._people |= {form: party.name for name in party.people for form in _forms(name)}
            self._conflicts |= {conflict.name: conflict for conflict in file.conflicts}
        self._stands: dict[str, dict[str, int]] = {}  # party: the conflicts in which it stands, with its side
        for conflict in self._conflicts.values():
            for number, side in enumerate(conflict.sides):
                for name in side:
                    self._stands.setdefault(name, {})[conflict.name] = number
        self._index = AliasIndex(aliases)
        self._names: dict[tuple[str, str | None], str] = {}

    @classmethod
    def load(cls, path: Path | None = None) -> Parties:
        """The parties that come with the package, with those of a user's file over them.

        Raises:
            FileNotFoundError: there is no such file.
            ValueError: it is not such a file; the message names file, field, value and what is allowed.
        """
        ours = read_settings(configuration("parties.yaml"), PartyFile, EXAMPLE)
        if path is None:
            return cls(ours)
        theirs = read_settings(path, PartyFile, EXAMPLE)
        _check_sides(path, theirs, known={party.name for file in (ours, theirs) for party in file.parties})
        return cls(ours, theirs)

    def name(self, statement: Statement) -> Statement:
        """The statement with the one name of its party; the outlet's own and nobody's stay as they are."""
        raw = statement.party
        if not raw or raw == statement.source:
            return statement
        asked = raw, statement.speaker
        if asked not in self._names:
            self._names[asked] = self._named(raw, statement.speaker)
        return replace(statement, party=self._names[asked])

    def _named(self, raw: str, speaker: str | None) -> str:
        person = next((self._people[key(name)] for name in (speaker, raw) if name and key(name) in self._people), None)
        if person is not None:
            return person
        if raw == speaker and " " not in raw:  # a person of no body: "Jordan" may be a last name
            return own_name(raw)
        return self._index.party(raw) or own_name(raw)

    def conflict(self, a: str, b: str) -> str | None:
        """The first conflict in which two parties stand on different sides, `None` where there is none."""
        return next((name for name, sides in self._between(a, b) if sides[0] != sides[1]), None)

    def same_side(self, a: str, b: str) -> bool:
        """Whether two parties are one, or stand on one side of a conflict and on different sides of none."""
        if a == b:
            return True
        sides = [sides for _, sides in self._between(a, b)]
        return bool(sides) and all(one == other for one, other in sides)

    def _between(self, a: str, b: str) -> Iterator[tuple[str, tuple[int, int]]]:
        """The conflicts in which both stand, with their sides."""
        theirs = self._stands.get(b, {})
        for name, side in self._stands.get(a, {}).items():
            if name in theirs:
                yield name, (side, theirs[name])


def _alias(party: Party, name: str) -> Alias:
    bare = name.replace(".", "")
    return Alias(party.name, party.kind, shouted=bare.isupper() and " " not in bare)


def _forms(person: str) -> Iterable[tuple[str, ...]]:
    """How a text may name a person: in full, and by the last name."""
    full = key(person)
    return full, full[-1:]


def _check_sides(path: Path, file: PartyFile, known: set[str]) -> None:
    """Refuses a conflict of parties that no file names.

    Raises:
        ValueError: a side names none; the message says which.
    """
    for number, conflict in enumerate(file.conflicts):
        for name in (name for side in conflict.sides for name in side):
            if name not in known:
                allowed = "the name of a party, of this file or of configs/parties.yaml"
                raise ValueError(
                    f"{path}: field conflicts.{number}.sides: no such party; allowed: {allowed} (found {name!r})"
                )
