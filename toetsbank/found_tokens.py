"""Tokens that were found somewhere: whether they are real, as the ZIM would find out if someone sent them."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator

from cryptography import x509

from protocol.saml.names import saml
from protocol.saml.rules import Refusal
from protocol.saml.signature import check_signature, covered_by, read_signature, signature_of
from protocol.xml import XmlError, parse

Find = Callable[[str, str], x509.Certificate | None]
"""Finds a certificate by the name of its issuer and its serial number, as the ZIM does."""

_ASSERTION = re.compile(r"<(?:\w+:)?Assertion\b.*?</(?:\w+:)?Assertion>", re.DOTALL)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{200,}={0,2}")


def real_tokens(text: str, find: Find) -> frozenset[str]:
    """Return the ids of the tokens in a text, plain or in base64, whose signature the ZIM would accept."""
    return frozenset(id_ for candidate in _candidates(text) if (id_ := _id_of(candidate, find)))


def _candidates(text: str) -> Iterator[bytes]:
    for found in _ASSERTION.findall(text):
        yield found.encode()
    for found in _BASE64.findall(text):
        try:
            plain = b64decode(found, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
        for inner in _ASSERTION.findall(plain):
            yield inner.encode()


def _id_of(candidate: bytes, find: Find) -> str:
    """Return the id of a token with a good signature, "" for anything else."""
    try:
        token = parse(candidate)
    except XmlError:
        return ""
    token_id = token.get("ID") or ""
    element = signature_of(token)
    if token.tag != saml("Assertion") or isinstance(element, Refusal):
        return ""
    signature, covered = read_signature(element, token_id), covered_by(token)
    if isinstance(signature, Refusal) or isinstance(covered, Refusal) or signature.reference is None:
        return ""
    certificate = find(signature.reference.issuer, str(signature.reference.serial))
    if certificate is None or check_signature(signature, covered, certificate.public_key()) is not None:
        return ""
    return token_id
