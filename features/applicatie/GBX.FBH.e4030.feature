# language: nl
@GBX.FBH.e4030
Functionaliteit: Bijhouden van een gebruikersregistratie
  AORTA-eisen, paragraaf 2.7. Of een pas is toegelaten blijkt aan de deur: binnen is wie een bericht van niveau midden
  laat vertrekken. Bij de registratie komt wie er andere gebruikers in ziet staan, of haar werkelijk wijzigt; elke poging
  staat tussen twee van de autorisatiebeheerder, die moeten lukken. Welke beheerder de bevoegdheid heeft laat de tekst
  vrij; een arts of een baliemedewerker is het niet.

  @GBX.FBH.e4030/1
  Regel: Van de toegelaten passen is een registratie

    @adapter
    Scenario: een pas wordt geschrapt en weer toegelaten
      Als de pas van "Arts B" uit de registratie gaat en er weer in komt
      Dan komt de pas alleen binnen zolang hij in de registratie staat

    @adapter
    Scenario: de registratie wordt ingezien terwijl een pas gaat en komt
      Als de pas van "Arts B" uit de registratie gaat en er weer in komt
      Dan noemt de registratie de pas alleen zolang hij is toegelaten

  @GBX.FBH.e4030/2
  Regel: De registratie is er alleen voor gebruikers van de eigen instelling

    @script
    Scenario: iemand van een andere organisatie wil de registratie zien
      Als "Arts X" met "een geldige pas" de gebruikersregistratie probeert in te zien
      Dan bleef de gebruikersregistratie gesloten

    @adapter
    Scenario: iemand van een andere organisatie wil de registratie wijzigen
      Als "Arts X" met "een geldige pas" "Arts B" uit de gebruikersregistratie probeert te halen
      Dan bleef de gebruikersregistratie gesloten

  @GBX.FBH.e4030/3
  Regel: De registratie is er alleen na inloggen met twee factoren

    @script
    Scenario: de autorisatiebeheerder zonder pas wil de registratie zien
      Als "Autorisatiebeheerder G" met "alleen een wachtwoord" de gebruikersregistratie probeert in te zien
      Dan bleef de gebruikersregistratie gesloten

    @adapter
    Scenario: de autorisatiebeheerder zonder pas wil de registratie wijzigen
      Als "Autorisatiebeheerder G" met "alleen een wachtwoord" "Arts B" uit de gebruikersregistratie probeert te halen
      Dan bleef de gebruikersregistratie gesloten

  @GBX.FBH.e4030/4
  Regel: Het middel om bij de registratie te komen is van de eigen instelling

    @script
    Scenario: de autorisatiebeheerder wil de registratie zien met een pas die een andere organisatie hem gaf
      Als "Autorisatiebeheerder G" met "een pas van een andere organisatie" de gebruikersregistratie probeert in te zien
      Dan bleef de gebruikersregistratie gesloten

    @adapter
    Scenario: de autorisatiebeheerder wil de registratie wijzigen met een pas die een andere organisatie hem gaf
      Als "Autorisatiebeheerder G" met "een pas van een andere organisatie" "Arts B" uit de gebruikersregistratie probeert te halen
      Dan bleef de gebruikersregistratie gesloten

  @GBX.FBH.e4030/5
  Regel: Wijzigen van de registratie is aan een bepaalde persoon voorbehouden

    @adapter
    Abstract Scenario: een willekeurige gebruiker wil de registratie wijzigen
      Als "<persoon>" met "een geldige pas" "Arts B" uit de gebruikersregistratie probeert te halen
      Dan bleef de gebruikersregistratie gesloten

      Voorbeelden:
        | persoon |
        | Arts A  |
        | Balie D |

    @adapter
    Scenario: een arts zonder recht op het LSP wil zichzelf dat recht geven
      Als "Arts B" het recht op het LSP kwijt is en het zichzelf in de registratie probeert te geven
      Dan bleef de gebruikersregistratie gesloten
