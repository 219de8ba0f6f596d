from dataclasses import replace

import pytest

from protocol import ids
from protocol.hl7.controlact import (
    NO_ROLE,
    Author,
    Device,
    Person,
    read_author,
    read_issues,
    read_overseer,
    read_trigger_event,
    write_author,
    write_issue,
    write_overseer,
)
from protocol.hl7.markup import Hl7Error, Node
from protocol.hl7.transmission import Problem
from protocol.xml import parse
from tests.protocol.hl7.samples import ISSUE, ORGANISATION, PERSON, SOURCE


def act(content: str) -> Node:
    return Node(parse(f'<ControlActProcess xmlns="urn:hl7-org:v3">{content}</ControlActProcess>'.encode()))


@pytest.mark.parametrize(
    "author",
    [
        PERSON,
        replace(PERSON, organisation=None),
        replace(PERSON, uzi_nummer=None, bsn="999990019", rolcode=None),
        SOURCE,
        Device(application="1"),
        Device("900100001", organisation=replace(ORGANISATION, city=None)),
    ],
)
def test_an_author_is_read_back(author: Author) -> None:
    assert read_author(act(write_author(author))) == author


@pytest.mark.parametrize("rolcode", [None, NO_ROLE])
def test_a_pass_without_role_has_no_code(rolcode: str | None) -> None:
    author = read_author(act(write_author(replace(PERSON, rolcode=rolcode))))
    assert isinstance(author, Person)
    assert author.rolcode is None


def test_a_code_of_another_system_is_no_role() -> None:
    written = write_author(PERSON).replace(ids.ROLCODE, "1.2.3")
    author = read_author(act(written))
    assert isinstance(author, Person)
    assert author.rolcode is None


def test_an_overseer_is_read_in_both_shapes() -> None:
    written = write_overseer(PERSON)
    assert read_overseer(act(written)) == PERSON
    assert read_overseer(act(written.replace("assignedEntity", "AssignedPerson"))) == PERSON
    assert read_overseer(act("")) is None


def test_an_overseer_without_person_is_told() -> None:
    with pytest.raises(Hl7Error, match="noemt geen persoon"):
        read_overseer(act("<overseer/>"))


@pytest.mark.parametrize(
    "content", ["", "<authorOrPerformer/>", "<authorOrPerformer><participant/></authorOrPerformer>"]
)
def test_a_missing_author_is_told(content: str) -> None:
    with pytest.raises(Hl7Error, match="ontbreekt"):
        read_author(act(content))


def test_issues_are_read_from_answers_and_pushes() -> None:
    full = Problem("KEY204", ids.ACT_CODE, "onbekende patiënt", "Unknown key")
    push = (
        f'<reason><justifyingDetectedIssueEvent><code code="KEY205" codeSystem="{ids.ACT_CODE}"/>'
        "</justifyingDetectedIssueEvent></reason>"
    )
    issues = read_issues(act(write_issue(ISSUE) + write_issue(full) + push))
    assert issues == (ISSUE, full, Problem("KEY205", ids.ACT_CODE))


def test_the_trigger_event_may_be_absent() -> None:
    assert read_trigger_event(act('<code code="QURX_TE990011NL"/>')) == "QURX_TE990011NL"
    assert read_trigger_event(act("")) is None


def test_an_organisation_without_ura_is_none() -> None:
    author = read_author(act(write_author(PERSON).replace(ids.URA, "1.2.3")))
    assert author.organisation is None
