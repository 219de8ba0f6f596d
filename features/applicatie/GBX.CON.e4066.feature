# language: nl
@GBX.CON.e4066
Functionaliteit: Bevorderen interoperabiliteit bij berichtuitwisseling
  AORTA-eisen, paragraaf 2.15. Elk bericht wordt aan alle regels van WS-I Basic Profile 1.0 gehouden die op de lijn te zien zijn en over
  zo'n bericht gaan; het oordeel noemt ze bij nummer. Niet te zien, en dus door de leverancier te verklaren: R2201 en R2204 (de WSDL), R1025
  en R1028 (wat een ontvanger van binnen doet). Komt hier niet voor: R1007 (RPC), R1112 en R2745 (antwoord zonder SOAP, operatie zonder
  SOAPAction). R1131 staat iets toe. R1125 valt niet te beslissen: een 5xx zegt zelf niet dat de vorm het probleem was. Waar AORTA nauwer is
  dan het profiel geldt AORTA (INT-56): UTF-8 hier, HTTP 1.1 bij de protocolstack. Wat het profiel adviseert geeft een bevinding.

  @GBX.CON.e4066/1
  Regel: Het GBx volgt WS-I Basic Profile 1.0

    @script
    Scenario: een bericht dat het GBx verstuurt
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" een bericht naar de ZIM stuurt
      Dan voldoet elk bericht van het GBx aan WS-I Basic Profile 1.0

    @zim
    Scenario: een antwoord van het GBx
      Als de ZIM een ping stuurt
      Dan voldoet elk bericht van het GBx aan WS-I Basic Profile 1.0

    @zim
    Scenario: een SOAP-fault van het GBx
      Als de ZIM berichten stuurt die een SOAP-fault geven
      Dan voldoet elk bericht van het GBx aan WS-I Basic Profile 1.0

    @zim
    Abstract Scenario: een bericht waarop een fault moet volgen
      Als de ZIM een ping stuurt met fout "geen", dan "<fout>" en dan weer "geen"
      Dan gaf het GBx alleen de tweede keer de fault van regel "<regel>" van WS-I Basic Profile 1.0

      Voorbeelden:
        | fout                                 | regel |
        | een envelop van een onbekende versie | R1015 |
        | een onbekend verplicht blok          | R1027 |

    @zim
    Abstract Scenario: een verzoek dat geen SOAP over HTTP is
      Als de ZIM een ping stuurt met fout "geen", dan "<fout>" en dan weer "geen"
      Dan volgde het GBx alleen de tweede keer het advies van regel "<regel>" van WS-I Basic Profile 1.0, HTTP "<status>"

      Voorbeelden:
        | fout                     | regel | status |
        | onleesbare HTTP          | R1113 | 400    |
        | GET in plaats van POST   | R1114 | 405    |
        | een ander mediatype      | R1115 | 415    |
