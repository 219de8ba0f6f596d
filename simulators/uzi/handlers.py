"""Requests to the register, from route to answer; no HTTP library and no sockets."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from cryptography.hazmat.primitives.serialization import Encoding

from simulators.clock import Clock
from simulators.uzi.crl import FOREIGN, HOUR, LIFE, group
from simulators.uzi.faults import CrlFault, UziSettings
from simulators.uzi.hierarchy import AUTHORITIES
from simulators.uzi.model import PassModel
from simulators.uzi.pki import Pki
from simulators.uzi.replies import Reply, bytes_reply, refusal
from simulators.uzi.routes import Route
from simulators.uzi.signing import BadRequest, PassDesk

_CRL = "application/pkix-crl"
_CERTIFICATE = "application/pkix-cert"


class Handlers:
    """What the register answers."""

    def __init__(self, pki: Pki, clock: Clock, model: PassModel) -> None:
        self._pki = pki
        self._clock = clock
        self._desk = PassDesk(pki, model)

    def answer(self, route: Route, query: str, body: bytes, settings: UziSettings) -> Reply:
        """Answer a request for a known resource; whatever is wrong with the request becomes a reply too."""
        try:
            return self._answer(route, _parameters(query), body, settings)
        except BadRequest as error:
            return refusal(400, str(error))
        except LookupError as error:
            return refusal(404, str(error.args[0]))

    def _answer(self, route: Route, query: Mapping[str, str], body: bytes, settings: UziSettings) -> Reply:
        match route.name:
            case "crl":
                return self._crl(route.argument, settings)
            case "ca":
                return self._authority(route.argument)
            case "certificaat":
                return self._certificate(query)
            case "passen":
                return self._desk.overview()
            case "pas":
                return self._desk.read(route.argument, query.get("soort", "authenticiteit"))
            case "log-in":
                return self._desk.log_in(route.argument, body, settings)
            case "sessie":
                return self._desk.look(route.argument)
            case "sessie-eind":
                return self._desk.close(route.argument)
            case "ondertekening":
                return self._desk.sign(body, settings)
            case _:
                raise LookupError(f"Het register kent {route.name!r} niet.")

    def _crl(self, name: str, settings: UziSettings) -> Reply:
        _require_authority(name)
        fault = settings.crl.get(name) or settings.crl.get(group(name))
        now = self._clock.now()
        match fault:
            case None:
                crl = self._pki.crls.crl(name, now)
            case CrlFault.EXPIRED:
                crl = self._pki.crls.make(name, now - LIFE - HOUR, now - HOUR)
            case CrlFault.WRONG_SIGNATURE:
                healthy = self._pki.crls.publication(name, now)
                crl = self._pki.crls.make(name, healthy.last_update, healthy.next_update, signed_by=FOREIGN)
            case CrlFault.UNREADABLE:
                return bytes_reply(b"dit is geen CRL", _CRL, f"onleesbare CRL van {name}")
            case CrlFault.ABSENT:
                return refusal(404, f"Er is geen CRL van {name}.")
            case CrlFault.UNREACHABLE:
                return Reply(503, b"", "text/plain", f"CRL van {name}: verbinding verbroken", broken=True)
        summary = f"CRL van {name}" + (f" ({fault})" if fault else "")
        return bytes_reply(crl.public_bytes(Encoding.DER), _CRL, summary)

    def _authority(self, name: str) -> Reply:
        _require_authority(name)
        certificate = self._pki.authority(name)
        return bytes_reply(certificate.public_bytes(Encoding.DER), _CERTIFICATE, f"CA-certificaat {name}")

    def _certificate(self, query: Mapping[str, str]) -> Reply:
        issuer, serial = query.get("uitgever"), query.get("serienummer")
        if not issuer or not serial:
            raise BadRequest("Een certificaat wordt gezocht met 'uitgever' (naam) en 'serienummer' (decimaal).")
        try:
            found = self._pki.find(issuer, serial)
        except ValueError as error:
            raise BadRequest(f"Het certificaat is niet te zoeken: {error}.") from error
        if found is None:
            raise LookupError(f"Er is geen certificaat {serial} van deze uitgever.")
        return bytes_reply(found.public_bytes(Encoding.DER), _CERTIFICATE, f"certificaat {serial}")


def _require_authority(name: str) -> None:
    if name not in AUTHORITIES:
        raise LookupError(f"Er is geen CA {name!r}.")


def _parameters(query: str) -> dict[str, str]:
    try:
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=10).items()}
    except ValueError as error:
        raise BadRequest("De vraag heeft te veel parameters.") from error
