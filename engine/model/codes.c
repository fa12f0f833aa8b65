#include "model/codes.h"

#include <string.h>

/* SDMX cross-domain code list CL_OBS_STATUS 2.x; the flags of Eurostat and the signs of INSEE map onto it. */
static const grappe_code_item obs_status[] = {
    {"A", NULL, "normal", "normal", "normale"},
    {"B", NULL, "break in series", "rupture de série", "interruzione della serie"},
    {"D", NULL, "definition differs", "définition différente", "definizione diversa"},
    {"E", NULL, "estimated", "estimé", "stimato"},
    {"F", NULL, "forecast", "prévision", "previsione"},
    {"G", NULL, "experimental", "expérimental", "sperimentale"},
    {"I", NULL, "imputed", "imputé", "imputato"},
    {"K", NULL, "included in another category", "inclus dans une autre catégorie", "incluso in un'altra categoria"},
    {"L", NULL, "missing: exists, not collected", "manquant : existe, non collecté", "mancante: esiste, non raccolto"},
    {"M", NULL, "missing: cannot exist", "manquant : sans objet", "mancante: non applicabile"},
    {"N", NULL, "not significant", "non significatif", "non significativo"},
    {"O", NULL, "missing", "manquant", "mancante"},
    {"P", NULL, "provisional", "provisoire", "provvisorio"},
    {"Q", NULL, "missing: suppressed", "manquant : secret", "mancante: soppresso"},
    {"S", NULL, "strike or special event", "événement exceptionnel", "evento eccezionale"},
    {"U", NULL, "low reliability", "peu fiable", "poco affidabile"},
    {"V", NULL, "unvalidated", "non validé", "non convalidato"},
    {"W", NULL, "includes another category", "inclut une autre catégorie", "include un'altra categoria"},
    {0}};

/* SDMX CL_CONF_STATUS */
static const grappe_code_item conf_status[] = {
    {"F", NULL, "free", "libre", "libero"},
    {"N", NULL, "not for publication", "non publiable", "non pubblicabile"},
    {"C", NULL, "confidential", "confidentiel", "riservato"},
    {"D", NULL, "secondary confidentiality", "secret secondaire", "riservatezza secondaria"},
    {"S", NULL, "confidential, not for release", "secret, non diffusable", "segreto, non divulgabile"},
    {0}};

static const grappe_code_item aggregation[] = {
    {"sum", NULL, "may be added up", "additive", "sommabile"},
    {"average", NULL, "may be averaged", "se moyenne", "mediabile"},
    {"none", NULL, "neither added nor averaged", "ni somme ni moyenne", "né somma né media"},
    {0}};

/* What a figure counts. Codes of one group exclude each other: such figures are not added nor divided. */
static const grappe_code_item scope[] = {
    {"salaried", "employment", "salaried employment", "emploi salarié", "occupazione dipendente"},
    {"all_employment", "employment", "all employment", "emploi total", "occupazione totale"},
    {"workplace", "place", "at the place of work", "au lieu de travail", "al luogo di lavoro"},
    {"residence", "place", "at the place of residence", "au lieu de résidence", "al luogo di residenza"},
    {"sector", "perimeter", "of the sector", "du secteur", "del settore"},
    {"branch", "perimeter", "of the professional branch", "de la branche professionnelle", "del ramo professionale"},
    {"cluster", "perimeter", "of the cluster", "du cluster", "del cluster"},
    {"direct", "extent", "direct", "direct", "diretto"},
    {"indirect", "extent", "indirect", "indirect", "indiretto"},
    {"direct_and_indirect", "extent", "direct and indirect", "direct et indirect", "diretto e indiretto"},
    {"production", "flow", "of production", "de la production", "della produzione"},
    {"export", "flow", "of exports", "des exportations", "delle esportazioni"},
    {"medicines", "product", "of medicines", "de médicaments", "di medicinali"},
    {"chemistry", "product", "of pharmaceutical chemistry", "de chimie pharmaceutique", "di chimica farmaceutica"},
    {0}};

static const grappe_code_item territory_change_kind[] = {
    {"merger", NULL, "merger", "fusion", "fusione"},
    {"split", NULL, "split", "scission", "scissione"},
    {"renaming", NULL, "renaming", "changement de nom", "cambio di nome"},
    {"transfer", NULL, "transfer of a part", "transfert d'une partie", "trasferimento di una parte"},
    {0}};

static const grappe_code_list lists[] = {
    {"obs_status", "Status of an observation (SDMX CL_OBS_STATUS)", "Statut d'une observation (CL_OBS_STATUS de SDMX)",
     obs_status},
    {"conf_status", "Confidentiality of an observation (SDMX CL_CONF_STATUS)",
     "Confidentialité d'une observation (CL_CONF_STATUS de SDMX)", conf_status},
    {"aggregation", "How figures of a measure may be combined", "Comment se combinent les chiffres d'une mesure",
     aggregation},
    {"scope", "What a figure counts; codes of one group exclude each other",
     "Ce que compte un chiffre ; les codes d'un même groupe s'excluent", scope},
    {"territory_change_kind", "Kind of change between territories", "Nature d'un changement de territoire",
     territory_change_kind},
};

size_t grappe_code_list_count(void) {
  return sizeof lists / sizeof *lists;
}

const grappe_code_list *grappe_code_list_at(size_t index) {
  return index < grappe_code_list_count() ? &lists[index] : NULL;
}

const grappe_code_list *grappe_code_list_find(const char *name) {
  for (size_t i = 0; i < grappe_code_list_count(); i++)
    if (strcmp(lists[i].name, name) == 0) return &lists[i];
  return NULL;
}

const grappe_code_item *grappe_code_item_find(const grappe_code_list *list, const char *code) {
  for (const grappe_code_item *item = list->items; item->code; item++)
    if (strcmp(item->code, code) == 0) return item;
  return NULL;
}
