# language: nl
@GBX.FBH.e4025
Functionaliteit: Toekennen functiescheiding tussen systeemgebruikers
  AORTA-eisen, paragraaf 3.6. Het recht op het LSP telt als een bevraging van niveau midden het systeem verlaat; zonder
  dat recht mag er niets over de lijn gaan. De twee aanbevelingen van de toelichting geven hoogstens een bevinding.

  @GBX.FBH.e4025/2
  Regel: Wie over autorisaties gaat kent het recht op het LSP per gebruiker toe

    @adapter
    Scenario: een arts verliest het recht op het LSP en krijgt het terug
      Als "Arts B" het recht op het LSP verliest en terugkrijgt
      Dan vertrok er alleen een bevraging zolang het recht er was

  @GBX.FBH.e4025/3
  Regel: Wie een interactie met het LSP begint wordt extra gecontroleerd

    @adapter
    Scenario: een arts die zijn rol nog heeft bevraagt zonder het recht
      Als "Arts B" het recht op het LSP verliest en terugkrijgt
      Dan werd de bevraging zonder recht tegengehouden

  @GBX.FBH.e4025/4
  Regel: Wie in het systeem mag kan daarmee nog niet het LSP bevragen

    @script
    Scenario: een medewerker van het eigen systeem bevraagt het LSP
      Als "Medewerker E", die in het systeem mag en niet op het LSP, het LSP bevraagt
      Dan werd deze bevraging tegengehouden
