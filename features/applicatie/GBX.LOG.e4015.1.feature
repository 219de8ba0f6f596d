# language: nl
@GBX.LOG.e4015.1
Functionaliteit: Bijhouden van de toegangslog
  AORTA-eisen, paragraaf 2.9. De log wordt voor en na een uitwisseling gelezen; wat erbij kwam wordt vergeleken met wat
  er over de lijn ging. Hoe een systeem de dingen in zijn log noemt staat in het profiel (log.woorden).

  @GBX.LOG.e4015.1/1
  Regel: Een ontvangen opvraagbericht staat in de log

    @script
    Scenario: de ZIM vraagt het systeem als bron
      Als er een "ontvangen opvraag" is geweest
      Dan staat "de uitwisseling" in de toegangslog

  @GBX.LOG.e4015.1/2
  Regel: Het gegeven antwoord staat in de log

    @script
    Scenario: het systeem antwoordt de ZIM als bron
      Als er een "ontvangen opvraag" is geweest
      Dan staat "het antwoord" in de toegangslog

  @GBX.LOG.e4015.1/3
  Regel: Een verzonden opvraagbericht staat in de log

    @script
    Scenario: een zorgverlener vraagt gegevens op bij het LSP
      Als er een "verzonden opvraag" is geweest
      Dan staat "de uitwisseling" in de toegangslog

  @GBX.LOG.e4015.1/4
  Regel: Het verkregen antwoord staat in de log

    @script
    Scenario: het LSP antwoordt op een opvraag
      Als er een "verzonden opvraag" is geweest
      Dan staat "het antwoord" in de toegangslog

  @GBX.LOG.e4015.1/7
  Regel: Het BSN staat erbij

    @script
    Abstract Scenario: het BSN bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "het BSN" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/8
  Regel: De opvragende of versturende organisatie staat erbij

    @script
    Abstract Scenario: de vragende organisatie bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "de vragende organisatie" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/9
  Regel: De bestemde organisatie staat erbij

    @script
    Abstract Scenario: de bestemde organisatie bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "de bestemde organisatie" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/10
  Regel: De functie van wie opvroeg staat erbij

    @script
    Abstract Scenario: de functie van wie vroeg bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "de functie van wie vroeg" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/11
  Regel: Wie opvroeg staat erbij

    @script
    Abstract Scenario: wie vroeg bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "wie vroeg" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/12
  Regel: De soort gebruikersinteractie staat erbij

    @script
    Abstract Scenario: de soort interactie bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "de soort interactie" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/13
  Regel: Het tijdstip staat erbij

    @script
    Abstract Scenario: het tijdstip bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "het tijdstip" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/14
  Regel: De tijdzone staat bij het tijdstip

    @script
    Abstract Scenario: de afstand tot UTC bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "de afstand tot UTC" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/15
  Regel: Het id van het ontvangen bericht staat erbij

    @script
    Abstract Scenario: het id van het ontvangen bericht bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "het id van het ontvangen bericht" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/16
  Regel: Het id van het verzonden bericht staat erbij

    @script
    Abstract Scenario: het id van het verzonden bericht bij een uitwisseling
      Als er een "<uitwisseling>" is geweest
      Dan noemt de toegangslog daarbij "het id van het verzonden bericht" zoals het over de lijn ging

      Voorbeelden:
        | uitwisseling      |
        | verzonden opvraag |
        | ontvangen opvraag |

  @GBX.LOG.e4015.1/17
  Regel: De soort van verzonden patiëntstukken staat erbij

    @script
    Scenario: het systeem levert als bron gegevens op
      Als er een "ontvangen opvraag" is geweest
      Dan noemt de toegangslog daarbij "de gegevenssoorten" zoals het over de lijn ging

  @GBX.LOG.e4015.1/18
  Regel: De soort van ontvangen patiëntstukken staat erbij

    @script
    Scenario: het LSP levert gegevens op
      Als er een "verzonden opvraag" is geweest
      Dan noemt de toegangslog daarbij "de gegevenssoorten" zoals het over de lijn ging

  @GBX.LOG.e4015.1/19
  Regel: Een fout bij het ontvangen is te zien

    @script
    Abstract Scenario: het antwoord van het LSP komt niet goed aan
      Als "Arts A" gegevens opvraagt, en nog eens terwijl de ZIM antwoordt met "<fout>"
      Dan is in de toegangslog te zien dat er de tweede keer iets misging

      Voorbeelden:
        | fout              |
        | een half antwoord |
        | onleesbare XML    |

  @GBX.LOG.e4015.1/20
  Regel: Een fout bij het verzenden is te zien

    @script
    Abstract Scenario: het LSP weigert het verzonden bericht
      Als "Arts A" gegevens opvraagt, en nog eens terwijl de ZIM antwoordt met "<fout>"
      Dan is in de toegangslog te zien dat er de tweede keer iets misging

      Voorbeelden:
        | fout          |
        | een SOAP-fout |
        | een HL7-fout  |
