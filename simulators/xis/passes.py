"""The pass in the reader of a workplace, by the pass stand-in over HTTP: reading it, unlocking it, having it sign."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cryptography import x509

from simulators.xis.configuration import Configuration
from simulators.xis.web import Web, WebError


class PassError(Exception):
    """The pass, or its reader, does not do what is asked; the message is a Dutch sentence for the user."""


class PassGone(PassError):
    """The pass was taken out of the reader since it was unlocked."""


@dataclass(frozen=True, slots=True)
class PassCertificates:
    """The authenticiteitcertificaat of a pass and what came with it."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


class PassReader:
    """Speaks with the pass stand-in; a pass is named by person and variant, as in arts-a/geldig."""

    def __init__(self, configuration: Configuration, web: Web) -> None:
        self._base = configuration.passen.url.rstrip("/")
        self._web = web

    async def read(self, pas: str) -> PassCertificates:
        """Return the certificates on a pass; raises PassError if there is no such pass or it is unreadable."""
        try:
            content = await self._web.get(f"{self._base}/v1/passen/{_path(pas)}")
            first, *others = x509.load_pem_x509_certificates(content)
        except WebError as error:
            raise PassError(f"De pas in de lezer is niet te lezen, omdat {error}.") from error
        except ValueError as error:
            raise PassError("De pas in de lezer bevat geen leesbaar certificaat.") from error
        return PassCertificates(first, tuple(others))

    async def unlock(self, pas: str, toegangscode: str) -> str:
        """Enter the toegangscode; returns the signing session. Raises PassError if the pass refuses it."""
        answer = await self._post(f"/v1/passen/{_path(pas)}/log-in", {"toegangscode": toegangscode})
        return _text(answer, "sessie")

    async def sign(self, signing: str, token: bytes, soort: str = "authenticiteit") -> bytes:
        """Have a token signed with a certificate of the pass; raises PassError if refused, PassGone if it is out."""
        request = {"sessie": signing, "token": base64.b64encode(token).decode("ascii"), "soort": soort}
        try:
            answer = await self._post("/v1/ondertekeningen", request)
        except PassError as error:
            if await self._is_unlocked(signing):
                raise
            raise PassGone("De pas is uit de lezer genomen.") from error
        try:
            return base64.b64decode(_text(answer, "token"), validate=True)
        except binascii.Error as error:
            raise PassError("De pas gaf een onleesbare handtekening terug.") from error

    async def _is_unlocked(self, signing: str) -> bool:
        try:
            await self._web.get(f"{self._base}/v1/sessies/{quote(signing, safe='')}")
        except WebError:
            return False
        return True

    async def _post(self, path: str, value: dict[str, str]) -> dict[str, Any]:
        try:
            status, answer = await self._web.post(self._base + path, value)
        except WebError as error:
            raise PassError(f"De pas in de lezer antwoordt niet, omdat {error}.") from error
        if status not in (200, 201):
            reason = answer.get("melding") or f"Zij meldt fout {status}."
            raise PassError(f"De pas weigert. {reason}")
        return answer


def _path(pas: str) -> str:
    return quote(pas.replace("/", "--"), safe="")


def _text(answer: dict[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise PassError("De pas gaf een antwoord dat de lezer niet begrijpt.")
    return value
