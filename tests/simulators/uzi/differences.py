"""In which properties two certificates differ, extension by extension, read from the certificates themselves."""

from cryptography import x509

from protocol.uzi import UZI_NAME_OID, other_names, signature_hash


def fields(certificate: x509.Certificate) -> dict[str, object]:
    """Return every field of a certificate by name, apart from serial number and signature value."""
    public = certificate.public_key().public_numbers()  # type: ignore[union-attr]
    found: dict[str, object] = {
        "versie": certificate.version,
        "uitgever": certificate.issuer,
        "onderwerp": certificate.subject,
        "geldigheid": (certificate.not_valid_before_utc, certificate.not_valid_after_utc),
        "sleutel": public,
        "ondertekening": (certificate.signature_algorithm_oid, signature_hash(certificate)),
    }
    for extension in certificate.extensions:
        name = extension.oid._name if extension.oid._name != "Unknown OID" else extension.oid.dotted_string
        found[name] = (extension.critical, extension.value)
    return found


def differing(one: x509.Certificate, other: x509.Certificate) -> set[str]:
    """Return the names of the fields in which two certificates differ."""
    first, second = fields(one), fields(other)
    return {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}


def uzi_parts(certificate: x509.Certificate) -> list[str]:
    """Return the parts of the UZI name of a certificate."""
    return next(other_names(certificate, UZI_NAME_OID)).split("-")


def subject_parts(certificate: x509.Certificate) -> dict[str, str]:
    """Return the attributes of the subject by the last arcs of their OIDs."""
    return {attribute.oid.dotted_string: str(attribute.value) for attribute in certificate.subject}
