"""Names of SAML, XML Signature and the attributes of a transactietoken (tokens.md sections 2 and 3)."""

from typing import Final

from protocol.soap import WSSE_NS

SAML: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"
EXC_C14N: Final = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED: Final = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
RSA_SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
MISPRINTED: Final = {
    "http://www.w3.org/2000/09/xmldsig#rsa-sha256": RSA_SHA256,
    "http://www.w3.org/2000/09/xmlenc#sha256": SHA256,
}
"""URIs that a listing of AORTA 8.4.0 prints and no standard knows, with what was meant (tokens.md section 2.5)."""

ENTITY_FORMAT: Final = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity"
UNSPECIFIED_FORMAT: Final = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified"
HOLDER_OF_KEY: Final = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
SENDER_VOUCHES: Final = "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"
SMARTCARD_PKI: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI"
X509_CLASS: Final = "urn:oasis:names:tc:SAML:2.0:ac:classes:X509"

CONTEXT: Final = "autorisatieregel/context"
INTERACTION: Final = "interactionId"
MESSAGE_ROOT: Final = "messageIdRoot"
MESSAGE_EXTENSION: Final = "messageIdExt"
BSN: Final = "burgerServiceNummer"
APPLICATION: Final = "applicationID"
CONTEXT_CODE_SYSTEM: Final = "contextCodeSystem"
CONTEXT_CODE: Final = "contextCode"
EXECUTOR: Final = "Uitvoerder"
"""Attribute by which an inschrijftoken is known."""


XPATH: Final = {"s": SAML, "d": DS, "w": WSSE_NS}
"""Prefixes in our own XPath expressions."""


def saml(name: str) -> str:
    """Return a qualified name in the namespace of SAML assertions."""
    return f"{{{SAML}}}{name}"


def ds(name: str) -> str:
    """Return a qualified name in the namespace of XML Signature."""
    return f"{{{DS}}}{name}"
