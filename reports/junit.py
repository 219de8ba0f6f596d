"""The results as JUnit XML: one test case per clause, with a name that stays the same from run to run."""

import re
from xml.etree import ElementTree

from reports.model import ClauseResult, RequirementResult, Results
from reports.verdicts import MET, Verdict

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Results) -> bytes:
    """Return the document: a suite per requirement; ``name`` is the clause id, ``classname`` chapter and alias.

    A clause that fails is a failure, an error of the bench an error; all that was not decided, not counted or does not
    apply is skipped, with the reason as its message. A requirement without clauses is one skipped case.
    """
    suites = ElementTree.Element("testsuites", name="toetsbank")
    for requirement in results.requirements:
        suites.append(_suite(requirement, results))
    _total(suites)
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _suite(requirement: RequirementResult, results: Results) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=requirement.alias, timestamp=results.run.started)
    classname = f"{requirement.domain}.{requirement.alias}"
    for clause in requirement.clauses:
        case = ElementTree.SubElement(suite, "testcase", name=clause.id, classname=classname)
        _outcome(case, clause)
        if clause.findings:
            ElementTree.SubElement(case, "system-out").text = _clean("\n".join(clause.findings))
    if not requirement.clauses:
        case = ElementTree.SubElement(suite, "testcase", name=requirement.alias, classname=classname)
        ElementTree.SubElement(case, "skipped", message=_clean(f"{requirement.verdict}: {requirement.reason}"))
    _total(suite)
    return suite


def _outcome(case: ElementTree.Element, clause: ClauseResult) -> None:
    message = _clean(f"{clause.label}: {clause.reason}" if clause.reason else clause.label)
    if not clause.counted:
        ElementTree.SubElement(case, "skipped", message=f"telt niet mee; {message}")
    elif clause.verdict is Verdict.FAIL:
        sentences = [f"{clause.id}: {check.sentence}" for check in clause.checks if check.verdict is Verdict.FAIL]
        failure = ElementTree.SubElement(case, "failure", message=message, type=str(clause.ground or ""))
        failure.text = _clean("\n".join(sentences))
    elif clause.verdict is Verdict.ERROR:
        ElementTree.SubElement(case, "error", message=message, type="toetsbank")
    elif clause.verdict not in MET:
        ElementTree.SubElement(case, "skipped", message=message)


def _total(element: ElementTree.Element) -> None:
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(len(element.findall(f".//{tag}"))))


def _clean(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _NOT_XML.sub("�", text)
