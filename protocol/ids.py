"""Object identifiers of AORTA and the identifiers made of them (transport.md section 2.7, tokens.md section 2.3)."""

import re
from dataclasses import dataclass
from typing import Final

BSN: Final = "2.16.840.1.113883.2.4.6.3"
APPLICATION: Final = "2.16.840.1.113883.2.4.6.6"
"""AORTA applicatie-id; the ZIM has extension 1."""
UZI_PERSON: Final = "2.16.528.1.1007.3.1"
UZI_SYSTEM: Final = "2.16.528.1.1007.3.2"
URA: Final = "2.16.528.1.1007.3.3"
SBVZ: Final = "2.16.528.1.1007.4"
AGB: Final = "2.16.840.1.113883.2.4.6.1"
ROLCODE: Final = "2.16.840.1.113883.2.4.15.111"
ATTENTION_KEYWORD: Final = "2.16.840.1.113883.2.4.15.1"
CONTEXT_CODE: Final = "2.16.840.1.113883.2.4.3.111.15.1"
ORGANISATION_TYPE: Final = "2.16.840.1.113883.2.4.15.1060"
INTERACTION: Final = "2.16.840.1.113883.1.6"
TRIGGER_EVENT: Final = "2.16.840.1.113883.1.18"
PROFILE: Final = "2.16.840.1.113883.2.4.3.11.1"
AORTA_ERROR: Final = "2.16.840.1.113883.2.4.6.6.1.1000"
ACKNOWLEDGEMENT_DETAIL: Final = "2.16.840.1.113883.5.1100"
ACT_CODE: Final = "2.16.840.1.113883.5.4"
ZIM_MESSAGE_IDS: Final = "2.16.840.1.113883.2.4.6.6.1.1"
"""Arc under which a ZIM numbers its own messages; a number of its own follows (transport.md section 2.1, observed)."""

ZIM_APPLICATION: Final = "1"
URA_LENGTH: Final = 8

_URN: Final = re.compile(r"urn:IIroot:([0-2](?:\.[0-9]+)+):IIext:(.+)", re.DOTALL)
_OLD_URA: Final = re.compile(rf"urn:oid:{re.escape(URA)}\.([0-9]+)")


@dataclass(frozen=True, slots=True, order=True)
class InstanceIdentifier:
    """An HL7v3 instance identifier: an OID and an extension that is unique under it."""

    root: str
    extension: str

    def __str__(self) -> str:
        """Return root and extension with a caret between them, for logs."""
        return f"{self.root}^{self.extension}"

    def urn(self) -> str:
        """Return the form that tokens use: ``urn:IIroot:<root>:IIext:<extension>``."""
        return f"urn:IIroot:{self.root}:IIext:{self.extension}"

    @classmethod
    def from_urn(cls, text: str) -> "InstanceIdentifier":
        """Read the URN form, white space around it ignored; raises ValueError for anything else."""
        found = _URN.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"'{text.strip()[:80]}' heeft niet de vorm urn:IIroot:<OID>:IIext:<nummer>.")
        return cls(found[1], found[2])


ZIM: Final = InstanceIdentifier(APPLICATION, ZIM_APPLICATION)


def application(extension: str) -> InstanceIdentifier:
    """Return the identifier of an application by its applicatie-id."""
    return InstanceIdentifier(APPLICATION, extension)


def organisation(ura: str) -> InstanceIdentifier:
    """Return the identifier of an organisation by its URA."""
    return InstanceIdentifier(URA, ura)


def same_ura(one: str, other: str) -> bool:
    """Compare two URAs; leading zeros may be absent (tokens.md section 2.3)."""
    return one.zfill(URA_LENGTH) == other.zfill(URA_LENGTH)


def ura_of_old_form(text: str) -> str | None:
    """Return the URA of the form ``urn:oid:<OID>.<URA>`` that is being phased out, or None."""
    found = _OLD_URA.fullmatch(text.strip())
    return found[1] if found else None
