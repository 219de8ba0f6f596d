"""Signing an assertion: enveloped, exclusive canonicalisation, RSA with SHA-256 (tokens.md sections 2.5 and 2.6)."""

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

from protocol.saml import names
from protocol.saml.build import key_info, read_unsigned
from protocol.xml import XmlError, serialise


def sign(unsigned: bytes, *, certificate: x509.Certificate, private_key: RSAPrivateKey) -> bytes:
    """Return the signed assertion; the signature stands directly after the Issuer and refers to ``certificate``.

    Whether key and certificate belong together is not looked at: a pass of which they do not must be possible here.
    Raises XmlError for what is no assertion, has no Issuer, or is signed already.
    """
    assertion = read_unsigned(unsigned)
    issuer = assertion.find(names.saml("Issuer"))
    if issuer is None:
        raise XmlError("De te ondertekenen assertion heeft geen Issuer.")
    issuer.addnext(etree.Element(names.ds("Signature"), {"Id": "placeholder"}, nsmap={"ds": names.DS}))
    signer = XMLSigner(
        SignatureConstructionMethod.enveloped,
        SignatureMethod.RSA_SHA256,
        DigestAlgorithm.SHA256,
        CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    reference = etree.fromstring(key_info(certificate).replace("<ds:KeyInfo>", f'<ds:KeyInfo xmlns:ds="{names.DS}">'))
    signed = signer.sign(assertion, key=private_key, reference_uri=f"#{assertion.get('ID')}", key_info=reference)
    return serialise(signed)
