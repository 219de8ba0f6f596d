# language: nl
@GBX.CON.e4090.2
Functionaliteit: Opzetten beveiligde verbinding vanuit de ZIM
  AORTA-eisen, paragraaf 2.2. De ZIM is hier de client; van het GBx is alleen het adres van zijn eigen server nodig.

  @GBX.CON.e4090.2/1
  Regel: Het GBx neemt een TLS-sessie aan die de ZIM opent

    @zim
    Scenario: de ZIM controleert de koppeling
      Als de ZIM een TLS-sessie opent
      Dan heeft het GBx de sessie gehonoreerd

  @GBX.CON.e4090.2/2
  Regel: Het GBx toont zijn eigen servercertificaat

    @zim
    Scenario: het certificaat dat de ZIM te zien krijgt
      Als de ZIM een TLS-sessie opent
      Dan heeft het GBx de ZIM zijn eigen servercertificaat getoond

  @GBX.CON.e4090.2/3
  Regel: Alleen de ZIM zelf wordt als client aangenomen

    @zim
    Abstract Scenario: een client die de ZIM niet is
      Als een client zich bewijst met "zim", dan met "<certificaat>" en dan weer met "zim"
      Dan weigerde het GBx alleen de tweede client, vóór een antwoord, op grond van "<grond>"

      Voorbeelden:
        | certificaat         | grond                         |
        | (geen)              | eis                           |
        | zim-verlopen        | standaard RFC 5280 6.1.3      |
        | zim-nog-niet-geldig | standaard RFC 5280 6.1.3      |
        | zim-ingetrokken     | specificatie identity.md 4.7  |
        | zim-andere-root     | eis                           |
        | zim-andere-partij   | eis                           |
        | arts-a/geldig       | eis                           |

  @GBX.CON.e4090.2/4
  Regel: Het GBx werkt mee aan het vernieuwen van de tijdelijke sleutels

    @zim
    Abstract Scenario: de ZIM vernieuwt de sleutels van een verbinding in gebruik
      Als de ZIM de sleutels vernieuwt van een verbinding die zij met hoogstens TLS "<versie>" opende
      Dan ging het GBx met nieuwe sleutels verder

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |

  @GBX.CON.e4090.2/5
  Regel: Elke suite die tot stand komt noemt het NCSC minstens goed

    @zim
    Abstract Scenario: alle suites die het GBx aanneemt
      Als de ZIM in TLS "<versie>" elke suite aanbiedt
      Dan noemt het NCSC elke suite die het GBx aanneemt minstens goed

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |

  @GBX.CON.e4090.2/6
  Regel: De suite die tot stand komt kent ook de ZIM

    @zim
    Scenario: de ZIM biedt de suites aan die zij kent
      Als de ZIM een TLS-sessie opent met de suites die zij kent
      Dan kwam een suite tot stand die de ZIM kent

  @GBX.CON.e4090.2/7
  Regel: Het GBx kiest de sterkste versleuteling van wat de ZIM aanbiedt

    @zim
    Abstract Scenario: de ZIM biedt de zwakste suites als eerste aan
      Als de ZIM in TLS "<versie>" elke suite aanbiedt
      Dan koos het GBx een van het hoogste niveau, ook als de zwakste voorop stond

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |

  @GBX.CON.e4090.2/8
  Regel: Een TLS-sessie duurt in totaal hoogstens 8 uur

    @zim
    Scenario: de ZIM houdt verbinding en sessie 8 uur in gebruik
      Als de ZIM een TLS-sessie langer dan "28800" seconden in gebruik houdt
      Dan is over de verbinding na "28800" seconden niets meer beantwoord
      En is de TLS-sessie na "28800" seconden niet meer hervat

  @GBX.CON.e4090.2/9
  Regel: Een TLS-sessie ligt hoogstens 15 minuten stil

    @zim
    Abstract Scenario: na ruim een kwartier rust gebruikt de ZIM de sessie weer
      Als de ZIM een verbinding van hoogstens TLS "<versie>" na "960" seconden rust weer gebruikt
      Dan is over de verbinding na meer dan "900" seconden rust niets meer beantwoord
      En is de TLS-sessie na meer dan "900" seconden rust niet hervat

      Voorbeelden:
        | versie |
        | 1.2    |
        | 1.3    |
