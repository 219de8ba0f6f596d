"""The control act wrapper: author, responsible person and detected issues (transport.md section 2.5)."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from protocol import ids
from protocol.hl7.markup import Hl7Error, attribute, code, extension_under, ii, need, path, text
from protocol.hl7.transmission import Problem
from protocol.ids import InstanceIdentifier
from protocol.xml import place

NO_ROLE: Final = "00.000"
"""rolcode of a pass without zorgverlener role; its code element is left out."""

_CONTROL_ACT: Final = path("ControlActProcess")
_AUTHOR: Final = path("authorOrPerformer")
_OVERSEER: Final = path("overseer")
_ID: Final = path("id")


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation for which a person or system acts."""

    ura: str
    name: str = ""
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as author or overseer; ``uzi_nummer`` is None for one with another kind of number."""

    uzi_nummer: str | None
    rolcode: str | None
    name: str = ""
    organisation: Organisation | None = None
    bsn: str | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A system as author: a GBZ gives UZI-nummer and organisation, the ZIM its applicatie-id only."""

    uzi_nummer: str | None = None
    application: str | None = None
    organisation: Organisation | None = None


Author = Person | Device


def write_author(author: Author) -> str:
    """Write the author of a control act."""
    inner = _write_device(author) if isinstance(author, Device) else _write_person(author, "AssignedPerson")
    return f'<authorOrPerformer typeCode="AUT"><participant>{inner}</participant></authorOrPerformer>'


def write_overseer(person: Person) -> str:
    """Write the responsible person of a query (``assignedEntity``, QUQI)."""
    return f'<overseer typeCode="RESP">{_write_person(person, "assignedEntity")}</overseer>'


def write_issue(problem: Problem) -> str:
    """Write a detected issue of an answer (``reasonOf``, QUQI)."""
    shown = "" if problem.text is None else text("text", problem.text)
    named = code("code", problem.code, problem.system, problem.display)
    return f"<reasonOf><justifiedDetectedIssue>{named}{shown}</justifiedDetectedIssue></reasonOf>"


def control_act(element: etree._Element) -> etree._Element:
    """Return the control act of a message; raises Hl7Error if it has none."""
    return need(element, _CONTROL_ACT)


def read_trigger_event(act: etree._Element) -> str | None:
    """Return the code of the control act."""
    found = act.find(path("code"))
    return None if found is None else found.get("code")


def read_author(act: etree._Element) -> Author:
    """Return the one author; raises Hl7Error if there is none, or one of another shape."""
    participant = need(act, f"{_AUTHOR}/{path('participant')}")
    person = participant.find(path("AssignedPerson"))
    if person is not None:
        return _read_person(person)
    return _read_device(need(participant, path("AssignedDevice")))


def read_overseer(act: etree._Element) -> Person | None:
    """Return the responsible person, or None."""
    overseer = act.find(_OVERSEER)
    if overseer is None:
        return None
    for name in ("assignedEntity", "AssignedPerson"):
        found = overseer.find(path(name))
        if found is not None:
            return _read_person(found)
    raise Hl7Error("De overseer noemt geen persoon.", place(overseer))


def read_issues(act: etree._Element) -> tuple[Problem, ...]:
    """Return the detected issues of queries and answers (reasonOf) and of pushes (reason)."""
    found: list[Problem] = []
    for steps in ("reasonOf/justifiedDetectedIssue", "reason/justifyingDetectedIssueEvent"):
        for issue in act.iterfind(path(steps)):
            coded = need(issue, path("code"))
            found.append(
                Problem(
                    attribute(coded, "code"),
                    coded.get("codeSystem") or "",
                    issue.findtext(path("text")),
                    coded.get("displayName"),
                )
            )
    return tuple(found)


def _write_person(person: Person, name: str) -> str:
    identifier = (
        InstanceIdentifier(ids.UZI_PERSON, person.uzi_nummer)
        if person.uzi_nummer is not None
        else InstanceIdentifier(ids.BSN, person.bsn or "")
    )
    # Only 00.000, a pass without role, goes without code.
    role = "" if person.rolcode in (None, NO_ROLE) else code("code", person.rolcode or "", ids.ROLCODE)
    shown = (
        f"<assignedPrincipalChoiceList><assignedPerson>{text('name', person.name)}</assignedPerson>"
        "</assignedPrincipalChoiceList>"
    )
    return f"<{name}>{ii('id', identifier)}{role}{shown}{_write_organisation(person.organisation)}</{name}>"


def _write_device(device: Device) -> str:
    uzi = "" if device.uzi_nummer is None else ii("id", InstanceIdentifier(ids.UZI_SYSTEM, device.uzi_nummer))
    application = "" if device.application is None else ii("id", ids.application(device.application))
    return f"<AssignedDevice>{uzi}{application}{_write_organisation(device.organisation)}</AssignedDevice>"


def _write_organisation(organisation: Organisation | None) -> str:
    if organisation is None:
        return ""
    city = "" if organisation.city is None else f"<addr>{text('city', organisation.city)}</addr>"
    named = ii("id", ids.organisation(organisation.ura)) + text("name", organisation.name)
    return f"<Organization>{named}{city}</Organization>"


def _read_person(element: etree._Element) -> Person:
    identifiers = element.findall(_ID)
    coded = element.find(path("code"))
    return Person(
        extension_under(identifiers, ids.UZI_PERSON),
        None if coded is None or coded.get("codeSystem") != ids.ROLCODE else coded.get("code"),
        (element.findtext(path("assignedPrincipalChoiceList/assignedPerson/name")) or "").strip(),
        _read_organisation(element),
        extension_under(identifiers, ids.BSN),
    )


def _read_device(element: etree._Element) -> Device:
    identifiers = element.findall(_ID)
    return Device(
        extension_under(identifiers, ids.UZI_SYSTEM),
        extension_under(identifiers, ids.APPLICATION),
        _read_organisation(element),
    )


def _read_organisation(element: etree._Element) -> Organisation | None:
    organisation = element.find(path("Organization"))
    if organisation is None:
        return None
    ura = extension_under(organisation.iterfind(_ID), ids.URA)
    if ura is None:
        return None
    name = (organisation.findtext(path("name")) or "").strip()
    return Organisation(ura.strip(), name, organisation.findtext(path("addr/city")))
