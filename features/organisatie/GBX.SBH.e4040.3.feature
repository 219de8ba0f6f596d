# language: nl
@GBX.SBH.e4040.3
Functionaliteit: Beperking inzage door beheerder
  AORTA-eisen, paragraaf 3.10. Inhoud is gezien als getoond wordt wat alleen in het bericht staat: het BSN van de patiënt
  over wie het gaat. De poging staat tussen twee keer inzage met een pas, die moet lukken.

  @GBX.SBH.e4040.3/2
  Regel: Zonder twee factoren krijgt de systeembeheerder geen inhoud te zien

    @script
    Scenario: de systeembeheerder is met een wachtwoord binnengekomen
      Als "Beheerder F" met "alleen een wachtwoord" de inhoud van een bericht probeert in te zien
      Dan bleef de inhoud gesloten
