# language: nl
@GBX.FBH.e4070.1
Functionaliteit: Beveiligen van tokens
  AORTA-eisen, paragraaf 2.5. Er worden een inschrijftoken en een mandaattoken gemaakt, en dan wordt gekeken wie ze te
  zien krijgt. Een token is een token als de ZIM de handtekening zou aanvaarden; wie alleen ziet dat het er is en hoe
  lang het geldt, heeft het niet. De medewerker in deze scenario's heeft uit zichzelf geen rol voor tokens.

  @GBX.FBH.e4070.1/3
  Regel: De rol voor opgeslagen tokens is in het systeem geautoriseerd

    @adapter
    Scenario: een medewerker krijgt de rol en verliest haar weer
      Als "Medewerker E" de rol voor opgeslagen tokens krijgt en weer verliest, en beide keren naar tokens zoekt
      Dan zijn ze zonder die rol niet meer te bereiken

  @GBX.FBH.e4070.1/4
  Regel: Voor beheer is de container met tokens te bereiken

    @adapter
    Scenario: wie de rol heeft zoekt de tokens op
      Als "Medewerker E" de rol voor opgeslagen tokens krijgt en weer verliest, en beide keren naar tokens zoekt
      Dan zijn de opgeslagen tokens met die rol te bereiken

  @GBX.FBH.e4070.1/5
  Regel: Bij opgeslagen inschrijftokens komt niemand zonder aangewezen rol

    @adapter
    Scenario: een medewerker zonder die rol zoekt het inschrijftoken van een patiënt
      Als "Medewerker E" zonder die rol bij opgeslagen "inschrijftokens" probeert te komen
      Dan bleven de "inschrijftokens" gesloten

  @GBX.FBH.e4070.1/6
  Regel: Bij opgeslagen mandaattokens komt niemand zonder aangewezen rol

    @adapter
    Scenario: een medewerker zonder die rol zoekt het mandaattoken van een zorgverlener
      Als "Medewerker E" zonder die rol bij opgeslagen "mandaattokens" probeert te komen
      Dan bleven de "mandaattokens" gesloten
