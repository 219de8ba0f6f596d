"""What the XIS has of its own patients and delivers as a source: the medication that it recorded itself.

The form of the payload is the one that the list of medication dispenses has elsewhere in this bench (assumed).
"""

from datetime import date
from typing import Final

from protocol import ids
from protocol.hl7.markup import NS

DATA_TYPE: Final = "medicatieverstrekkingen"
"""The gegevenssoort of the only list that the XIS knows."""


def own_list(bsn: str, today: date) -> bytes:
    """Return the list of one dispense for a patient; ``bsn`` goes into the XML as it is: digits only."""
    return (
        f'<MedicationDispenseList xmlns="{NS}">'
        f'<subject><Patient><id root="{ids.BSN}" extension="{bsn}"/></Patient></subject>'
        "<component><medicationDispenseEvent>"
        f'<effectiveTime value="{today.isoformat().replace("-", "")}"/><quantity value="30" unit="1"/>'
        "</medicationDispenseEvent></component></MedicationDispenseList>"
    ).encode()
