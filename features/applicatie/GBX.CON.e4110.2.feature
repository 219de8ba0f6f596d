# language: nl
@GBX.CON.e4110.2
Functionaliteit: Ondersteunen servercertificaten en ondertekeningalgoritmen
  AORTA-eisen, paragraaf 2.14. De nieuwste generatie is ondertekend met RSASSA-PSS en SHA-512.

  @GBX.CON.e4110.2/1
  Regel: UZI-servercertificaten van elke generatie werken

    @zim
    Scenario: de ZIM bewijst zich als client met elke generatie
      Als de ZIM zich als client bewijst met "zim-pkio" en met "zim, zim-g4"
      Dan aanvaardde het GBx elk van de laatste certificaten

    @script
    Scenario: de ZIM toont als server een certificaat van de nieuwste generatie
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt bij een ZIM met certificaat "zim", dan "zim-g4" en dan weer "zim"
      Dan aanvaardde het GBx de ZIM ook de tweede keer

  @GBX.CON.e4110.2/2
  Regel: PKIO-servercertificaten van elke generatie werken

    @zim
    Scenario: de ZIM bewijst zich als client met PKIO-certificaten
      Als de ZIM zich als client bewijst met "zim" en met "zim-pkio, zim-pkio-g4"
      Dan aanvaardde het GBx elk van de laatste certificaten

    @script
    Abstract Scenario: de ZIM toont als server een PKIO-certificaat
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt bij een ZIM met certificaat "zim", dan "<certificaat>" en dan weer "zim"
      Dan aanvaardde het GBx de ZIM ook de tweede keer

      Voorbeelden:
        | certificaat |
        | zim-pkio    |
        | zim-pkio-g4 |

  @GBX.CON.e4110.2/3
  Regel: Certificaten zijn ondertekend met SHA-256 of sterker

    @zim
    Scenario: de certificaten die het GBx toont
      Als de ZIM een TLS-sessie opent
      Dan zijn de certificaten van het GBx ondertekend met SHA-256 of sterker

    @zim
    Scenario: een certificaat van de ZIM dat met SHA-1 is ondertekend
      Als een client zich bewijst met "zim", dan met "zim-sha1" en dan weer met "zim"
      Dan weigerde het GBx alleen de tweede client, vóór een antwoord, op grond van "eis"

  @GBX.CON.e4110.2/4
  Regel: Servercertificaten van alle bomen werken tegelijk

    @zim
    Scenario: verbindingen naast elkaar met certificaten uit elke boom
      Als de ZIM naast elkaar verbindingen heeft met "zim, zim-g4, zim-pkio, zim-pkio-g4"
      Dan aanvaardde het GBx elk van de laatste certificaten

  @GBX.CON.e4110.2/5
  Regel: De communicatieserver werkt met handtekeningen van SHA-256 of sterker

    @zim
    Scenario: de ZIM biedt handtekeningen zonder en met SHA-1 aan
      Als de ZIM eerst alleen handtekeningen van SHA-256 en sterker aanbiedt, en dan ook van SHA-1
      Dan werkt het GBx zonder SHA-1
      En zijn de handtekeningen van het GBx van SHA-256 of sterker
