#!/bin/sh
# Rules on the command line: verdicts of every kind in three languages, exit status, errors with their place.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"

# --- every kind of verdict, in the example ---
check 'one fails' ends 1 rules apprentice_age --confidential
check 'pass' writes 'exemple-contrat-1  apprentice_age  pass'
check 'by derogation, and which' writes 'pass, by derogation: follows an earlier contract'
check 'what was found and needed' writes '32 years                    <= 29 years'
check 'unknown, and what is missing' writes 'age_ground, exemple-contrat-5 (it is not stated)'
check 'not applicable' writes 'not applicable'
check 'in French' ends 1 --lang fr rules apprentice_age
check 'by derogation, in French' writes "conforme, par dérogation : à la suite d'un contrat"
check 'in Italian' ends 1 --lang it rules apprentice_age
check 'by derogation, in Italian' writes 'conforme, per deroga: dopo un contratto precedente'
check 'as of the day of each row' ends 1 rules provider_certified --on 'training_programmes:where { source = "fiction" }'
check 'a scope that does not cover it' writes 'not for: Apprenticeship'
check 'as of a day asked for' ends 0 rules provider_certified --on 'training_programmes:where { source = "fiction" }' --date 2021-12-31
check 'before the obligation' writes 'not applicable'
check 'one follows too many' ends 1 rules tutor_load
check 'on a day before' ends 0 rules tutor_load --date 2023-01-01

# --- the row of a table, and the successor of a certification ---
check 'a table' ends 1 rules contract_hours --confidential
check 'the row that decided' writes 'row 1: kind = apprenticeship, share at least 25 %'
check 'init' ends 0 init obs
check 'a folder for rules' test -d obs/scripts/rules
mkdir rncp
cat >rncp/export_fiches_CSV_Standard_2024_02_22.csv <<'CSV'
"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Abrege_Intitule";"Nomenclature_Europe_Niveau";"Nomenclature_Europe_Intitule";"Accessible_Nouvelle_Caledonie";"Accessible_Polynesie_Francaise";"Date_dernier_jo";"Date_Decision";"Date_Fin_Enregistrement";"Date_Effet";"Type_Enregistrement";"Validation_Partielle";"Actif"
"1";"RNCP1";"Made up";"TP";"Titre";"NIV5";"Niveau 5";"Non";"Non";;;"31/12/2020";;"De droit";;"INACTIVE"
"2";"RNCP2";"Made up anew";"TP";"Titre";"NIV5";"Niveau 5";"Non";"Non";;;"31/12/2030";;"De droit";;"ACTIVE"
CSV
printf '"Numero_Fiche";"Ancienne_Certification";"Nouvelle_Certification"\n"RNCP1";;"RNCP2"\n' \
  >rncp/export_fiches_CSV_Ancienne_Nouvelle_Certification_2024_02_22.csv
printf '"Numero_Fiche";"Codes_Rome_Code";"Codes_Rome_Libelle"\n"RNCP1";"H2302";"x"\n' >rncp/export_fiches_CSV_Rome_2024_02_22.csv
printf '"Numero_Fiche";"Si_Jury"\n"RNCP1";"En contrat"\n' >rncp/export_fiches_CSV_VoixdAcces_2024_02_22.csv
check 'the register' ends 0 -C obs import rncp rncp
printf 'code,name,rncp,level,starts\na,A,RNCP1,title,2024-09-01\nb,B,RNCP2,title,2024-09-01\n' >training_programme.csv
check 'programmes' ends 0 -C obs import registry training_programme.csv
check 'one that was replaced' ends 1 -C obs rules registered_certification
check 'names its successor' writes 'replaced by RNCP2 Made up anew'

# --- errors have their place, while a rule is read and while it is asked ---
cat >obs/scripts/rules/own.lua <<'LUA'
return rule {
  id = "own", applies_to = "training_programme", title = { en = "Own", fr = "Mienne", it = "Mia" },
  table = { { level = "bts", result = "pass" } },
}
LUA
check 'a table with a gap' ends 4 -C obs rules own
check 'is told with its place' says 'own.lua:3: '
check 'and what is not covered' says 'no row says what holds where level is none of bts'
cat >obs/scripts/rules/own.lua <<'LUA'
return rule {
  id = "own", applies_to = "training_programme", title = { en = "Own", fr = "Mienne", it = "Mia" },
  requires = {
    { "a", function(programme) return programme.capcity >= 12 end },
  },
}
LUA
check 'a field that is none' ends 4 -C obs rules own
check 'is told with its place too' says 'own.lua:4: '
check 'and the nearest name' says "did you mean 'capacity'?"
check 'for one row as well' ends 4 -C obs eval 'rules.own(training_programmes:first())'
check 'with that place' says 'own.lua:4: '
finish
