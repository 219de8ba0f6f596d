"""Many signed requests from one: the same message with other ids, a digest and a signature of its own.

Signing through the XML library costs more than the server spends on a whole message. Here one token is signed the
ordinary way; every further one repeats its canonical form with other ids, so that only the RSA signature is left.
Nothing is signed while the clock of a benchmark runs.
"""

import base64
import copy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

_DS: Final = "{http://www.w3.org/2000/09/xmldsig#}"


@dataclass(frozen=True, slots=True)
class Sample:
    """One complete request, with the texts in it that must differ from message to message."""

    request: bytes
    token: bytes
    """The signed assertion, as it stands in the request."""
    token_id: str
    message_id: str
    """Extension of the message id, in the wrapper and in the token."""
    bsn: str
    head: bytes
    """The request line and headers, with ``{length}`` for the length of the body."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What one further request needs to have of its own."""

    token_id: bytes
    message_id: bytes
    bsn: bytes
    digest: bytes
    signature: bytes


class Press:
    """Signs variants of a sample and prints them as complete HTTP requests.

    Raises ValueError if the sample is not signed with one RSA-SHA256 signature over its whole assertion.
    """

    def __init__(self, sample: Sample) -> None:
        token = etree.fromstring(sample.token)
        signature = token.find(f"{_DS}Signature")
        if signature is None:
            raise ValueError("the sample has no signature")
        info = signature.find(f"{_DS}SignedInfo")
        self._digest = (signature.findtext(f".//{_DS}DigestValue") or "").encode()
        self._signature = (signature.findtext(f"{_DS}SignatureValue") or "").encode()
        if info is None or not self._digest or not self._signature:
            raise ValueError("the signature of the sample is not complete")
        self._info = _canonical(info)
        bare = copy.deepcopy(token)
        bare.remove(bare[[child.tag for child in bare].index(f"{_DS}Signature")])
        self._assertion = _canonical(bare)
        if base64.b64encode(hashlib.sha256(self._assertion).digest()) != self._digest.strip():
            raise ValueError("the digest of the sample does not fit its canonical form")
        self._token_id = sample.token_id.encode()
        self._message_id = sample.message_id.encode()
        self._bsn = sample.bsn.encode()
        self._slots, self._pieces = self._cut(sample)

    def sign(self, key: rsa.RSAPrivateKey, number: int, series: str, patient: str) -> Signed:
        """Sign the variant with this number, about a patient (BSN); ``series`` keeps two generators' ids apart."""
        token_id = f"token_{series}{number}".encode()
        message_id = f"{series}{number}".encode()
        bsn = patient.encode()
        assertion = self._assertion.replace(self._token_id, token_id).replace(self._message_id, message_id)
        assertion = assertion.replace(self._bsn, bsn)
        digest = base64.b64encode(hashlib.sha256(assertion).digest())
        info = self._info.replace(self._token_id, token_id).replace(self._digest, digest)
        signature = base64.b64encode(key.sign(info, padding.PKCS1v15(), hashes.SHA256()))
        return Signed(token_id, message_id, bsn, digest, signature)

    def print(self, signed: Signed) -> bytes:
        """Return the complete request of a variant."""
        values = (signed.token_id, signed.message_id, signed.bsn, signed.digest, signed.signature)
        pieces = list(self._pieces)
        for at, which in self._slots:
            pieces[at] = values[which]
        body = b"".join(pieces[1:])
        return pieces[0].replace(b"{length}", str(len(body)).encode()) + body

    def print_all(self, signed: list[Signed]) -> Iterator[bytes]:
        """Yield the requests one by one, each made when it is asked for."""
        return map(self.print, signed)

    def _cut(self, sample: Sample) -> tuple[tuple[tuple[int, int], ...], tuple[bytes, ...]]:
        values = (self._token_id, self._message_id, self._bsn, self._digest, self._signature)
        body = sample.request
        pieces = re.split(b"(" + b"|".join(re.escape(value) for value in values) + b")", body)
        slots = tuple((at + 1, values.index(piece)) for at, piece in enumerate(pieces) if piece in values)
        return slots, (sample.head, *pieces)


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)
