"""The control act wrapper: author, responsible person and detected issues (transport.md section 2.5)."""

from dataclasses import dataclass
from typing import Final

from protocol import ids
from protocol.hl7.markup import Hl7Error, Node, code, ii, text
from protocol.hl7.transmission import Problem
from protocol.ids import InstanceIdentifier

NO_ROLE: Final = "00.000"
"""rolcode of a pass without zorgverlener role; its code element is left out."""


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


def read_trigger_event(act: Node) -> str | None:
    """Return the code of the control act."""
    found = act.find("code")
    return None if found is None else found.get("code")


def read_author(act: Node) -> Author:
    """Return the one author; raises Hl7Error if there is none, or one of another shape."""
    participant = act.need("authorOrPerformer", "participant")
    person = participant.find("AssignedPerson")
    if person is not None:
        return _read_person(person)
    return _read_device(participant.need("AssignedDevice"))


def read_overseer(act: Node) -> Person | None:
    """Return the responsible person, or None."""
    overseer = act.find("overseer")
    if overseer is None:
        return None
    found = overseer.find("assignedEntity") or overseer.find("AssignedPerson")
    if found is None:
        raise Hl7Error("De overseer noemt geen persoon.", overseer.place)
    return _read_person(found)


def read_issues(act: Node) -> tuple[Problem, ...]:
    """Return the detected issues of queries and answers (reasonOf) and of pushes (reason)."""
    reasons = [reason.need("justifiedDetectedIssue") for reason in act.all("reasonOf")]
    reasons += [reason.need("justifyingDetectedIssueEvent") for reason in act.all("reason")]
    return tuple(_read_issue(issue) for issue in reasons)


def _read_issue(issue: Node) -> Problem:
    coded, said = issue.need("code"), issue.find("text")
    return Problem(
        coded.attribute("code"),
        coded.get("codeSystem") or "",
        None if said is None else said.text,
        coded.get("displayName"),
    )


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


def _read_person(node: Node) -> Person:
    coded, named = node.find("code"), node.find("assignedPrincipalChoiceList", "assignedPerson", "name")
    return Person(
        node.extension_under(ids.UZI_PERSON),
        None if coded is None or coded.get("codeSystem") != ids.ROLCODE else coded.get("code"),
        "" if named is None else named.text,
        _read_organisation(node),
        node.extension_under(ids.BSN),
    )


def _read_device(node: Node) -> Device:
    return Device(node.extension_under(ids.UZI_SYSTEM), node.extension_under(ids.APPLICATION), _read_organisation(node))


def _read_organisation(node: Node) -> Organisation | None:
    organisation = node.find("Organization")
    ura = None if organisation is None else organisation.extension_under(ids.URA)
    if organisation is None or ura is None:
        return None
    named, city = organisation.find("name"), organisation.find("addr", "city")
    return Organisation(ura, "" if named is None else named.text, None if city is None else city.text)
