# language: nl
@GBX.IDA.e4085.2
Functionaliteit: Blokkeren van ingetrokken, verlopen en niet authentieke passen
  AORTA-eisen, paragraaf 2.11. Een sessie op vertrouwensniveau midden telt als gestart wanneer er een bericht van dat
  niveau uit vertrekt; elke weigering wordt vergeleken met een geldige tweeling ervoor en erna.

  @GBX.IDA.e4085.2/1
  Regel: Met een verlopen transactietoken start geen sessie

    @script
    Scenario: de pas levert een transactietoken dat al verlopen is
      Als "Arts A" inlogt met een token dat "geldig" is, dan "verlopen" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

  @GBX.IDA.e4085.2/2
  Regel: Met een transactietoken dat nog niet geldig is start geen sessie

    @script
    Scenario: de pas levert een transactietoken waarvan de geldigheid nog moet beginnen
      Als "Arts A" inlogt met een token dat "geldig" is, dan "nog niet geldig" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

  @GBX.IDA.e4085.2/3
  Regel: Met een verkeerd ondertekend transactietoken start geen sessie

    @script
    Scenario: de sleutel van de pas past niet bij het certificaat
      Als "Arts A" inlogt met pas "geldig", dan "sleutel-past-niet" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

  @GBX.IDA.e4085.2/4
  Regel: Met een certificaat dat op een geldige CRL staat start geen sessie

    @script
    Scenario: het certificaat staat bij het inloggen al op de CRL
      Als "Arts A" inlogt met pas "geldig", dan "ingetrokken" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

    @adapter
    Scenario: het certificaat komt na een eerdere sessie op de CRL
      Stel de CRL's van de passen zijn hoogstens "10" minuten geldig
      Als "Arts B" een sessie heeft gehad, zijn pas wordt ingetrokken en hij "11" minuten later weer inlogt
      Dan startte na de intrekking geen sessie op niveau midden

  @GBX.IDA.e4085.2/5
  Regel: Na een weigering door het LSP is er in die sessie geen uitwisseling meer

    @script
    Abstract Scenario: het LSP weigert het transactietoken bij een opvraag
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als het LSP het token van een opvraag van "Arts A" weigert met regel "<regel>" en hij daarna in dezelfde sessie opvraagt
      Dan vertrok er na de weigering in die sessie geen bericht van niveau midden meer

      Voorbeelden:
        | regel |
        | T-10  |
        | T-13  |
        | T-09  |

  @GBX.IDA.e4085.2/6
  Regel: Een ongeldige UZI-pas geeft geen toegang

    @script
    Abstract Scenario: iemand probeert in te loggen met een pas die niet geldig is
      Als "Arts A" inlogt met pas "geldig", dan "<variant>" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

      Voorbeelden:
        | variant          |
        | verlopen         |
        | nog-niet-geldig  |
        | onbekende-ca     |
