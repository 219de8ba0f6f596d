# language: nl
@GBX.SBH.e4050
Functionaliteit: Bijhouden van een beheerlog
  AORTA-eisen, paragraaf 3.11. De log wordt voor en na een handeling gelezen; wat erbij kwam wordt vergeleken met wat er
  gedaan is, en bij inzage met wat er werkelijk getoond is. Hoe het systeem een handeling in zijn log noemt staat in het
  profiel (log.woorden).

  @GBX.SBH.e4050/1
  Regel: Wat een beheerder doet komt in een beheerlog

    @script
    Abstract Scenario: een beheerder doet zijn werk
      Als een beheerder "<handeling>"
      Dan staat dat in de beheerlog

      Voorbeelden:
        | handeling               |
        | een gebruiker toelaat   |
        | een gebruiker schrapt   |
        | de configuratie wijzigt |
        | een instelling wijzigt  |
        | een bericht inziet      |

  @GBX.SBH.e4050/4
  Regel: De beheerlog zegt welke systeembeheerder inhoud heeft gezien

    @script
    Scenario: de systeembeheerder ziet een bericht in
      Als "Beheerder F" van twee berichten de inhoud van een ervan inziet
      Dan noemt de beheerlog daarbij "Beheerder F"

  @GBX.SBH.e4050/5
  Regel: De beheerlog zegt van welke berichten de inhoud is gezien

    @script
    Scenario: een van twee berichten wordt ingezien
      Als "Beheerder F" van twee berichten de inhoud van een ervan inziet
      Dan noemt de beheerlog daarbij alleen dat bericht
