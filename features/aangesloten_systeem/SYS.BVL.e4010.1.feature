# language: nl
@SYS.BVL.e4010.1
Functionaliteit: Beveiligde opslag
  AORTA-eisen, paragraaf 1.7. Van een systeem op deze machine doorzoekt de toetsbank de opslag zelf, op wat er in dit
  scenario in kwam. Van een ander systeem doet de leverancier dat met toetsbank zoek; zijn uitslag hoort in het dossier.

  @SYS.BVL.e4010.1/1
  Regel: Persoonsgegevens staan versleuteld in de opslag

    @dossier
    Scenario: een opvraag en haar antwoord in de opslag
      Stel er ligt een woord ter controle in de "opslag"
      En zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan staat daar niets over die patiënt leesbaar

  @SYS.BVL.e4010.1/3
  Regel: Ook in logbestanden staan persoonsgegevens alleen versleuteld

    @dossier
    Scenario: een opvraag in de technische log
      Stel er ligt een woord ter controle in de "logbestanden"
      En zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan staat daar niets over die patiënt leesbaar

  @SYS.BVL.e4010.1/4
  Regel: Ook in reservekopieën staan persoonsgegevens alleen versleuteld

    @dossier
    Scenario: een reservekopie na een opvraag
      Stel er ligt een woord ter controle in de "reservekopieën"
      En zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt, en daarna de taak "reservekopie" wordt uitgevoerd
      Dan staat daar niets over die patiënt leesbaar

  @SYS.BVL.e4010.1/5
  Regel: Ook wat voor een autorisatiesessie wordt bewaard is versleuteld

    @dossier
    Scenario: de sessie van een ingelogde zorgverlener
      Stel er ligt een woord ter controle in de "sessiegegevens"
      En zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan staat daar niets over die patiënt of over "Arts A" leesbaar
