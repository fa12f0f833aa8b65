#include <pthread.h>
#include <string.h>

#include "model/units_private.h"

/* Order matters once: the base units take their places in `power` from top to bottom. A new one goes at the end, and
 * GRAPPE_UNIT_BASES leaves room. Hours are training hours, not a fraction of a year: they do not cancel against it. */
static const grappe_unit_row rows[] = {
    {"1", "1", 1, "", "ratio", "", "", "", "", "", "", 0, 0},
    {"%", "1", 0.01, "%", "percent pct pourcent", "per cent", "per cent", "pour cent", "pour cent", "per cento",
     "per cento", 0, 0},
    {"‰", "1", 0.001, "‰", "permille permil", "per mille", "per mille", "pour mille", "pour mille", "per mille",
     "per mille", 0, 0},
    {"jobs", "jobs", 1, NULL, "poste postes", "job", "jobs", "emploi", "emplois", "addetto", "addetti", 0, 0},
    {"members", "members", 1, NULL, "adhérent adhérents", "member", "members", "membre", "membres", "membro", "membri",
     0, 0},
    {"organisations", "organisations", 1, NULL, "organization organizations", "organisation", "organisations",
     "organisation", "organisations", "organizzazione", "organizzazioni", 0, 0},
    {"sites", "sites", 1, NULL, "", "site", "sites", "site", "sites", "sito", "siti", 0, 0},
    {"EUR", "EUR", 1, "€", "", "euro", "euros", "euro", "euros", "euro", "euro", 1, 0},
    {"places", "places", 1, NULL, "seat seats", "place", "places", "place", "places", "posto", "posti", 0, 0},
    {"h", "h", 1, "h", "", "hour", "hours", "heure", "heures", "ora", "ore", 0, 0},
    {"year", "year", 1, NULL, "yr année années", "year", "years", "an", "ans", "anno", "anni", 0, 0},
    {"month", "year", 1.0 / 12, NULL, "", "month", "months", "mois", "mois", "mese", "mesi", 0, 0},
    {"day", "year", 1 / 365.2425, NULL, "", "day", "days", "jour", "jours", "giorno", "giorni", 0, 0},
    {"inhabitants", "inhabitants", 1, NULL, "", "inhabitant", "inhabitants", "habitant", "habitants", "abitante",
     "abitanti", 0, 0},
    {"trainees", "trainees", 1, NULL, "stagiaire stagiaires", "trainee", "trainees", "apprenant", "apprenants",
     "allievo", "allievi", 0, 0},
    {"participants", "participants", 1, NULL, "", "participant", "participants", "participant", "participants",
     "partecipante", "partecipanti", 0, 0},
    {"training_programmes", "training_programmes", 1, NULL, "", "training programme", "training programmes",
     "formation", "formations", "corso di formazione", "corsi di formazione", 0, 0},
    {"conventions", "conventions", 1, NULL, "", "convention", "conventions", "convention", "conventions", "convenzione",
     "convenzioni", 0, 0},
    {"activities", "activities", 1, NULL, "", "activity", "activities", "activité", "activités", "attività", "attività",
     0, 0},
    {"sources", "sources", 1, NULL, "", "source", "sources", "source", "sources", "fonte", "fonti", 0, 0},
    {"rank", "rank", 1, NULL, "rango", "rank", "rank", "rang", "rang", "posizione", "posizione", 0, 1},
    {"recruitments", "recruitments", 1, NULL, "", "recruitment", "recruitments", "recrutement", "recrutements",
     "assunzione", "assunzioni", 0, 0},
    {"departures", "departures", 1, NULL, "", "departure", "departures", "départ", "départs", "uscita", "uscite", 0, 0},
    {"plants", "plants", 1, NULL, "", "plant", "plants", "usine", "usines", "stabilimento", "stabilimenti", 0, 0},
    {"staff", "staff", 1, NULL, "employee employees", "member of staff", "staff", "salarié", "salariés", "dipendente",
     "dipendenti", 0, 0},
    {"km", "km", 1, "km", "", "kilometre", "kilometres", "kilomètre", "kilomètres", "chilometro", "chilometri", 0, 0},
    {"m", "km", 0.001, "m", "", "metre", "metres", "mètre", "mètres", "metro", "metri", 0, 0},
    {"degree", "degree", 1, "°", "", "degree", "degrees", "degré", "degrés", "grado", "gradi", 0, 0},
    {"points", "points", 1, NULL, "", "point", "points", "point", "points", "punto", "punti", 0, 0},
    {"stages", "stages", 1, NULL, "", "stage", "stages", "étape", "étapes", "fase", "fasi", 0, 0},
    {"fte", "fte", 1, NULL, "etp ula", "full-time equivalent", "full-time equivalents", "équivalent temps plein",
     "équivalents temps plein", "unità a tempo pieno", "unità a tempo pieno", 0, 0},
    {"job_offers", "job_offers", 1, NULL, "offer offers", "job offer", "job offers", "offre d'emploi",
     "offres d'emploi", "offerta di lavoro", "offerte di lavoro", 0, 0},
    {"territories", "territories", 1, NULL, "", "territory", "territories", "territoire", "territoires", "territorio",
     "territori", 0, 0},
};

enum { ROWS = sizeof rows / sizeof *rows };

size_t grappe_unit_row_count(void) {
  return ROWS;
}

const grappe_unit_row *grappe_unit_row_at(size_t index) {
  return index < ROWS ? &rows[index] : NULL;
}

static int is_base(const grappe_unit_row *row) {
  return strcmp(row->code, row->base) == 0 && strcmp(row->code, "1") != 0;
}

/* The places of the bases, worked out once: units are written for each cell of a table. */
static signed char index_of_row[ROWS];
static const grappe_unit_row *base_rows[GRAPPE_UNIT_BASES];
static pthread_once_t worked_out = PTHREAD_ONCE_INIT;

static void work_out(void) {
  int count = 0;
  for (size_t i = 0; i < ROWS; i++)
    if (is_base(&rows[i]) && count < GRAPPE_UNIT_BASES) base_rows[count++] = &rows[i];
  for (size_t i = 0; i < ROWS; i++) {
    index_of_row[i] = -1;
    for (int b = 0; b < count; b++)
      if (strcmp(base_rows[b]->code, rows[i].base) == 0) index_of_row[i] = (signed char)b;
  }
}

int grappe_unit_base_index(const grappe_unit_row *row) {
  pthread_once(&worked_out, work_out);
  return index_of_row[row - rows];
}

const grappe_unit_row *grappe_unit_base_row(int index) {
  pthread_once(&worked_out, work_out);
  return index < GRAPPE_UNIT_BASES ? base_rows[index] : NULL;
}
