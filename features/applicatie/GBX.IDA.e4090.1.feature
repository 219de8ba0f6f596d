# language: nl
@GBX.IDA.e4090.1
Functionaliteit: Afbreken van een gebruikerssessie
  AORTA-eisen, paragraaf 2.10. Een sessie telt als geëindigd wanneer er voor deze gebruiker niets van niveau midden meer
  uitgaat totdat hij opnieuw inlogt (INT-20): niet na een poging om door te gaan, en ook niet uit zichzelf. Voor het einde en
  na opnieuw inloggen lukt dezelfde opvraag wel.

  @GBX.IDA.e4090.1/1
  Regel: De sessie eindigt op commando van de gebruiker

    @script
    Scenario: de gebruiker logt uit
      Als "Arts A" opvraagt, uitlogt en het zonder inloggen weer probeert
      Dan ging er voor hem niets van niveau midden meer uit totdat hij opnieuw inlogde

  @GBX.IDA.e4090.1/2
  Regel: De sessie eindigt door het uitnemen van het vertrouwensmiddel

    @script
    Scenario: de pas gaat uit de lezer en komt terug
      Als "Arts A" opvraagt, zijn pas uitneemt en terugplaatst, en het zonder inloggen weer probeert
      Dan ging er voor hem niets van niveau midden meer uit totdat hij opnieuw inlogde

  @GBX.IDA.e4090.1/3
  Regel: De sessie eindigt als de applicatie stil heeft gelegen

    @adapter
    Scenario: de applicatie ligt langer stil dan is ingesteld
      Stel de tijd van stilte is ingesteld op "2" minuten
      Als "Arts A" opvraagt, "4" minuten niets doet en het zonder inloggen weer probeert
      Dan ging er voor hem niets van niveau midden meer uit totdat hij opnieuw inlogde

    @adapter
    Scenario: de applicatie ligt langer stil dan een uur, wat er ook is ingesteld
      Als "Arts A" opvraagt, "61" minuten niets doet en het zonder inloggen weer probeert
      Dan ging er voor hem niets van niveau midden meer uit totdat hij opnieuw inlogde

  @GBX.IDA.e4090.1/4
  Regel: De tijd van stilte is in te stellen

    @adapter
    Scenario: dezelfde stilte onder een langere en een kortere instelling
      Als "Arts A" telkens "12" minuten niets doet, eerst bij een instelling van "20" minuten en dan van "2"
      Dan bepaalde de instelling wanneer de sessie eindigde

  @GBX.IDA.e4090.1/5
  Regel: De tijd van stilte is niet langer dan 60 minuten in te stellen

    @adapter
    Scenario: een instelling van meer dan een uur
      Stel de tijd van stilte is ingesteld op "2" minuten
      Als er "61" minuten wordt ingesteld en "Arts A" daarna "4" minuten niets doet
      Dan is die instelling niet aangenomen

  @GBX.IDA.e4090.1/6
  Regel: De sessie eindigt als zij een uur open staat

    @adapter
    Scenario: een drukke en een stille sessie, een uur lang
      Als "Arts A" een uur lang elke "10" minuten opvraagt, "Arts B" niets doet en beiden het na "61" minuten zonder inloggen weer proberen
      Dan zijn beide sessies na een uur geëindigd

  @GBX.IDA.e4090.1/7
  Regel: De sessie eindigt als het IP-adres van de gebruiker wijzigt

    @adapter
    Scenario: de gebruiker krijgt een ander IP-adres en dan zijn eerste weer
      Als "Arts A" opvraagt, van IP-adres wisselt en terug, en het telkens zonder inloggen weer probeert
      Dan ging er voor hem niets van niveau midden meer uit totdat hij opnieuw inlogde
