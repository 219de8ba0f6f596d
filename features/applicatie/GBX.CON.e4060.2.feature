# language: nl
@GBX.CON.e4060.2
Functionaliteit: Protocolstack voor berichtuitwisseling
  AORTA-eisen, paragraaf 2.17. Wat het GBx zelf op de lijn zet wordt beoordeeld, en wat er tot stand komt als de ZIM een lagere versie aanbiedt.
  Een hogere versie die het GBx weigert is geen fout (INT-57).

  @GBX.CON.e4060.2/1
  Regel: Berichten zijn HL7v3-berichten

    @script
    Scenario: een bericht dat het GBx verstuurt is een HL7v3-bericht
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" een bericht naar de ZIM stuurt
      Dan is elk bericht van het GBx een HL7v3-bericht

    @zim
    Scenario: een antwoord van het GBx is een HL7v3-bericht
      Als de ZIM een ping stuurt
      Dan is elk bericht van het GBx een HL7v3-bericht

  @GBX.CON.e4060.2/2
  Regel: Berichten zitten in SOAP 1.1

    @script
    Scenario: een bericht dat het GBx verstuurt zit in SOAP 1.1
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" een bericht naar de ZIM stuurt
      Dan zit elk bericht van het GBx in SOAP 1.1

    @zim
    Scenario: een antwoord van het GBx zit in SOAP 1.1
      Als de ZIM een ping stuurt
      Dan zit elk bericht van het GBx in SOAP 1.1

  @GBX.CON.e4060.2/3
  Regel: Tokens zijn SAML 2.0

    @script
    Scenario: het token van een opvraag
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" een bericht naar de ZIM stuurt
      Dan is elk token van het GBx SAML 2.0

  @GBX.CON.e4060.2/4
  Regel: Berichten gaan over HTTP 1.1

    @script
    Scenario: een bericht dat het GBx verstuurt gaat over HTTP 1.1
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" een bericht naar de ZIM stuurt
      Dan gaat elk bericht van het GBx over HTTP 1.1

    @zim
    Scenario: een antwoord van het GBx gaat over HTTP 1.1
      Als de ZIM een ping stuurt
      Dan gaat elk bericht van het GBx over HTTP 1.1

  @GBX.CON.e4060.2/5
  Regel: Berichten gaan over TLS 1.2 of TLS 1.3

    @script
    Scenario: een controle van de koppeling gaat over TLS
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" de koppeling met de ZIM controleert
      Dan ging elk bericht over TLS 1.2 of TLS 1.3

  @GBX.CON.e4060.2/7
  Regel: Berichten gaan over IPv4

    @script
    Scenario: het GBx bereikt een ZIM die alleen IPv4 heeft
      Als "Arts A" zo mogelijk inlogt en gegevens opvraagt
      Dan is de ZIM over IPv4 bereikt

  @GBX.CON.e4060.2/8
  Regel: Geen lagere versie komt tot stand

    @script
    Scenario: de ZIM kent alleen een lagere TLS-versie
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt bij een ZIM met hoogstens TLS "1.3", dan "1.1" en dan weer "1.3"
      Dan kwam alleen de tweede keer geen TLS-sessie tot stand

    @zim
    Scenario: de ZIM vraagt het GBx om elke lagere TLS-versie
      Als de ZIM het GBx elke TLS-versie aanbiedt
      Dan komt geen TLS-versie onder TLS 1.2 tot stand

    @zim
    Scenario: de ZIM stuurt een bericht over HTTP 1.0
      Als de ZIM een ping stuurt over HTTP "1.1", dan "1.0" en dan weer "1.1"
      Dan antwoordde het GBx niet over HTTP 1.0

    @zim
    Scenario: de ZIM stuurt een bericht in een envelop van voor SOAP 1.1
      Als de ZIM een ping stuurt in SOAP "1.1", dan "1.0" en dan weer "1.1"
      Dan gaf het GBx op de tweede ping geen inhoudelijk antwoord

  @GBX.CON.e4060.2/9
  Regel: Het GBx volgt de TLS-richtlijnen van het NCSC waar dat kan

    @script
    Scenario: het GBx verbindt met de ZIM
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan ondersteunt het GBx als client een TLS-versie die het NCSC goed noemt

    @zim
    Scenario: de ZIM verbindt met het GBx
      Als de ZIM het GBx elke TLS-versie aanbiedt
      Dan ondersteunt het GBx als server een TLS-versie die het NCSC goed noemt

  @GBX.CON.e4060.2/10
  Regel: Het GBx kan TLS 1.2, of anders TLS 1.3

    @script
    Scenario: de versies die het GBx als client kan
      Als "Arts A" zo mogelijk inlogt en gegevens opvraagt
      Dan kan het GBx als client TLS 1.2 of anders TLS 1.3

    @zim
    Scenario: de versies die het GBx als server kan
      Als de ZIM het GBx elke TLS-versie aanbiedt
      Dan kan het GBx als server TLS 1.2 of anders TLS 1.3

  @GBX.CON.e4060.2/11
  Regel: De hoogste TLS-versie die mag en die beide kunnen wordt gekozen

    @script
    Abstract Scenario: het GBx verbindt met een ZIM die een of twee versies kent
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      En de ZIM biedt hoogstens TLS "<versie>" aan
      Als "Arts A" gegevens opvraagt
      Dan is de hoogste TLS-versie gekozen die het GBx en de ZIM ondersteunen

      Voorbeelden:
        | versie |
        | 1.3    |
        | 1.2    |

    @zim
    Scenario: de ZIM biedt het GBx alle versies tegelijk aan
      Als de ZIM het GBx elke TLS-versie aanbiedt
      Dan koos het GBx van alle aangeboden TLS-versies de hoogste
