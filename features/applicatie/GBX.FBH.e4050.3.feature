# language: nl
@GBX.FBH.e4050.3
Functionaliteit: Instellen configuratieparameters t.b.v. communicatie en authenticatie van de ZIM
  AORTA-eisen, paragraaf 2.6. Wat de beheerder instelt telt wanneer het volgende bericht het draagt: pad, naam,
  afzender en ontvanger staan op de lijn. De ZIM past zich aan de ingestelde waarde aan; het schakelpunt met het andere
  applicatie-id bestaat niet en weigert het bericht, maar de ontvanger staat erin. Na afloop wordt alles teruggezet.

  @GBX.FBH.e4050.3/1
  Regel: De URI van de ZIM is in te stellen

    @script
    Scenario: de diensten van de ZIM verhuizen naar een ander pad
      Als de GBx-beheerder een andere waarde voor "de URI van de ZIM" instelt
      Dan gaat de volgende opvraag uit met die waarde als "plaats van de diensten"

  @GBX.FBH.e4050.3/2
  Regel: De hostnaam van de ZIM is in te stellen

    @script
    Scenario: de ZIM krijgt een andere naam, met een certificaat dat erbij hoort
      Als de GBx-beheerder een andere waarde voor "de hostnaam van de ZIM" instelt
      Dan gaat de volgende opvraag uit met die waarde als "naam van de ZIM"

  @GBX.FBH.e4050.3/3
  Regel: Het applicatie-id van de eigen applicatie is in te stellen

    @script
    Scenario: de eigen applicatie krijgt een ander applicatie-id
      Als de GBx-beheerder een andere waarde voor "het eigen applicatie-id" instelt
      Dan gaat de volgende opvraag uit met die waarde als "afzender"

  @GBX.FBH.e4050.3/4
  Regel: Het applicatie-id van het schakelpunt is in te stellen

    @script
    Scenario: de aansluiting gaat naar een ander schakelpunt
      Als de GBx-beheerder een andere waarde voor "het applicatie-id van het schakelpunt" instelt
      Dan gaat de volgende opvraag uit met die waarde als "ontvanger"
