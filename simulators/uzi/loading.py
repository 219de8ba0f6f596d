"""The list "load this file there" for who connects a system under test to the bench."""

from pathlib import Path
from typing import Protocol

from simulators.tls import Identity
from simulators.uzi.crl import ISSUERS
from simulators.uzi.population import SutNames


class Contents(Protocol):
    """What the list needs of a PKI."""

    @property
    def directory(self) -> Path:
        """The directory of the PKI."""

    @property
    def names(self) -> SutNames:
        """What the certificates say of the system under test."""

    def server(self, name: str) -> Identity:
        """Return the files of a server variant."""

    def trust(self, name: str) -> Path:
        """Return the file of a bundle of CA certificates."""


def loading_list(pki: Contents) -> str:
    """Return the list in Dutch: what to trust, what to show, and how in the usual key stores."""
    names = pki.names
    own = pki.server("xis")
    # A passphrase is the user's own business: every command below asks for it.
    return f"""\
Laden in het systeem {names.fqdn} (URA {names.ura}, {names.system_type})
Niets hiervan is echt: de certificaten bewijzen niets buiten deze toetsbank. Laad ze nooit in een productiesysteem.

1. Vertrouwen
   certificaat van de ZIM ({names.zim_host})
     roots                 {pki.trust("server-roots")}
     tussenliggende CA's   {pki.trust("server-tussen")}
   UZI-passen
     roots                 {pki.trust("pas-roots")}
     tussenliggende CA's   {pki.trust("pas-tussen")}
   CRL's ('{names.crl_host}' moet naar de toetsbank wijzen)
{_crls(names)}

2. Tonen: het servercertificaat van het systeem
   keten                   {own.certificate}
   sleutel                 {own.key}
   Of laat een eigen aanvraag ondertekenen; dan verlaat de sleutel het systeem niet:
     python -m toetsbank pki init --profile PROFIEL --aanvraag AANVRAAG.csr

3. Zo komt het daar
   Windows-certificaatarchief
     openssl pkcs12 -export -inkey {own.key} -in {own.certificate} -out xis.p12
     certutil -importpfx xis.p12                     (archief 'Persoonlijk' van de computer)
     certutil -addstore Root ROOT.pem                (elke root apart; de bundels bevatten er meer dan een)
     certutil -addstore CA TUSSENLIGGEND.pem         (elke tussenliggende CA apart)
     De losse CA-certificaten staan in {pki.directory / "ca"}, een per bestand (.pem).
   Java-keystore
     openssl pkcs12 -export -name xis -inkey {own.key} -in {own.certificate} -out xis.p12
     keytool -importkeystore -srckeystore xis.p12 -srcstoretype PKCS12 -destkeystore keystore.p12
     keytool -importcert -alias NAAM -file {pki.directory / "ca"}/NAAM.pem -keystore truststore.p12
   PEM (OpenSSL, nginx, Node, Python, Go)
     gebruik de bestanden van 1 en 2 zoals ze zijn; de keten begint met het certificaat van het systeem zelf
   Proxy die TLS beëindigt
     laad 1 en 2 in de proxy, niet in het systeem erachter; laat de proxy het certificaat van de ZIM op naam,
     keten en CRL controleren, en RSA-PSS toestaan (generatie G4 is met RSA-PSS en SHA-512 ondertekend)

4. Bewaren
   Bewaar de map {pki.directory} en houd haar geheim: ook foute varianten en passen staan erin, met hun sleutels.
"""


def _crls(names: SutNames) -> str:
    lines = [
        f"     {kind:<7} http://{names.crl_host}/cdp/{name}.crl"
        for kind, issuers in ISSUERS.items()
        for name in issuers
    ]
    return "\n".join(lines)
