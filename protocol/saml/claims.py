"""What a transactietoken says (tokens.md section 3), and the form of its times."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from protocol import ids
from protocol.saml.names import SMARTCARD_PKI

_INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class TransactietokenClaims:
    """The content of a transactietoken; times are aware, ``uzi_nummer`` None makes the servercertificaat variant.

    ``rolcode`` is empty for a pass of PKIoverheid, which carries none (tokens.md section 6.2, assumed).
    """

    token_id: str
    ura: str
    uzi_nummer: str | None
    rolcode: str
    message_root: str
    message_ext: str
    interaction: str
    application_id: str
    issue_instant: datetime
    not_before: datetime
    not_on_or_after: datetime
    authn_instant: datetime
    bsn: str | None = None
    context: str | None = None
    """URI of the autorisatieregel or context."""
    context_code: str | None = None
    context_code_system: str = ids.CONTEXT_CODE
    class_ref: str = SMARTCARD_PKI
    audience: tuple[str, ...] = (ids.ZIM.urn(),)

    @property
    def name_id(self) -> str:
        """Return the text of the NameID."""
        if self.uzi_nummer is None:
            return ""
        return f"{self.uzi_nummer}:{self.rolcode}" if self.rolcode else self.uzi_nummer


def format_instant(moment: datetime) -> str:
    """Write an aware datetime as SAML does: UTC, milliseconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_instant(text: str) -> datetime:
    """Read an instant with or without fraction; without zone it is UTC. Raises ValueError with a Dutch sentence."""
    found = _INSTANT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{text[:40]}' is geen tijdstip in de vorm JJJJ-MM-DDTUU:MM:SSZ.")
    seconds, fraction, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{seconds}.{(fraction or '')[:6]:0<6}{zone or 'Z'}")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"'{text[:40]}' is geen bestaand tijdstip.") from error
