# language: nl
@GBX.CON.e4070.2
Functionaliteit: Opzetten en gebruiken van TLS-sessies
  AORTA-eisen, paragraaf 2.4.

  @GBX.CON.e4070.2/1
  Regel: Een beschikbaar GBx honoreert elk verzoek van de ZIM om een nieuwe TLS-sessie

    @zim
    Scenario: de ZIM opent sessies naast elkaar en daarna nog een
      Als de ZIM "4" TLS-sessies naast elkaar opent en na het sluiten ervan nog een
      Dan heeft het GBx elke sessie gehonoreerd

  @GBX.CON.e4070.2/2
  Regel: Wat een gebruiker uitwisselt gaat over een of meer TLS-sessies met de ZIM

    @script
    Scenario: een zorgverlener vraagt twee keer gegevens op
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt en "30" seconden later opnieuw
      Dan ging elke opvraag over een nieuwe of hergebruikte TLS-sessie met de ZIM
