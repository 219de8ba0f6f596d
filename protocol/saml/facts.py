"""What a token is compared with: facts of its message, and the policy of the receiver."""

from dataclasses import dataclass
from datetime import timedelta

from protocol import ids
from protocol.hl7.controlact import NO_ROLE, Device
from protocol.hl7.query import Query
from protocol.ids import InstanceIdentifier


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """The fields of an HL7v3 message that a transactietoken is bound to (tokens.md section 3.4)."""

    message_id: InstanceIdentifier
    interaction: str
    application_id: str
    ura: str | None
    """Organisation of the author."""
    author_uzi: str | None = None
    author_role: str = NO_ROLE
    overseer_uzi: str | None = None
    bsn: str | None = None
    context_code: str | None = None
    context_code_system: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Choices of the receiver; all values are assumed (tokens.md sections 2.5 and 3.2)."""

    maximum: timedelta = timedelta(minutes=65)
    skew: timedelta = timedelta(0)
    audience: str = ids.ZIM.urn()
    accept_misprinted: bool = False
    """Take the two algorithm URIs of section 2.5 that no standard knows for what was meant."""


DEFAULT_POLICY = Policy()


def facts_of(query: Query) -> MessageFacts:
    """Return the facts of a query; the BSN is that of the parameters, or else that of the attentionLine."""
    author, wrapper = query.author, query.transmission
    person = None if isinstance(author, Device) else author
    context = wrapper.context or (None, None)
    return MessageFacts(
        message_id=wrapper.id,
        interaction=wrapper.interaction,
        application_id=wrapper.sender,
        ura=None if author.organisation is None else author.organisation.ura,
        author_uzi=None if person is None else person.uzi_nummer,
        author_role=NO_ROLE if person is None else person.rolcode or NO_ROLE,
        overseer_uzi=None if query.overseer is None else query.overseer.uzi_nummer,
        bsn=query.bsn or wrapper.patient,
        context_code=context[0],
        context_code_system=context[1],
    )
