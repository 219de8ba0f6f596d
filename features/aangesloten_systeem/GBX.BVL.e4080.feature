# language: nl
@GBX.BVL.e4080
Functionaliteit: Een GBx beschikt over een geldig UZI/PKIO-servercertificaat
  AORTA-eisen, paragraaf 1.8. In een toets toont het GBx een testcertificaat: daaraan is de soort te zien. Op wiens naam het staat en
  onder welke root blijkt alleen uit het certificaat van de productie, in het dossier.

  @GBX.BVL.e4080/1
  Regel: Een GBZ heeft een servercertificaat van het UZI-register

    @zim
    Scenario: een GBZ wordt door de ZIM aangesproken
      Als de ZIM het GBx "1" keer pingt
      Dan toonde het GBx aan de ZIM als server een servercertificaat van de soort die bij zijn type hoort

    @script
    Scenario: een GBZ spreekt de ZIM aan
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan toonde het GBx aan de ZIM als client een servercertificaat van de soort die bij zijn type hoort

  @GBX.BVL.e4080/2
  Regel: Een GBK, GBP of GBO heeft een servercertificaat van PKIoverheid

    @zim
    Scenario: een GBK, GBP of GBO wordt door de ZIM aangesproken
      Als de ZIM het GBx "1" keer pingt
      Dan toonde het GBx aan de ZIM als server een servercertificaat van de soort die bij zijn type hoort

    @script
    Scenario: een GBK, GBP of GBO spreekt de ZIM aan
      Stel zorgverlener "Arts A" is ingelogd met zijn UZI-pas
      Als "Arts A" gegevens opvraagt
      Dan toonde het GBx aan de ZIM als client een servercertificaat van de soort die bij zijn type hoort
