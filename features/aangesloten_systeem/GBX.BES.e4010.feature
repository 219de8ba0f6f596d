# language: nl
@GBX.BES.e4010
Functionaliteit: Borgen van de beschikbaarheid van een GBx
  AORTA-eisen, paragraaf 1.6. Een korte toets kan alleen laten zien dat het systeem er op enkele momenten is, ook als niemand het
  gebruikt. Het percentage over twaalf maanden komt uit het register.

  @GBX.BES.e4010/1
  Regel: Het systeem is op elk moment in staat berichten af te handelen

    @zim
    Scenario: de ZIM pingt het systeem keer op keer
      Als de ZIM het GBx "12" keer pingt
      Dan heeft het GBx elke ping beantwoord

    @script
    Scenario: de laatste gebruiker logt uit
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als de ZIM het GBx pingt voor en na het uitloggen van "Arts A"
      Dan heeft het GBx elke ping beantwoord

    @adapter
    Scenario: een half uur lang komt er geen bericht
      Als de ZIM het GBx pingt en "1800" seconden later opnieuw
      Dan heeft het GBx elke ping beantwoord
