# language: nl
@GBX.BVL.e4100.1
Functionaliteit: Aparte certificaten voor verschillende doeleinden
  AORTA-eisen, paragraaf 2.3. Waarmee een bericht ondertekend is, staat in zijn transactietoken; wat TLS laat zien, in de
  handshake. Clausule 1 en 5 gaan over berichten die het systeem zelf waarmerkt en worden aan al het verkeer beoordeeld;
  ondertekenen alleen gebruikers met hun pas, dan is daarvan niets te zien.

  @GBX.BVL.e4100.1/3
  Regel: Elk doel heeft zijn eigen sleutel

    @script
    Scenario: de sleutel onder een opvraag
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan is geen transactietoken ondertekend met de sleutel van TLS

  @GBX.BVL.e4100.1/4
  Regel: Het certificaat voor TLS tekent geen transactietokens

    @script
    Scenario: het certificaat onder een opvraag
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan heeft het certificaat van TLS geen transactietoken ondertekend
