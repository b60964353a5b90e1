"""The currency of an amount of money."""

from __future__ import annotations

from counterclaim.model.patterns import CURRENCY

_SIGNS = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₽": "roubles", "₼": "manats", "₴": "hryvnias",
          "USD": "dollars", "EUR": "euros", "GBP": "pounds", "CHF": "francs", "rubles": "roubles"}  # fmt: skip


def currency(written: str) -> str | None:
    """The currency of an amount as written, plural and lower case: "dollars" for "$3bn" and for "3 billion dollars"."""
    for sign, name in _SIGNS.items():
        if sign in written:
            return name
    found = CURRENCY.search(written)
    if found is None:
        return None
    name = str(found["name"]).lower()
    return name if name.endswith("s") or name in ("yen", "lira", "sterling") else f"{name}s"
