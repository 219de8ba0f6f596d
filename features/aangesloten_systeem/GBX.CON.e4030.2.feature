# language: nl
@GBX.CON.e4030.2
Functionaliteit: Tijdsynchronisatie GBx en ZIM
  AORTA-eisen, paragraaf 1.13. Berichten hebben hele seconden; elke ping begrenst de afwijking tussen vraag en antwoord, en pings op
  verschillende delen van een seconde versmallen die grenzen (INT-60). Of het GBx de NTP-server van de toetsbank vraagt staat
  erbij; wie de klok met NTP gelijkzet verklaart het dossier (clausule 1).

  @GBX.CON.e4030.2/2
  Regel: De klok van het GBx wijkt hoogstens een halve seconde af

    @zim
    Scenario: de ZIM pingt het GBx op verschillende delen van een seconde
      Als de ZIM het GBx op wisselende delen van een seconde pingt
      Dan wijkt de klok van het GBx hoogstens een halve seconde af van die van de ZIM
