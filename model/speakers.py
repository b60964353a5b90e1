"""Who is meant by "he", "the ministry" or a last name: the speakers of a text so far, looked up by its next phrase.

    memory = Memory()
    memory.hear("Armenia's Defence Ministry").party
    memory.hear("the ministry").party  # "Armenia's Defence Ministry"

What a text says once of a speaker (name, body, office) holds for the rest of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from counterclaim.model.attribution_words import listed
from counterclaim.model.bodies import Speaker, read_speaker
from counterclaim.model.camps import placed

MOST_REMEMBERED = 30
"""Speakers that a phrase may refer back to, the latest."""

NOBODY = Speaker(None, None)
"""Somebody whom the text does not name: "some", "many"."""

LONGEST_MENTION = 80
"""A longer subject (characters) is not remembered as somebody."""


class Memory:
    """The speakers of a text so far, and others whom its sentences are about.

    Args:
        camps: places of rebels and separatists, as `camp_places` gives them.
    """

    def __init__(self, camps: Mapping[str, str] | None = None) -> None:
        self._camps = camps or {}
        self._offices: dict[str, Speaker] = {}
        self._heard: deque[Speaker] = deque(maxlen=MOST_REMEMBERED)
        self._seen: deque[Speaker] = deque(maxlen=MOST_REMEMBERED)

    def hear(self, phrase: str) -> Speaker:
        """Who speaks by this phrase, remembered as the latest speaker."""
        found = self.look(phrase)
        if found.party is not None:
            self._heard.append(found)
            self._seen.append(found)
        return found

    def introduce(self, phrase: str) -> None:
        """Remembers a person with an office by the last name, before anybody speaks; the first office counts."""
        found = read_speaker(phrase)
        if found.name is not None and found.body is not None:
            self._offices.setdefault(found.name.split()[-1], found)

    def see(self, phrase: str) -> None:
        """Remembers whom a sentence is about, where the phrase names somebody."""
        if len(phrase) > LONGEST_MENTION or not any(word[0].isupper() for word in phrase.split()):
            return
        found = self.look(phrase)
        somebody = found.name is not None or bool(found.nouns & listed("roles", "bodies")) or len(found.nouns) == 1
        if found.party is not None and somebody:
            self._seen.append(found)

    def look(self, phrase: str) -> Speaker:
        """Who is meant by a phrase; both fields are `None` where that is nobody in particular."""
        words = phrase.replace("’", "'").split()
        if len(words) == 1 and (found := self._pronoun(words[0].lower())) is not None:
            return found
        office = self._office_of(words)
        if office is not None:
            return office
        bare = [word.lower().strip(",") for word in words]
        while len(bare) > 1 and bare[0] in listed("articles", "possessives"):
            bare = bare[1:]
        first = words[0].lower() if words else ""
        if first not in ("a", "an") and not any(word[0].isupper() for word in words[1:]):
            found = self._latest(lambda known: set(bare) <= known.nouns and "and" not in known.nouns - set(bare))
            if found is not None and len(bare) < len(words):
                return found
        if bare and bare[-1].startswith("spokes") and len(bare) <= 2:
            found = self._latest(lambda known: known.body is not None)
            return found if found is not None else read_speaker(phrase)
        return self._placed(self._known(read_speaker(phrase)))

    def _with_office(self, speaker: Speaker) -> Speaker:
        """A person of no body, or a last name alone, with the office that the text names anywhere."""
        last = (speaker.name or speaker.body or "").split()[-1:]
        office = self._offices.get(last[0]) if last else None
        if office is None or office.name is None or (speaker.name and speaker.body):
            return speaker
        named = speaker.name or speaker.body or ""
        return office if named == last[0] or office.name.endswith(named) else speaker

    def _office_of(self, words: Sequence[str]) -> Speaker | None:
        """Whom "her office" and "its spokesman" speak for, where the text has named her or it."""
        if len(words) < 2 or words[0].lower() not in listed("possessives"):
            return None
        owner = self._pronoun(words[0].lower())
        speaks = words[-1].lower() in listed("bodies", "roles") - listed("private")
        if owner is None or owner.party is None or not speaks:
            return None
        return Speaker(None, owner.party, " ".join(words), frozenset(word.lower() for word in words))

    def _placed(self, speaker: Speaker) -> Speaker:
        """Rebels with the place of which the text tells: "separatist fighters" are the separatists in Lund."""
        body = placed(speaker.body, self._camps) if speaker.body is not None else None
        return replace(speaker, body=body) if body is not None else speaker

    def _pronoun(self, word: str) -> Speaker | None:
        """Whom a pronoun means; `None` for other words."""
        latest = list(reversed(self._seen))
        things = (known for known in latest if known.name is None)
        if word in listed("singular_pronouns"):
            persons = (known for known in latest if known.name is not None or known.nouns & listed("roles"))
            return next(persons, NOBODY)
        if word in listed("plural_pronouns"):
            return next((known for known in latest if known.plural), next(things, NOBODY))
        if word in listed("thing_pronouns"):
            return next(things, NOBODY)
        return NOBODY if word in listed("pronouns", "first_persons", "relatives") else None

    def _latest(self, fits: Callable[[Speaker], bool]) -> Speaker | None:
        """The latest speaker of a kind, else the latest of those who are only mentioned."""
        heard = next((known for known in reversed(self._heard) if fits(known)), None)
        return heard or next((known for known in reversed(self._seen) if fits(known)), None)

    def _known(self, speaker: Speaker) -> Speaker:
        """A speaker with the fuller name or body by which the text has named it before."""
        last = (speaker.name or speaker.body or "").split()[-1:]
        if speaker.body is None or speaker.name is None:
            same = self._latest(lambda known: known.name is not None and known.name.split()[-1:] == last)
            if same is not None and (speaker.name or len((speaker.body or "").split()) == 1):
                return self._with_office(same)
        speaker = self._with_office(speaker)
        if speaker.body is None:
            return speaker
        short = _plain(speaker.body)
        bodies = [known.body for known in reversed(self._seen) if known.body is not None]
        longer = next((body for body in bodies if _plain(body).startswith(short + " of ")), None)  # "the Conference of"
        if longer is None and short.split()[-1] in listed("bodies"):
            longer = next((body for body in bodies if _plain(body).endswith(" " + short)), None)
        return replace(speaker, body=longer) if longer is not None else speaker


def _plain(body: str) -> str:
    return body.lower().replace("defence", "defense")
