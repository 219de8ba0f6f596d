# language: nl
@GBX.FBH.e4020
Functionaliteit: Toekennen functiescheiding tussen systeemgebruikers m.b.t. inschrijftokens
  AORTA-eisen, paragraaf 3.5. Geldt waar de scheiding met VZVZ is afgesproken (INT-32). Opgesteld is een inschrijftoken
  dat daarna in de bewaarplaats staat, bevraagd is een bericht van niveau midden dat het systeem verlaat; iemand anders
  moet elk van beide kunnen, anders is er niets gescheiden.

  @GBX.FBH.e4020/1
  Regel: Wie inschrijftokens opstelt bevraagt het LSP niet

    @script
    Abstract Scenario: een gebruiker probeert beide
      Als "<persoon>" een inschrijftoken probeert op te stellen en het LSP probeert te bevragen
      Dan lukt hoogstens een van beide

      Voorbeelden:
        | persoon |
        | Balie D |
        | Arts A  |
