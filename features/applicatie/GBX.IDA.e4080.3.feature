# language: nl
@GBX.IDA.e4080.3
Functionaliteit: Inloggen op vertrouwensniveau midden
  AORTA-eisen, paragraaf 2.12. Een pas telt als toegelaten wanneer er na het inloggen een bericht van niveau midden uitgaat.
  Een weigering telt alleen tussen geldige tweelingen. Over het soort pas (Z, N of M) zegt de tekst niets. Een GBK heeft
  PKIO-passen; dezelfde gebruikers hebben er daar zo een.

  @GBX.IDA.e4080.3/1
  Regel: Een gebruiker begint een sessie met zijn eigen vertrouwensmiddel op zijn werkplek

    @script
    Scenario: twee gebruikers, elk op een eigen werkplek
      Als "Arts A" en "Arts B" elk op een eigen werkplek inloggen en opvragen
      Dan is elk bericht van niveau midden ondertekend met de pas van wie het verstuurde

  @GBX.IDA.e4080.3/2
  Regel: Zonder de juiste toegangscode begint er niets

    @script
    Scenario: een verkeerde toegangscode
      Als "Arts A" inlogt met de juiste toegangscode, dan met een verkeerde en dan weer met de juiste
      Dan startte alleen de tweede keer geen sessie op niveau midden

  @GBX.IDA.e4080.3/4
  Regel: De gebruikerstabel bepaalt welke UZI-pas wordt toegelaten

    @script
    Scenario: een pas van de eigen organisatie die niet, wel en weer niet in de tabel staat
      Als een pas van "Arts A" niet, wel en weer niet in de gebruikerstabel staat en hij telkens inlogt
      Dan werd die pas toegelaten toen zij in de gebruikerstabel stond
      En werd die pas geweigerd toen zij niet in de gebruikerstabel stond

    @script
    Scenario: een pas van een andere organisatie die niet in de tabel staat
      Als eerst "Arts A" inlogt, dan "Arts X" en dan weer de eerste
      Dan startte alleen de tweede keer geen sessie op niveau midden

  @GBX.IDA.e4080.3/5
  Regel: Alleen een UZI-pas uit een certificaatboom die nu geldt wordt toegelaten

    @script
    Abstract Scenario: een pas uit een andere boom
      Als "Arts A" inlogt met pas "geldig", dan "<variant>" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

      Voorbeelden:
        | variant         |
        | oude-generatie  |
        | onbekende-ca    |

    @script
    Scenario: een pas uit de andere boom die nu geldt
      Als "Arts A" inlogt met pas "geldig", dan "andere-generatie" en dan weer "geldig"
      Dan startte ook de tweede keer een sessie op niveau midden

  @GBX.IDA.e4080.3/6
  Regel: De certificaten van een toegelaten pas zijn ondertekend met SHA-256

    @script
    Scenario: passen die met SHA-1 en met SHA-512 zijn ondertekend
      Als "Arts A" inlogt met een geldige pas, met pas "sha1", met pas "sha512" en weer met de geldige
      Dan is de pas geweigerd die zwakker is ondertekend dan met SHA-256

  @GBX.IDA.e4080.3/7
  Regel: Een pas die op de CRL staat wordt niet toegelaten

    @script
    Scenario: de pas staat bij het inloggen al op de CRL
      Als "Arts A" inlogt met pas "geldig", dan "ingetrokken" en dan weer "geldig"
      Dan startte alleen de tweede keer geen sessie op niveau midden

    @adapter
    Scenario: de pas komt na een eerdere sessie op de CRL
      Stel de CRL's van de passen zijn hoogstens "10" minuten geldig
      Als "Arts B" een sessie heeft gehad, zijn pas wordt ingetrokken en hij "11" minuten later weer inlogt
      Dan startte na de intrekking geen sessie op niveau midden

  @GBX.IDA.e4080.3/8
  Regel: Een GBK laat de PKIO-pas van een bevoegde medewerker toe

    @script
    Scenario: een medewerker die eerst niet en dan wel bevoegd is
      Als een pas van "Arts A" niet, wel en weer niet in de gebruikerstabel staat en hij telkens inlogt
      Dan werd die pas toegelaten toen zij in de gebruikerstabel stond

  @GBX.IDA.e4080.3/9
  Regel: Een GBK weigert elke andere PKIO-pas

    @script
    Scenario: een medewerker die nog niet en niet meer bevoegd is
      Als een pas van "Arts A" niet, wel en weer niet in de gebruikerstabel staat en hij telkens inlogt
      Dan werd die pas geweigerd toen zij niet in de gebruikerstabel stond

    @script
    Scenario: iemand van een andere organisatie
      Als eerst "Arts A" inlogt, dan "Arts X" en dan weer de eerste
      Dan startte alleen de tweede keer geen sessie op niveau midden
