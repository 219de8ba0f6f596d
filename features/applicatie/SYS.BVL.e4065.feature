# language: nl
@SYS.BVL.e4065
Functionaliteit: Hardening
  AORTA-eisen, paragraaf 2.1. Van de systeemparameters zijn open poorten en TLS-instellingen van buiten te zien; een poort die niemand heeft
  verklaard kan nodig zijn en geeft dus hoogstens een bevinding. De andere parameters horen in het dossier, bij de lagen van
  clausule 1 tot en met 3.
  Een TLS-instelling die het NCSC in elke editie onvoldoende noemt en die gebroken is telt als fout; wat zwak is geeft een bevinding.

  @SYS.BVL.e4065/4
  Regel: Elke systeemparameter staat op de veiligste stand waarbij het systeem nog doet wat het moet

    @zim
    Scenario: de TLS-instellingen van de server voor de ZIM
      Als de TLS-server van het GBx wordt doorgelicht
      Dan laat geen TLS-instelling het GBx zonder bescherming

    @zim
    Scenario: de open poorten van de host
      Als gekeken wordt welke gangbare poorten van de host van het GBx open zijn
      Dan is elke open poort verklaard
