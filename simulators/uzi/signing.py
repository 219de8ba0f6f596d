"""The pass stand-in: reading a pass, unlocking it with a PIN, having it sign a token.

A way of working like that of ZORG-ID: the caller hands over an unsigned assertion and gets it back signed. Its shape is
an assumption (operations.md section 5), so nothing is judged on it. A PIN is compared and forgotten.
"""

import base64
import binascii
import json
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.saml.build import shift_times
from protocol.saml.sign import sign
from protocol.xml import XmlError
from simulators.uzi.faults import SigningFault, UziSettings
from simulators.uzi.model import PassModel, PassRefusal
from simulators.uzi.pki import Pas, Pki
from simulators.uzi.replies import Reply, bytes_reply, json_reply, refusal
from simulators.uzi.routes import pass_of

_PEM: Final = "application/pem-certificate-chain"


class BadRequest(Exception):
    """A request that cannot be understood; the text is a Dutch sentence."""


class PassDesk:
    """Everything that is done with passes."""

    def __init__(self, pki: Pki, model: PassModel) -> None:
        self._pki = pki
        self._model = model

    def overview(self) -> Reply:
        """List the passes: name, pass type, UZI number, URA and kinds of certificates."""
        passes = [
            {
                "pas": pas.name,
                "pastype": pas.pastype,
                "uzi_nummer": pas.uzi_nummer,
                "ura": pas.ura,
                "certificaten": list(pas.certificates),
            }
            for pas in self._pki.passes
        ]
        return json_reply({"passen": passes}, f"{len(passes)} passen")

    def read(self, argument: str, soort: str) -> Reply:
        """Return a certificate of a pass with the CA certificates above it, in PEM."""
        pas = self._find(argument)
        try:
            self._model.require_present(pas)
        except PassRefusal as error:
            return refusal(410, str(error))
        certificate = _certificate(pas, soort)
        if certificate is None:
            return refusal(404, f"Pas {pas.name} heeft geen certificaat {soort!r}, wel {', '.join(pas.certificates)}.")
        chain = (certificate, *pas.intermediates)
        content = b"".join(each.public_bytes(Encoding.PEM) for each in chain)
        return bytes_reply(content, _PEM, f"{soort} van {pas.name}")

    def log_in(self, argument: str, body: bytes, settings: UziSettings) -> Reply:
        """Unlock a pass with the PIN in ``toegangscode``; the answer names the session."""
        pas = self._find(argument)
        entered = _text(_object(body), "toegangscode")
        try:
            session = self._model.unlock(pas, entered, settings.toegangscode)
        except PassRefusal as error:
            return refusal(403, str(error))
        return json_reply({"sessie": session.id}, f"ingelogd met {pas.name}")

    def look(self, id_: str) -> Reply:
        """Tell whether a session is still open, so that a caller notices that the pass was taken out."""
        try:
            session = self._model.session(id_)
        except PassRefusal as error:
            return refusal(410, str(error))
        return json_reply({"pas": session.pas.name}, f"sessie met {session.pas.name}")

    def close(self, id_: str) -> Reply:
        """End a session."""
        self._model.close(id_)
        return json_reply({}, "sessie beëindigd")

    def sign(self, body: bytes, settings: UziSettings) -> Reply:
        """Sign the assertion in ``token`` (Base64) in ``sessie``, with the certificate in ``soort``."""
        request = _object(body)
        soort = request.get("soort", "authenticiteit")
        try:
            pas = self._model.session(_text(request, "sessie")).pas
            certificate = _certificate(pas, soort)
            if certificate is None:
                raise BadRequest(f"'soort' moet een van deze zijn: {', '.join(pas.certificates)}.")
            self._refuse(settings.signing)
            unsigned = base64.b64decode(_text(request, "token"), validate=True)
            if settings.shift_seconds:
                unsigned = shift_times(unsigned, settings.shift_seconds)
            signed = sign(unsigned, certificate=certificate, private_key=self._key(pas, settings))
        except PassRefusal as error:
            return refusal(403, str(error))
        except binascii.Error as error:
            raise BadRequest("'token' is geen Base64; verwacht wordt de niet-ondertekende assertion.") from error
        except XmlError as error:
            raise BadRequest(f"'token' is niet te ondertekenen: {error}") from error
        if settings.signing is SigningFault.UNREADABLE:
            signed = b"geen token"
        return json_reply({"token": base64.b64encode(signed).decode()}, f"ondertekend met {pas.name}")

    def _refuse(self, fault: SigningFault | None) -> None:
        if fault is SigningFault.REFUSED:
            raise PassRefusal("De pas weigert te ondertekenen.")
        if fault is SigningFault.CANCELLED:
            raise PassRefusal("De gebruiker heeft het ondertekenen afgebroken.")

    def _key(self, pas: Pas, settings: UziSettings) -> rsa.RSAPrivateKey:
        if settings.signing is SigningFault.WRONG_KEY:
            return self._pki.person(pas.person, "sleutel-past-niet").private_key
        return pas.private_key

    def _find(self, argument: str) -> Pas:
        person, variant = pass_of(argument)
        try:
            return self._pki.person(person, variant)
        except KeyError as error:
            raise LookupError(f"Er is geen pas {person}/{variant}.") from error


def _certificate(pas: Pas, soort: object) -> x509.Certificate | None:
    return next((certificate for known, certificate in pas.certificates.items() if known == soort), None)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("Het bericht is geen JSON; verwacht wordt een JSON-object.") from error
    if not isinstance(value, dict):
        raise BadRequest("Het bericht is geen JSON-object.")
    return value


def _text(value: dict[str, Any], name: str) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not text:
        raise BadRequest(f"In het bericht ontbreekt {name!r}; verwacht wordt een tekst.")
    return text
