# language: nl
@GBX.CON.e4020
Functionaliteit: Gebruik van IP en DNS
  AORTA-eisen, paragraaf 1.14. Waargenomen worden de vragen aan het DNS en het adres waarmee het GBx verbinding maakt. Het adres van de ZIM
  komt in deze toets alleen uit het DNS van de toetsbank, dat haar van locatie 1 naar locatie 2 kan laten verhuizen.

  Achtergrond:
    Stel de ZIM is alleen via het DNS te vinden
    En zorgverlener "Arts A" is ingelogd met zijn UZI-pas

  @GBX.CON.e4020/4
  Regel: Het GBx bereikt de ZIM die in bedrijf is op het adres dat het DNS geeft

    @adapter
    Scenario: de ZIM verhuist naar haar tweede locatie
      Als "Arts A" gegevens opvraagt en opnieuw "200" seconden nadat de ZIM verhuisd is
      Dan is het GBx verbonden met de locatie die in bedrijf is

  @GBX.CON.e4020/5
  Regel: Een vertaling wordt niet langer bewaard dan haar TTL

    @adapter
    Scenario: na elke TTL is weer een verbinding nodig
      Als "Arts A" "3" keer gegevens opvraagt, om de "70" seconden op een nieuwe verbinding
      Dan is geen adres gebruikt dat ouder is dan zijn TTL

  @GBX.CON.e4020/8
  Regel: De applicatie spreekt de ZIM alleen op haar FQDN aan

    @script
    Scenario: een opvraag gaat naar een naam, niet naar een ingesteld adres
      Als "Arts A" gegevens opvraagt
      Dan heeft het GBx de ZIM alleen op haar naam aangesproken
