"""CA certificates that are trusted, with the lists of what they revoked, fetched over HTTP (INT-42, INT-49)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.pkix import ChainChecker
from simulators.xis.web import WebError

Fetch = Callable[[str], Awaitable[bytes]]


class Authorities:
    """CA certificates that are trusted, their CRLs, and the checker that knows both."""

    def __init__(self, trusted: Iterable[Path], urls: Sequence[str], fetch: Fetch) -> None:
        """Load the CA certificates; raises ValueError if a file is no PEM with certificates."""
        certificates = [certificate for path in trusted for certificate in load_certificates(path)]
        self.roots = tuple(c for c in certificates if c.subject == c.issuer)
        self.intermediates = tuple(c for c in certificates if c.subject != c.issuer)
        self._urls = tuple(urls)
        self._fetch = fetch
        self._lists: dict[str, x509.CertificateRevocationList] = {}
        self._fetched: dict[str, float] = {}
        self.checker = ChainChecker(self.roots, self.intermediates)

    async def refresh(self) -> None:
        """Fetch every list again; one that cannot be had leaves the earlier one where it is."""
        await self._get(self._urls)

    async def refresh_for(self, certificate: x509.Certificate) -> None:
        """Fetch again the lists that a certificate points at, all of them if it points at none that is known."""
        named = distribution_points(certificate) & set(self._urls)
        await self._get(named or self._urls)

    async def refresh_older_than(self, seconds: float, now: float) -> None:
        """Fetch again the lists that were fetched longer ago than this, or never."""
        old = [url for url in self._urls if now - self._fetched.get(url, float("-inf")) > seconds]
        await self._get(old)
        self._fetched.update({url: now for url in old if url in self._lists})

    async def refresh_once(self) -> None:
        """Fetch the lists of which none is at hand yet."""
        await self._get(url for url in self._urls if url not in self._lists)

    def valid_lists(self, now: float) -> tuple[bytes, ...]:
        """Return the lists in PEM, () unless there is a list of every distribution point that is valid at ``now``."""
        lists = [self._lists[url] for url in self._urls if url in self._lists]
        if len(lists) < len(self._urls) or not all(is_valid(crl, now) for crl in lists):
            return ()
        return tuple(crl.public_bytes(Encoding.PEM) for crl in lists)

    def forget(self) -> None:
        """Drop the lists, as after a restart."""
        self._lists.clear()
        self._fetched.clear()
        self.checker.use_crls(())

    async def _get(self, urls: Iterable[str]) -> None:
        await asyncio.gather(*(self._refresh(url) for url in urls))
        self.checker.use_crls(self._lists.values())

    async def _refresh(self, url: str) -> None:
        try:
            crl = load_crl(await self._fetch(url))
        except (WebError, ValueError):
            return
        # An unchanged list stays the same object, so that the checker keeps what it has found out.
        if crl != self._lists.get(url) and self._is_genuine(crl):
            self._lists[url] = crl

    def _is_genuine(self, crl: x509.CertificateRevocationList) -> bool:
        """Tell whether the issuer signed a list; that of an unknown issuer is judged with the chain it belongs to."""
        issuers = [c for c in (*self.roots, *self.intermediates) if c.subject == crl.issuer]
        return not issuers or any(self.checker.issued_crl(crl, issuer) for issuer in issuers)


def distribution_points(certificate: x509.Certificate) -> set[str]:
    """Return the URLs at which a certificate says that its CRL can be had."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return set()
    names = (name for point in points for name in point.full_name or ())
    return {name.value for name in names if isinstance(name, x509.UniformResourceIdentifier)}


def is_valid(crl: x509.CertificateRevocationList, now: float) -> bool:
    """Tell whether a list is valid at ``now`` (seconds since the epoch)."""
    end = crl.next_update_utc
    return crl.last_update_utc.timestamp() <= now and (end is None or now <= end.timestamp())


def load_certificates(path: Path) -> list[x509.Certificate]:
    """Return the certificates in a PEM file; raises ValueError with a Dutch sentence if there are none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"bestand {path} bevat geen certificaten in PEM ({error})") from error


def load_crl(content: bytes) -> x509.CertificateRevocationList:
    """Read a CRL in DER or PEM; raises ValueError if it is neither."""
    if content.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_crl(content)
    return x509.load_der_x509_crl(content)
