"""Stimuli: making the SUT do something through the upper tester, and finding what the lower testers saw of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from catalogue.model import SystemType
from simulators.observations import ConnectionObservation, MessageObservation
from simulators.uzi.pki import Pas
from toetsbank.outcomes import Inconclusive
from toetsbank.upper_tester import Result
from toetsbank.world import PERSONS, PIN, World

ANY_MEANS = frozenset({"pkcs11", "pfx", "lezer", "zorg-id", "eigen"})
MEANS = {
    "geldig": ANY_MEANS,
    "sleutel-past-niet": frozenset({"pkcs11", "zorg-id"}),
    "tijden-verschoven": frozenset({"zorg-id"}),
    "toegangscode": ANY_MEANS - {"pfx"},
    "uitnemen": frozenset({"lezer", "zorg-id", "eigen"}),
    "terugplaatsen": frozenset({"zorg-id"}),
}
"""By what means a variant of a pass can reach a SUT; those not named here go by all but the supplier's own passes."""
WORKPLACE = "werkplek-1"
WRONG_PIN = "000000"


@dataclass(frozen=True, slots=True)
class Act:
    """One stimulus and what the ZIM saw of it."""

    result: Result
    messages: tuple[MessageObservation, ...]
    connections: tuple[ConnectionObservation, ...]

    @property
    def reached_zim(self) -> bool:
        """Tell whether a message of level midden left the SUT."""
        return any(message.level == "midden" for message in self.messages)

    @property
    def succeeded(self) -> bool:
        """Tell whether the exchange was answered with content."""
        return not self.result.refused and any(m.status == 200 and not m.refused for m in self.messages)


class Actor:
    """Acts for the test persons of a scenario."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, str] = {}

    def log_in(self, person: str, variant: str = "geldig", *, code: str = PIN, workplace: str = WORKPLACE) -> Result:
        """Log in with a variant of someone's pass; a refusal is a result. The session is kept for the next acts."""
        self._require_means(variant)
        name = pass_name(self._world, person, variant)
        result = self._world.upper.perform("sessie.log_in", pas=name, toegangscode=code, werkplek=workplace)
        self._sessions.pop(person, None)
        if not result.refused:
            self._sessions[person] = str(result.data["sessie"])
        return result

    def enter(self, person: str, variant: str = "geldig", *, code: str = PIN, workplace: str = WORKPLACE) -> Act:
        """Log in and, if the SUT lets the person in, query; otherwise the act is what left the SUT meanwhile."""
        before, begun = self.seen(), self._world.clock.now()
        if code != PIN:
            self._require_means("toegangscode")
        result = self.log_in(person, variant, code=code, workplace=workplace)
        if not result.refused:
            return self.query(person)
        return self._since(result, before, begun)

    def require_log_in(self, person: str) -> None:
        """Log in with a valid pass; raises Inconclusive if the SUT does not let the person in."""
        result = self.log_in(person)
        if result.refused:
            raise Inconclusive(f"{person} kan met een geldige pas niet inloggen: {' '.join(result.shown)}")

    def log_out(self, person: str) -> None:
        """End someone's session."""
        self._world.upper.perform("sessie.log_out", sessie=self._session(person))

    def query(self, person: str) -> Act:
        """Query the data of a patient that nobody asked for before."""
        bsn = self._world.population.draw()
        self._world.recorder.claim(bsn)
        begun = self._world.clock.now()
        result = self._world.upper.perform("opvraag.start", sessie=self._session(person), bsn=bsn)
        self._world.zim.flush()
        journal = self._world.zim.journal
        messages = tuple(m for m in journal.messages if m.bsn == bsn and m.sut_role == "afzender")
        return Act(result, messages, self._connections(messages, begun))

    def show(self, person: str, bsn: str) -> Result:
        """Have the SUT show what it has of a patient."""
        return self._world.upper.perform("resultaat.show", sessie=self._session(person), bsn=bsn)

    def seen(self) -> set[int]:
        """Return the numbers of the messages that the ZIM has seen until now."""
        return {m.number for m in self._world.zim.journal.messages}

    def attempt(self, person: str, since: set[int]) -> Act:
        """Query in a session that may have ended, without logging in.

        The act holds whatever of level midden left the SUT for this person since then, asked for or not.
        """
        begun = self._world.clock.now()
        asked = self.query(person)
        own = {m.number for m in asked.messages}
        later = self._since(asked.result, since, begun)
        messages = tuple(
            m for m in later.messages if m.number in own or (m.level == "midden" and self._is_of(person, m))
        )
        return Act(asked.result, messages, self._connections(messages, begun))

    def take_out(self, person: str) -> None:
        """Take someone's pass out of the reader."""
        self._require_means("uitnemen")
        if self._world.profile.middel == "zorg-id":
            self._world.uzi.take_out(pass_name(self._world, person))
        else:
            _require(self._world.upper.perform("pas.take_out", werkplek=WORKPLACE), "De pas is niet uitgenomen")

    def put_back(self, person: str) -> None:
        """Put someone's pass back into the reader, and enter nothing."""
        self._require_means("terugplaatsen")
        self._world.uzi.put_back(pass_name(self._world, person))

    def change_address(self, person: str) -> None:
        """Let the workplace at which someone logged in get its other IP address."""
        result = self._world.upper.perform("werkplek.change_address", sessie=self._session(person))
        _require(result, "Het IP-adres is niet gewijzigd")

    def set_idle(self, person: str, minutes: float) -> Result:
        """Have an administrator set after how many minutes without use a session ends; a refusal is a result."""
        return self._world.upper.perform(
            "instelling.set", sessie=self._session(person), naam="onbruik_minuten", waarde=minutes
        )

    def admit(self, acting: str, number: str, name: str, role: str) -> Result:
        """Have someone put a pass in the user table, with the right to use the LSP; a refusal is a result."""
        return self._world.upper.perform(
            "gebruiker.admit", sessie=self._session(acting), uzi_nummer=number, naam=name, rollen=[role], lsp=True
        )

    def strike(self, acting: str, number: str, reason: str) -> Result:
        """Have someone strike a pass from the user table; a refusal is a result."""
        return self._world.upper.perform(
            "gebruiker.revoke", sessie=self._session(acting), uzi_nummer=number, reden=reason
        )

    def ping(self, person: str) -> Act:
        """Have the SUT verify its connection with the ZIM, an exchange of level laag."""
        before = self.seen()
        begun = self._world.clock.now()
        result = self._world.upper.perform("koppeling.verify", sessie=self._session(person), bestemming="zim")
        return self._since(result, before, begun)

    def has_session(self, person: str) -> bool:
        """Tell whether the SUT said that someone is logged in."""
        return person in self._sessions

    def shift_tokens(self, seconds: float) -> None:
        """Have the pass move all times of the tokens it signs."""
        if seconds:
            self._require_means("tijden-verschoven")
        self._world.uzi.configure(shift_seconds=seconds)

    def _require_means(self, variant: str) -> None:
        carrying = MEANS.get(variant, ANY_MEANS - {"eigen"})
        used = self._world.profile.middel
        if used not in carrying:
            raise Inconclusive(
                f"Met middel {used} kan een pas met gebrek '{variant}' het systeem niet bereiken; wel met"
                f" {', '.join(sorted(carrying))}."
            )

    def _since(self, result: Result, before: set[int], begun: float) -> Act:
        self._world.zim.flush()
        messages = tuple(
            m for m in self._world.zim.journal.messages if m.number not in before and m.sut_role == "afzender"
        )
        return Act(result, messages, self._connections(messages, begun))

    def _is_of(self, person: str, message: MessageObservation) -> bool:
        """Tell whether a message carries a token that a pass of this person signed."""
        signers = (
            signer_of(self._world, token.certificate_issuer, token.certificate_serial) for token in message.tokens
        )
        return any(pas is not None and pas.person == person_key(person) for pas in signers)

    def _session(self, person: str) -> str:
        return self._sessions.get(person, "geen")

    def _connections(self, messages: Iterable[MessageObservation], begun: float) -> tuple[ConnectionObservation, ...]:
        used = {message.connection for message in messages}
        return tuple(
            c
            for c in self._world.zim.journal.connections
            if c.sut_role == "client" and (c.number in used or c.opened.low >= begun)
        )


def _require(result: Result, otherwise: str) -> None:
    """Raise Inconclusive if what must happen to a SUT did not."""
    if result.refused:
        raise Inconclusive(f"{otherwise}: {' '.join(result.shown)}")


def person_key(person: str) -> str:
    """Return the key of a test person in the pass register; also of one whom the SUT does not know."""
    return PERSONS[person].key if person in PERSONS else person.lower().replace(" ", "-")


def pass_name(world: World, person: str, variant: str = "geldig") -> str:
    """Return the address of a pass: of PKIoverheid for a customer desk, else of the UZI-register."""
    prefix = "pkio-" if world.profile.pics.type is SystemType.GBK else ""
    return f"{person_key(person)}/{prefix}{variant}"


def signer_of(world: World, issuer: str, serial: str) -> Pas | None:
    """Return the pass whose certificate a token names, None if it is of no pass that the bench made."""
    certificate = _find(world, issuer, serial)
    if certificate is None:
        return None
    return next((pas for pas in world.pki.passes if certificate in pas.certificates.values()), None)


def public_key(world: World, issuer: str, serial: str) -> bytes | None:
    """Return the public key of a certificate in DER, None for one that the bench did not make."""
    certificate = _find(world, issuer, serial)
    if certificate is None:
        return None
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _find(world: World, issuer: str, serial: str) -> x509.Certificate | None:
    try:
        return world.pki.find(issuer, serial)
    except ValueError:
        return None
