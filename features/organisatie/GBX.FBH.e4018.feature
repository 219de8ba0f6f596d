# language: nl
@GBX.FBH.e4018
Functionaliteit: Voorkomen overmatige bevraging van patiëntgegevens
  AORTA-eisen, paragraaf 3.4. Alle bevragingen op de lijn worden gehouden naast wat de toetsbank heeft laten gebeuren;
  voor de rest telt de aanleiding die het systeem zelf bij het bericht heeft vastgelegd. Of een gebruiker te veel vraagt
  is aan hem (clausule 3); hoe vaak er in de productie bevraagd wordt ziet een toetsomgeving niet.

  @GBX.FBH.e4018/1
  Regel: Er wordt niet meer bevraagd dan nodig is

    @script
    Scenario: een arts vraagt naar een enkele patiënt
      Als "Arts A" de gegevens van een enkele patiënt opvraagt
      Dan gaat er geen bevraging over een andere patiënt mee

  @GBX.FBH.e4018/2
  Regel: Elke bevraging door het systeem heeft een aanwijsbare aanleiding

    @adapter
    Scenario: er komt een afspraak, en verder gebeurt er niets
      Als "Arts A" is ingelogd, er een "afspraak" met een patiënt komt en "15" minuten verstrijken
      Dan heeft elke bevraging van het systeem een aanleiding
