"""Which names lead where, as the settings have it."""

from protocol.dns import Entry
from simulators.lsp.faults import LspSettings
from simulators.lsp.model import Names


def zone(names: Names, settings: LspSettings) -> dict[str, Entry]:
    """Return every known name, in lower case, with the addresses of this moment: of the ZIM the operational one."""
    found = {name.lower(): Entry((address,), settings.ttl) for name, address in names.others.items()}
    found[names.zim.lower()] = Entry((names.address_at(settings.location),), settings.ttl)
    return found


def location(name: str, names: Names, settings: LspSettings) -> int | None:
    """Return the location that a name leads to: that of the operational ZIM, or None for another host."""
    return settings.location if name.lower() == names.zim.lower() else None
