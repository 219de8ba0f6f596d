"""What SOAP 1.1 asks of a receiver with the header blocks of a message (GBX.CON.e4065; INT-59), and of a bad request.

Each ruling is about one exchange in which the ZIM sent something to the SUT; that its twins succeed is for the step.
"""

from dataclasses import replace
from typing import Final

from protocol.soap import ENVELOPE_NS
from reports.verdicts import Ground
from simulators.observations import MessageObservation
from toetsbank.rulings.base import Ruling, under
from toetsbank.rulings.wsi import PROFILE, has_content

NO_ANSWER: Final = "geen antwoord"


def answer_of(message: MessageObservation) -> str:
    """Return what the SUT answered, for a reader."""
    if message.status is None:
        return NO_ANSWER
    said = message.answer
    return said if said.startswith("HTTP") else f"{said} (HTTP {message.status})"


def is_mandatory_fault(message: MessageObservation) -> bool:
    """Tell whether the SUT answered with the fault for a block that it does not know."""
    fault = None if message.envelope is None else message.envelope.fault
    return fault is not None and (fault.code_namespace, fault.code) == (ENVELOPE_NS, "MustUnderstand")


def refuses_unknown(message: MessageObservation) -> Ruling:
    """A mandatory block for the receiver that it does not know ends the processing (SOAP 1.1, 4.2.3 and 4.4).

    That it may not process the message is what counts; another fault, or a refusal by HTTP, is a finding.
    """
    refused = not has_content(message)
    ruling = Ruling(
        None if message.status is None else refused,
        "een MustUnderstand-fout en geen inhoudelijk antwoord",
        answer_of(message),
        (message.number,),
    )
    if refused and message.status is not None and not is_mandatory_fault(message):
        ruling = replace(ruling, findings=(f"De weigering is geen MustUnderstand-fout maar {answer_of(message)}.",))
    return under("INT-59", ruling, a=refused)


def leaves_alone(message: MessageObservation) -> Ruling:
    """A block for another, or one that is not mandatory, does not keep the message from being answered."""
    answered = has_content(message)
    ruling = Ruling(
        None if message.status is None else answered,
        "een inhoudelijk antwoord, alsof het blok er niet was",
        answer_of(message),
        (message.number,),
    )
    return under("INT-59", ruling, a=answered)


def drops_answer(message: MessageObservation, shown: bool, screen: str) -> Ruling:
    """An answer with a mandatory block for the receiver that it does not know is not used (SOAP 1.1, 4.2.3)."""
    ruling = Ruling(
        True,
        "geen gegevens uit een antwoord met een onbekend verplicht blok",
        f"{'gegevens daaruit' if shown else 'geen gegevens daaruit'}; getoond: {screen or 'niets'}",
        (message.number,),
    )
    return under("INT-59", ruling, a=not shown)


def uses_answer(message: MessageObservation, shown: bool, screen: str) -> Ruling:
    """A block for another does not keep an answer from being used."""
    ruling = Ruling(
        True,
        "de gegevens uit het antwoord, alsof het blok er niet was",
        f"{'gegevens daaruit' if shown else 'geen gegevens daaruit'}; getoond: {screen or 'niets'}",
        (message.number,),
    )
    return under("INT-59", ruling, a=shown)


def faults_as(message: MessageObservation, number: str) -> Ruling:
    """A fault is generated for an envelope of another version (R1015), a MustUnderstand fault for a block (R1027)."""
    fault = None if message.envelope is None else message.envelope.fault
    right = is_mandatory_fault(message) if number == "R1027" else fault is not None
    return Ruling(
        None if message.status is None else right,
        f"{number}: een {'MustUnderstand-fout' if number == 'R1027' else 'SOAP-fault'}",
        answer_of(message),
        (message.number,),
        ground=Ground.STANDAARD,
        source=f"{PROFILE} {number}",
    )


def http_refusal(message: MessageObservation, number: str, advised: int) -> Ruling:
    """A bad request gets the status that the profile advises; another one, or none, is a finding (SHOULD).

    That a bad request is answered with content is one too: no rule of the profile forbids to be lenient.
    """
    ruling = Ruling(
        True,
        f"{number}: HTTP {advised} (advies)",
        answer_of(message),
        (message.number,),
        ground=Ground.STANDAARD,
        source=f"{PROFILE} {number}",
    )
    if message.status == advised:
        return ruling
    return replace(ruling, findings=(f"{number} adviseert HTTP {advised}; het GBx gaf {answer_of(message)}.",))
