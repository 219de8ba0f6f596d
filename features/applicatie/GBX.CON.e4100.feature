# language: nl
@GBX.CON.e4100
Functionaliteit: Kenbaar maken Certificate Authorities
  AORTA-eisen, paragraaf 2.13. Gelezen in het CertificateRequest zelf.

  @GBX.CON.e4100/1
  Regel: Het GBx noemt alleen autoriteiten uit de keten

    @zim
    Abstract Scenario: de autoriteiten die het GBx noemt
      Als de ZIM alleen TLS "<versie>" aanbiedt
      Dan noemt het CertificateRequest alleen autoriteiten uit de ketens die in omloop zijn

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |

  @GBX.CON.e4100/2
  Regel: Het stamcertificaat van de keten is erbij

    @zim
    Abstract Scenario: het stamcertificaat onder de autoriteiten die het GBx noemt
      Als de ZIM alleen TLS "<versie>" aanbiedt
      Dan noemt het CertificateRequest het stamcertificaat van de keten

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |
