# Made-up establishments under the names of the Sirene file, and what a look at every row says of them. Beside them
# organisation.csv and site.csv: rows of the registry for some of their SIREN and SIRET.
# usage: awk -v rows=N -v facts=FILE -f datasets.awk
function dice(below) {
  seed = (seed * 1103515 + 12345) % 2147483648
  return int(seed / 128) % below
}
function check_digit(digits, i, d, sum) { # Luhn: of the digit that follows
  sum = 0
  for (i = length(digits); i > 0; i--) {
    d = substr(digits, i, 1)
    if ((length(digits) - i) % 2 == 0) { d *= 2; if (d > 9) d -= 9 }
    sum += d
  }
  return (10 - sum % 10) % 10
}
function fact(name, value) { print name "=" value >facts }
BEGIN {
  seed = 20260801
  split("27701 27229 28085 45234 76540 99999", communes, " ")
  split("21.20Z 21.10Z 47.73Z", activities, " ")
  split("11 12 21 NN", bands, " ")
  split("10 20 50 0", lows, " ")
  split("Pharma Évreux;PHARMA DE L'EURE;Boulangerie Été;pharmacie-Centrale;Transports Réunis", names, ";")
  print "siren,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement," \
        "anneeEffectifsEtablissement,etablissementSiege,codePostalEtablissement,codeCommuneEtablissement," \
        "coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,dateDebut," \
        "etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement," \
        "activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement"
  print "code,name,kind,siren" >"organisation.csv"
  print "elsewhere,Nowhere in the file,pharma_company,552032534" >"organisation.csv"
  print "code,name,organisation,siret,commune,activity,headcount" >"site.csv"
  for (r = 1; r <= rows; r++) {
    siren = sprintf("%08d", 10000000 + int(r / 3)); siren = siren check_digit(siren)
    siret = siren sprintf("%04d", r % 3 + 1); siret = siret check_digit(siret)
    commune = communes[1 + dice(6)]; activity = activities[1 + dice(3)]
    band = 1 + dice(4); year = 1990 + dice(30); state = dice(4) ? "A" : "F"
    name = r % 1000 == 0 ? names[1 + dice(5)] " " r : (dice(20) ? "Atelier " dice(50000) : "")
    kind = int(r / 3) % 400 ? "" : int(r / 3) % 1200 ? "supplier" : "pharma_company"
    if (kind != "" && !(siren in told)) {
      told[siren] = 1
      printf "o%s,Organisation %s,%s,%s\n", siren, siren, kind, siren >"organisation.csv"
    }
    in_site = r % 700 ? "" : r % 2100 ? "28085" : "27229"
    if (in_site != "")
      printf "s%s,Site %s,,%s,%s,%s,%d\n", siret, siret, siret, in_site, r % 1400 ? "21.10Z" : "47.73Z", r / 700 >"site.csv"
    if (kind != "") { of_kind[kind]++; low_of_kind[kind] += lows[band]; if (activity == "21.20Z") pharma_of_kind[kind]++ }
    if (in_site != "") { at[in_site]++; if (r % 1400) { made_there++; jobs_there += r / 700 } else jobs_sold += r / 700 }
    placed = dice(10) > 0; east = 560000 + dice(40000); north = 6900000 + dice(40000)
    printf "%s,%s,O,%d-03-15,%s,2023,true,,%s,%s,%s,2020-01-01,%s,,%s,%s,NAFRev2,O\n", siren, siret, year, bands[band], \
           commune, placed ? east : "", placed ? north : "", state, name, activity
    if (activity == "21.20Z") pharma++
    if (activity == "21.20Z" && commune == "27229") { both++; low += lows[band] }
    if (state == "A" && year > 2010) recent++
    if (year < 2000) old++
    if (name ~ /^(Pharma |PHARMA |pharmacie)/) named++
    if (name == "") nameless++
    if (siret > greatest) greatest = siret
    if (r == 140001) { wanted = siret; wanted_commune = commune }
    if (band == 4 && state == "A") unbanded++
    if (placed) positioned++
  }
  fact("rows", rows); fact("pharma", pharma); fact("both", both); fact("low", low); fact("recent", recent)
  fact("old", old); fact("named", named); fact("nameless", nameless); fact("greatest", greatest)
  fact("wanted", wanted); fact("wanted_commune", wanted_commune); fact("unbanded", unbanded)
  fact("positioned", positioned)
  for (kind in of_kind) {
    fact(kind, of_kind[kind]); fact(kind "_low", low_of_kind[kind]); fact(kind "_pharma", pharma_of_kind[kind])
  }
  fact("at_27229", at["27229"]); fact("at_28085", at["28085"]); fact("made_there", made_there)
  fact("jobs_there", jobs_there); fact("jobs_sold", jobs_sold); fact("last_site", int(rows / 700))
}
