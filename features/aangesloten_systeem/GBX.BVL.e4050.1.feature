# language: nl
@GBX.BVL.e4050.1
Functionaliteit: Borgen van een betrouwbare koppeling tussen pas en applicatie
  AORTA-eisen, paragraaf 1.11. Wie een bericht zegt te sturen wordt bij elk bericht vergeleken met de pas die het
  transactietoken tekende; wat er getoond wordt met wat er voor wie over de lijn kwam.

  @GBX.BVL.e4050.1/1
  Regel: Een pas met SHA-256-certificaten is te lezen en te gebruiken

    @script
    Scenario: iemand logt in met een pas met SHA-256-certificaten
      Als "Arts A" inlogt met een pas met "SHA-512", dan met "SHA-256" en dan weer met "SHA-512"
      Dan ging er een bericht met een token van de pas met "SHA-256"

  @GBX.BVL.e4050.1/4
  Regel: Wat voor een gebruiker binnenkomt krijgt alleen die gebruiker te zien

    @script
    Scenario: twee gebruikers vragen na elkaar gegevens van een eigen patiënt op
      Als "Arts A" en "Arts B" elk de gegevens van een andere patiënt opvragen
      Dan kreeg de tweede niets te zien van wat er voor de eerste binnenkwam

  @GBX.BVL.e4050.1/5
  Regel: Wat voor een patiëntopdracht binnenkomt wordt alleen aan die opdracht verbonden

    @script
    Scenario: een medewerker vraagt na elkaar gegevens van twee patiënten op
      Als "Arts A" de gegevens van twee patiënten opvraagt en daarna van elk bekijkt wat er is
      Dan staat bij elke patiënt alleen wat er voor die patiënt binnenkwam
