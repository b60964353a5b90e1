"""The patterns behind `numbers`: what a candidate looks like, what hedges it, and what gives a false one away."""

from __future__ import annotations

import re

from counterclaim.model.months import BARE_MONTH
from counterclaim.model.number_words import NUMBER, ORDINAL, PART, SCALES, VAGUE

FLAGS = re.VERBOSE | re.IGNORECASE

_DIGITS = r"[0-9]{1,3}(?:[,\u00a0\u2009\u202f' ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SCALE = rf"(?:{'|'.join(sorted(SCALES, key=len, reverse=True))})\b"
_MONEY = r"[$€£¥₽₼₴]\s?"
_ZERO = (
    r"not\ a\ single(?:\ one)?(?:\ of)?|not\ (?:even\ )?one(?:\ of)?|no\ one|nobody|no-one|none(?:\ of)?|no|zero|nil|neither|"
    r"without(?:\ (?:any|a\ single))?|never\ any|not\ any|not\ an?"
)
_ENDS = r"(?![.,]\d)(?:(?!\w)|(?=(?:km|kg|cm|ha|lbs?|ft|mph|kmh|[kMG]W)\b))"
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))\ and\ "
_WORDS = rf"(?:an?\ (?=(?:hundred|thousand|million|billion|dozen)\b))?{NUMBER}(?:[\ -]{NUMBER}|{_AND}{NUMBER})*"

_FROM_DIGITS = rf"""(?=[0-9$€£¥₽₼₴])
      (?P<money>{_MONEY})?(?<![\w.,:/])(?<!\w-)(?P<digits>{_DIGITS})(?P<ordinal>st|nd|rd|th)?(?P<scale>[ -]?{_SCALE})?{_ENDS}
      (?:\s?[-\u2013]\s?(?P<upper>{_DIGITS})(?![\w\-/])(?P<upper_scale>[ -]?{_SCALE})?)?"""
_FROM_WORDS = rf"""
      (?P<vague>{VAGUE})\b
    | (?P<half_scale>half\ an?\ (?:hundred|thousand|million|billion|dozen))\b
    | (?P<and_half>{NUMBER}\ and\ a\ (?:half|quarter)(?:\ (?:hundred|thousand|million|billion))?)\b
    | (?P<zero>{_ZERO})\b(?!\ (?:more|fewer|less|longer|doubt|comment|matter)\b)
    | (?P<in_ten>{NUMBER})\ (?:in|out\ of)\ (?:every\ )?(?P<of_ten>{NUMBER})\b
    | (?:(?P<part_top>an?|one|two|three|four)[\ -](?P<part>{PART})|(?<!first\ )(?<!second\ )(?<!other\ )(?P<half>half))\b
      (?:(?=\ (?:of\b|the\b|its\b|our\b|their\b|all\b)|[.,;]|$)|(?<=thirds|fifths|sixths|tenths)
        |(?<=three\ quarters)(?!\ (?:in\ a|ago|later|running)\b))
    | (?P<single>a\ single|any)\b
    | (?P<words>{_WORDS})\b(?!-(?:{ORDINAL})\b)
    | (?P<ordinal_word>{ORDINAL})\b"""
FROM_DIGITS = re.compile(_FROM_DIGITS, FLAGS)
"""Digits, and a range of them."""

FROM_WORDS = re.compile(rf"(?<![\w\-])(?:{_FROM_WORDS})", FLAGS)
"""A vague count, a zero in words, a fraction, number words, an ordinal; tried where `number_words.starts` says."""

BEFORE = re.compile(
    r"""\b(?:
    (?P<at_least>at\ least|no\ (?:fewer|less)\ than|not\ (?:fewer|less)\ than|a\ minimum\ of|upwards\ of|at\ the\ very\ least|minimum)
    | (?P<at_most>at\ most|no\ more\ than|not\ more\ than|up\ to|a\ maximum\ of|not\ exceeding|as\ many\ as|not\ over|not\ even|
      (?:did|does|do|has|had|was|is)\ not\ exceed|never\ exceeded|maximum)
    | (?P<more>more\ than|(?<!handed\ )(?<!turned\ )(?<!took\ )(?<!taken\ )over|above|exceed(?:s|ed|ing)?|in\ excess\ of|greater\ than|beyond|upward\ of|well\ over|surpass(?:ed|es)?)
    | (?P<about>nearly|almost|close\ to|just\ short\ of|just\ under|just\ over|slightly\ (?:over|under|more\ than|less\ than)|
      about|around|approximately|approx\.?|roughly|some|circa|ca\.|an\ estimated|estimated(?:\ at)?|in\ the\ region\ of|
      in\ the\ order\ of|something\ like|perhaps|on\ the\ order\ of)
    | (?P<less>fewer\ than|less\ than|under|below)
    )\ ?(?:the\ |a\ (?:total\ of\ )?|an\ )?$""",
    re.VERBOSE,
)
"""What stands right before a number and hedges it."""

HEDGE_WORDS = re.compile(
    r"(?:least|than|minimum|of|most|to|maximum|exceed\w*|as|over|above|beyond|nearly|almost|short|under|about|around|approx\w*|"
    r"roughly|some|circa|ca|estimated|at|region|order|like|perhaps|below|surpass\w*|total|the|a|an)\.?\ ?$"
)
"""The last word of any hedge: a cheap look before `BEFORE` is tried."""

PRISONERS = re.compile(r"(?:\ [\w\-]{1,24}){0,4}?\ (?:prisoners?|hostages?|captives?|into\ custody)\b", re.IGNORECASE)
"""What follows a number of people in "took over 100 conscripts prisoner", where "over" hedges."""

AFTER = re.compile(
    r"(?:(?P<at_least>\+|\s?\ or\ (?:more|above)|\ at\ (?:the\ very\ )?least|\ plus\b)|(?P<at_most>\ or\ (?:fewer|less)|\ at\ (?:the\ )?most)|"
    r"(?P<about>\ or\ so|[\ -]odd\b|\ approximately\b|-ish\b))",
    FLAGS,
)
"""What stands right behind a number and hedges it."""

PERCENT = re.compile(r"\s?(?:%|per\ ?cent\b|percentage\ points?\b|pct\b)", FLAGS)
CURRENCY = re.compile(
    r"(?:\ (?:US|Canadian|Australian|Swiss|Czech))?\ (?P<name>dollars?|euros?|pounds?(?!\ of)|sterling|marks?|crowns?|francs?|roubles?|rubles?|manats?|"
    r"drams?|lira|yen|rupees?|pesos?|dinars?|shillings?|florins?|guilders?|thalers?|credits?|cents?|USD|EUR|GBP)\b",
    FLAGS,
)

WEIGHS = re.compile(r"\b(?:weigh(?:s|ed|ing)?|weight)\b[^.;]{0,20}$", re.IGNORECASE)
"""Before a number of pounds it says that they are no currency."""

JOIN = re.compile(r"\s?(?P<how>to|and|-|\u2013|\u2014|or)\s?(?:as\ many\ as\ |even\ |perhaps\ )?$", FLAGS)
BETWEEN = re.compile(r"\b(?P<how>between|from)\s+$", re.IGNORECASE)

DURATION = re.compile(
    r"[\s-](?:(?:full|whole|long|more|consecutive|further|straight|calendar|working|business|night)[\s-])?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|mornings?|evenings?|afternoons?|o['\u2019]clock)\b",
    re.IGNORECASE,
)
"""A number before it measures time, which is no figure."""

NOT_AFTER = re.compile(
    rf"""(?:
    \ (?:of\ )?(?i:{BARE_MONTH})\b | :[0-9] | \s?[ap]\.?m\b | \s?o['\u2019]clock | /[0-9] | [-\s]years?[-\s]old | [-\ ]hours?\b
    | \s?(?:mm|cal|h|hrs|GMT|UTC|degrees?)\b | -[0-9]{{3,4}}\b(?:-[0-9])? | \.[0-9]+ | ['\u2019]s\b | s\b | \s?°
    | \ (?:[A-Z][\w.]+\ ){{1,3}}(?i:street|avenue|road|lane|boulevard|drive|st\.|ave\.|rd\.|square|quay)\b | \ block\ of\b
    )""",
    re.VERBOSE,
)
"""What behind digits says that they are a date, a time, an age, a calibre, a decade, an address."""

NAMED = re.compile(
    r"\b(?:articles?|paragraphs?|sections?|clauses?|chapters?|pages?|rooms?|flight|route|road|highway|motorway|channel|gates?|wards?|"
    r"numbers?|no\.|nr\.?|brigade|battalion|regiment|division|boeing|airbus|version|phase|resolution|form|lines?|platform|"
    r"pit|shaft|block|reactor|unit|group|class|district|zone|sector|item|annex|exhibit|docket|case|file|level|tier|grade|"
    r"category|hill|height|point|checkpoint|post|hut|cell|track|tram|bus|train|berth|dock|hangar|building|house|"
    r"kilo|kilomet(?:re|er)|mile|marker|court|protocol|directive|rule|law|act|bill|motion|question|question|lot|batch|"
    r"type|model|mark|mk|apollo|covid|louis|elizabeth|week|day|year|stage|round|game|aged?|ages|channel|radio|studio|order|dial|calls?|called|calling|phone|hotline|turns|turned|age\ of|age\ to|group\ of|half\ past|quarter\ past|minus|§)\ ?\#?$"
)
"""A name before digits that they number."""

MONTH_BEFORE = re.compile(rf"\b{BARE_MONTH}\.?\ (?:[0-9]{{1,2}}(?:st|nd|rd|th)?\ ?(?:and|to|or|-|\u2013)\ ?)?$")
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|from|during|before|after|year|late|early|mid|spring|summer|autumn|fall|winter|between|as)[\ -]$"
)
MAYBE_YEAR_BEFORE = re.compile(
    r"(?:\b(?:by|of|and|to|for|than|the|its|his|her|our|their)\ |['\u2019]s?\ |[(,\u2013-]\ ?|^)$", re.IGNORECASE
)
AGE_BEFORE = re.compile(r"(?:\b[A-Z][\w'-]+,\ |\b[a-z]+,\ (?=$))$")
AGE_AFTER = re.compile(r",|\ ?\)|\.?$")
NOUN_AFTER = re.compile(
    r"[\ -](?!(?:and|or|to|in|on|at|by|was|were|is|are|the|when|after|before|but|saw|had|has|with|as|we|they|he|she|it|"
    r"there|a|an|that|which|would|will|did|said|more)\b)[a-z]",
    re.IGNORECASE,
)
PRONOUN_AFTER = re.compile(
    r"\ (?:of\ (?:the\ (?:most|best|worst|largest|biggest|first)|those|us|them|many|these)|can|could|should|must|may|might|would|day|"
    r"another|side|hand|thing|way|who|that|which|has\ to|time|reason|is|was|more\ time|or\ the\ other|party\ line)\b|[,;:?!]|\.|$",
    re.IGNORECASE,
)
"""What says that "one" stands for a person or a thing and does not count."""

CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3])\.[0-5][0-9]")
CLOCK_BEFORE = re.compile(r"\b(?:at|by|until|till|from|to|before|after|since|about|around)\ $", re.IGNORECASE)
NAME_BEFORE = re.compile(r"(?<![.!?:]\s)\b[A-Z][a-z]+\ $")
CHANGE_BEFORE = re.compile(
    r"\b(?:rose|rise[ns]?|rising|went\ up|gone\ up|up|climbed|grew|grown|grow|increased?|raised?|fell|fall|fallen|down|dropped|shrank|cut|revised|corrected)"
    r"(?:\ \w+){0,3}\ $",
    re.IGNORECASE,
)
"""Before "from 28 to 58" it says that these are two figures and no range."""

BY = re.compile(r"\bby\ $", re.IGNORECASE)
"""Between such a word and a number it says that the number is the change."""

PHONE = re.compile(r"\+[0-9][0-9 ()\-]{6,}[0-9]|\b[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}\b")
COMPOUND = re.compile(r"-(?!(?:odd|ish|strong)\b)[a-z]", re.IGNORECASE)
"""A number before it is part of an adjective: "a five-star hotel", "the 12-member panel"."""

NEGATED = re.compile(r"(?:\b(?:not|never|without|neither|nor)|n['\u2019]t)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
IDIOM = re.compile(r"\s(?:thanks|apologies|times|percent\ sure)\b", re.IGNORECASE)
UNDER_AGE = re.compile(r"\b(?:children|aged|anyone|those|people|kids|boys|girls|pupils)\s(?:under|over|below|above)\s$")
JOIN_NAME = re.compile(r",?\s?(?:to|and|or|-|\u2013|,)?\s?")
WORDS_AFTER = re.compile(r"(?:\s[a-z]+){1,2}", re.IGNORECASE)
