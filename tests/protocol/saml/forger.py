"""Signatures of every wrong shape, made with the right key; for tests only."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import new

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from lxml import etree

from protocol.saml import names
from protocol.saml.build import build, key_info
from tests.protocol.saml.samples import CLAIMS, certificate, key

SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"


@dataclass(frozen=True)
class Forgery:
    """A signature in which everything can be chosen."""

    reference: str = f"#{CLAIMS.token_id}"
    canonicalisation: str = names.EXC_C14N
    method: str = names.RSA_SHA256
    digest: str = names.SHA256
    transforms: tuple[str, ...] = (names.ENVELOPED, names.EXC_C14N)
    inside_transform: str = ""
    inside_canonicalisation: str = ""
    prefixes: tuple[str, ...] = ()
    extra_reference: str = ""
    hash_name: str = "sha256"
    key_info: str | None = None
    attributes: str = ""
    after: str = ""
    edit_info: Callable[[str], str] = str

    def sign(self, unsigned: bytes | None = None) -> bytes:
        """Return a token with this signature directly after its Issuer."""
        unsigned = build(CLAIMS, certificate()) if unsigned is None else unsigned
        return place_after_issuer(unsigned, self.signature(unsigned))

    def signature(self, covered: bytes) -> bytes:
        """Return the signature over an assertion."""
        octets = _canonical(covered, self.prefixes)
        digest = b64encode(new(self.hash_name, octets).digest()).decode()
        transforms = "".join(
            f'<ds:Transform Algorithm="{uri}">{self.inside_transform if uri == names.EXC_C14N else ""}</ds:Transform>'
            for uri in self.transforms
        )
        info = self.edit_info(
            f'<ds:SignedInfo xmlns:ds="{names.DS}">'
            f'<ds:CanonicalizationMethod Algorithm="{self.canonicalisation}">{self.inside_canonicalisation}'
            f'</ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="{self.method}"></ds:SignatureMethod>'
            f'<ds:Reference URI="{self.reference}"><ds:Transforms>{transforms}</ds:Transforms>'
            f'<ds:DigestMethod Algorithm="{self.digest}"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue>'
            f"</ds:Reference>{self.extra_reference}</ds:SignedInfo>"
        )
        algorithm = hashes.SHA1() if self.hash_name == "sha1" else hashes.SHA256()
        value = key().sign(_canonical(info.encode()), padding.PKCS1v15(), algorithm)
        inner = key_info(certificate()) if self.key_info is None else self.key_info
        return (
            f'<ds:Signature xmlns:ds="{names.DS}"{self.attributes}>{info}'
            f"<ds:SignatureValue>{b64encode(value).decode()}</ds:SignatureValue>{inner}{self.after}</ds:Signature>"
        ).encode()


def place_after_issuer(assertion: bytes, content: bytes) -> bytes:
    """Return an assertion with something placed directly after its first Issuer."""
    position = assertion.index(b"Issuer>", assertion.index(b"</")) + len(b"Issuer>")
    return assertion[:position] + content + assertion[position:]


def _canonical(document: bytes, prefixes: tuple[str, ...] = ()) -> bytes:
    root = etree.fromstring(document)
    octets: bytes = etree.tostring(
        root, method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=list(prefixes) or None
    )
    return octets
