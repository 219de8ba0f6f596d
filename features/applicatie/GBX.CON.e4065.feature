# language: nl
@GBX.CON.e4065
Functionaliteit: Juiste afhandeling van SOAP-headers
  AORTA-eisen, paragraaf 2.16. De handleiding waarnaar de eis verwijst is niet verstrekt; clausule 2 en 3 gaan over wat de toelichting
  noemt en SOAP 1.1 (4.2.2 en 4.2.3) voorschrijft. Het geplante blok staat in een naamruimte die niemand kan kennen.

  @GBX.CON.e4065/2
  Regel: Het GBx neemt mustUnderstand in acht

    @zim
    Abstract Scenario: een bericht met een onbekend verplicht blok voor de ontvanger
      Als de ZIM een ping stuurt met een blok "facultatief" voor "<actor>", dan "verplicht" en dan weer "facultatief"
      Dan weigerde het GBx alleen de tweede ping

      Voorbeelden:
        | actor           |
        | wie het krijgt  |
        | next            |
        | het GBx         |

    @zim
    Scenario: een bericht met een onbekend blok dat niet verplicht is
      Als de ZIM een ping stuurt met een blok "geen" voor "wie het krijgt", dan "facultatief" en dan weer "geen"
      Dan beantwoordde het GBx ook de tweede ping

    @script
    Abstract Scenario: een antwoord met een onbekend verplicht blok voor de ontvanger
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt en het antwoord heeft een blok "facultatief" voor "<actor>", dan "verplicht" en dan weer "facultatief"
      Dan gebruikte het GBx alleen het tweede antwoord niet

      Voorbeelden:
        | actor           |
        | wie het krijgt  |
        | next            |

  @GBX.CON.e4065/3
  Regel: Het GBx neemt actor in acht

    @zim
    Abstract Scenario: een bericht met een verplicht blok voor een ander
      Als de ZIM een ping stuurt met een blok "geen" voor "<actor>", dan "verplicht" en dan weer "geen"
      Dan beantwoordde het GBx ook de tweede ping

      Voorbeelden:
        | actor   |
        | de ZIM  |
        | derden  |

    @script
    Scenario: een antwoord met een verplicht blok voor een ander
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt en het antwoord heeft een blok "geen" voor "derden", dan "verplicht" en dan weer "geen"
      Dan gebruikte het GBx ook het tweede antwoord
