"""Others who judge a signature: openssl, xmlsec1 and signxml. None of our own verification is used here."""

import re
import shutil
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, InvalidInput, InvalidSignature
from signxml.verifier import SignatureConfiguration, XMLVerifier

from tests.protocol.saml.samples import NOW

DS = "{http://www.w3.org/2000/09/xmldsig#}"


def openssl_accepts(token: bytes, certificate: x509.Certificate, directory: Path) -> bool:
    """Let ``openssl dgst`` check the signature value over the canonical SignedInfo."""
    signature = etree.fromstring(token).find(f"{DS}Signature")
    assert signature is not None
    info, value = signature.find(f"{DS}SignedInfo"), signature.findtext(f"{DS}SignatureValue")
    assert info is not None
    assert value is not None
    files = {
        "info": etree.tostring(info, method="c14n", exclusive=True),
        "value": b64decode(value),
        "key.pem": certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    }
    for name, content in files.items():
        (directory / name).write_bytes(content)
    command = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "value", "info"]
    done = subprocess.run(command, cwd=directory, capture_output=True, timeout=30, check=False)
    return done.returncode == 0


def xmlsec1_accepts(document: bytes, certificate: x509.Certificate, directory: Path) -> bool:
    """Let xmlsec1 check the one signature in a document; skips the test where it is not installed."""
    if shutil.which("xmlsec1") is None:
        pytest.skip("xmlsec1 is not installed")
    key = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (directory / "document.xml").write_bytes(_anonymous(document))
    (directory / "key.pem").write_bytes(key)
    command = ["xmlsec1", "--verify", "--pubkey-pem", "key.pem"]
    command += ["--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", "document.xml"]
    done = subprocess.run(command, cwd=directory, capture_output=True, timeout=30, check=False)
    return done.returncode == 0


def signxml_accepts(document: bytes, certificate: x509.Certificate) -> bool:
    """Let signxml check the first signature in a document."""
    configuration = SignatureConfiguration(
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        verification_time=NOW,
    )
    try:
        XMLVerifier().verify(document, x509_cert=certificate, id_attribute="ID", expect_config=configuration)
    except (InvalidSignature, InvalidDigest, InvalidInput):
        return False
    return True


def _anonymous(document: bytes) -> bytes:
    """Take the KeyInfo out of the signature: xmlsec1 would look for that certificate instead of taking the key."""
    return re.sub(
        rb"(</ds:SignatureValue>)<ds:KeyInfo>.*?</ds:KeyInfo>(</ds:Signature>)", rb"\1\2", document, flags=re.S
    )
