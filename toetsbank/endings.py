"""How a connection ended, in words for a reader who knows no TLS: who ended it, and how it was told."""

from simulators.observations import ConnectionObservation

SIDES = {"sut": "het GBx", "bank": "de ZIM"}
"""By who ended a connection, or sent an alert, in an observation: its name in a report."""


def ended(connection: ConnectionObservation) -> str:
    """Return who ended a connection and how, as a Dutch clause; the word of the wire stands between brackets."""
    if connection.end_how == "geen verbinding":
        return "er kwam geen verbinding tot stand"
    if connection.end_by not in SIDES:
        return "de verbinding bleef open"
    who, how = SIDES[connection.end_by], connection.end_how or "zonder melding"
    if not how.startswith("alert "):
        return f"{who} sloot de verbinding ({how})"
    return f"{who} brak de {'verbinding' if connection.handshake_completed else 'TLS-handdruk'} af ({how})"
