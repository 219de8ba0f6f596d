# language: nl
@GBX.CON.e4080.5
Functionaliteit: Opzetten beveiligde verbinding met de ZIM
  AORTA-eisen, paragraaf 2.8. Alles wordt op de verbinding zelf waargenomen, nooit aan het GBx gevraagd.

  Achtergrond:
    Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas

  @GBX.CON.e4080.5/1
  Regel: Uitwisseling gaat over een TLS-sessie die het GBx met de ZIM opzet

    @script
    Scenario: een opvraag gaat over een TLS-sessie die het GBx heeft opgezet
      Als "Arts A" gegevens opvraagt
      Dan ging elk bericht over een TLS-sessie die het GBx met de ZIM heeft opgezet

  @GBX.CON.e4080.5/2
  Regel: Het GBx neemt alleen genoegen met het servercertificaat van de ZIM

    @script
    Abstract Scenario: de ZIM toont een certificaat dat niet deugt
      Als "Arts A" gegevens opvraagt bij een ZIM met certificaat "zim", dan "<certificaat>" en dan weer "zim"
      Dan weigerde het GBx alleen de tweede keer, na het certificaat en vóór een bericht, op grond van "<grond>"

      Voorbeelden:
        | certificaat        | grond                            |
        | zim-verlopen       | standaard RFC 5280 6.1.3         |
        | zim-nog-niet-geldig| standaard RFC 5280 6.1.3         |
        | zim-ingetrokken    | specificatie identity.md 4.7     |
        | zim-andere-partij  | eis                              |
        | zim-andere-naam    | eis                              |
        | zim-andere-root    | eis                              |

  @GBX.CON.e4080.5/3
  Regel: Het GBx toont bij vertrouwensniveau midden zijn servercertificaat

    @script
    Scenario: een opvraag van niveau midden
      Als "Arts A" gegevens opvraagt
      Dan heeft het GBx bij elke verbinding met de ZIM zijn eigen servercertificaat getoond

  @GBX.CON.e4080.5/4
  Regel: Het GBx toont ook bij vertrouwensniveau laag zijn servercertificaat

    @script
    Scenario: een controle van de koppeling, van niveau laag
      Als "Arts A" de koppeling met de ZIM controleert
      Dan heeft het GBx ook bij niveau laag zijn eigen servercertificaat getoond

  @GBX.CON.e4080.5/5
  Regel: Tijdelijke sleutels worden elke 5 minuten ververst

    @adapter
    Abstract Scenario: een sessie die langer dan 5 minuten in gebruik is
      Stel de ZIM biedt hoogstens TLS "<versie>" aan
      Als "Arts A" gedurende "6" minuten elke minuut gegevens opvraagt
      Dan is geen bericht versleuteld met sleutels die ouder zijn dan "300" seconden

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |

    @adapter
    Scenario: een sessie die na ruim 5 minuten rust weer in gebruik komt
      Stel de ZIM biedt hoogstens TLS "1.2" aan
      Als "Arts A" gegevens opvraagt en "310" seconden later opnieuw
      Dan is geen bericht versleuteld met sleutels die ouder zijn dan "300" seconden

  @GBX.CON.e4080.5/6
  Regel: Het verversen gebeurt met veilige heronderhandeling

    @adapter
    Scenario: de sleutels van een TLS 1.2-sessie worden ververst
      Stel de ZIM biedt hoogstens TLS "1.2" aan
      Als "Arts A" gedurende "6" minuten elke minuut gegevens opvraagt
      Dan is een TLS 1.2-sessie die langer dan "300" seconden duurde ververst met veilige heronderhandeling

  @GBX.CON.e4080.5/7
  Regel: Het GBx gebruikt alleen suites die het NCSC minstens goed noemt

    @script
    Abstract Scenario: de ZIM kent alleen suites onder het niveau goed
      Als "Arts A" gegevens opvraagt bij een ZIM met suites "goed", dan "<zwak>" en dan weer "goed"
      Dan kwam alleen de tweede keer geen TLS-sessie tot stand

      Voorbeelden:
        | zwak           |
        | ECDHE met CBC  |
        | DHE met GCM    |
        | RSA met GCM    |
        | RSA met CBC    |

  @GBX.CON.e4080.5/8
  Regel: De sterkste suite die het GBx en de ZIM delen wordt gebruikt

    @script
    Scenario: de ZIM kent ook zwakke suites en volgt de voorkeur van het GBx
      Stel de ZIM biedt hoogstens TLS "1.2" aan
      En de ZIM kent ook suites onder het niveau goed en volgt de voorkeur van het GBx
      Als "Arts A" gegevens opvraagt
      Dan is van de gedeelde suites een van het hoogste niveau gekozen

  @GBX.CON.e4080.5/9
  Regel: De hoogste toegestane TLS-versie die beide ondersteunen wordt gebruikt

    @script
    Scenario: de ZIM kent TLS 1.2 en 1.3
      Als "Arts A" gegevens opvraagt
      Dan is de hoogste TLS-versie gekozen die het GBx en de ZIM ondersteunen

    @script
    Scenario: de ZIM kent alleen TLS 1.2
      Stel de ZIM biedt hoogstens TLS "1.2" aan
      Als "Arts A" gegevens opvraagt
      Dan is de hoogste TLS-versie gekozen die het GBx en de ZIM ondersteunen

    @script
    Scenario: de ZIM kent alleen een TLS-versie die niet is toegestaan
      Als "Arts A" gegevens opvraagt bij een ZIM met hoogstens TLS "1.3", dan "1.1" en dan weer "1.3"
      Dan kwam alleen de tweede keer geen TLS-sessie tot stand

  @GBX.CON.e4080.5/10
  Regel: Een TLS-sessie is hoogstens 15 minuten ongebruikt

    @adapter
    Abstract Scenario: na ruim een kwartier rust volgt weer een opvraag
      Stel de ZIM biedt hoogstens TLS "<versie>" aan
      Als "Arts A" gegevens opvraagt en "960" seconden later opnieuw
      Dan ging geen bericht over een verbinding die langer dan "900" seconden ongebruikt was

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |

    @adapter
    Abstract Scenario: na ruim een kwartier rust biedt de ZIM hervatting aan
      Stel de ZIM biedt hoogstens TLS "<versie>" aan
      En de ZIM laat TLS-sessies hervatten
      Als "Arts A" gegevens opvraagt en "960" seconden later opnieuw
      Dan is geen TLS-sessie hervat die langer dan "900" seconden ongebruikt was

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |
