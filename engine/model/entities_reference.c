#include "model/entities_private.h"

static const grappe_field source_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Short name used in citations",
     "Nom court employé dans les citations"},
    {"publisher", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Who published it", "Qui l'a publiée"},
    {"title", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Title of the document or file",
     "Titre du document ou du fichier"},
    {"date", GRAPPE_PERIOD, GRAPPE_DURING, NULL, NULL, "When it was published", "Date de publication"},
    {"licence", GRAPPE_TEXT, 0, NULL, NULL, "Licence of its data", "Licence de ses données"},
    {"address", GRAPPE_TEXT, 0, NULL, NULL, "Where it can be read", "Où elle se consulte"},
    {"geography", GRAPPE_TEXT, 0, NULL, NULL,
     "Geography of its territories, such as COG 2023; empty: that of each figure's period",
     "Géographie de ses territoires, comme COG 2023 ; vide : celle de la période de chaque chiffre"},
    {"rank", GRAPPE_INTEGER, 0, NULL, NULL,
     "Order of preference where sources disagree: 1 first; empty comes after every number",
     "Ordre de préférence quand les sources divergent : 1 d'abord ; vide après tous les nombres"},
    {"note", GRAPPE_TEXT, 0, NULL, NULL, "Doubt or remark", "Doute ou remarque"},
    {0}};

static const grappe_entity source = {"source",
                                     "sources",
                                     "source",
                                     0,
                                     "Sources",
                                     "Sources",
                                     "Fonti",
                                     "A document or file that figures and facts are taken from.",
                                     "Un document ou un fichier dont viennent les chiffres et les faits.",
                                     source_fields};

static const grappe_field term_fields[] = {
    {"list", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "List that the term belongs to",
     "Liste à laquelle appartient le terme"},
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files and scripts",
     "Code employé dans les fichiers et les scripts"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"position", GRAPPE_INTEGER, 0, NULL, NULL, "Place in the list's order", "Place dans l'ordre de la liste"},
    {"note", GRAPPE_TEXT, 0, NULL, NULL, "What the term means", "Ce que le terme désigne"},
    {0}};

static const grappe_entity term = {
    "term",
    "terms",
    "1",
    0,
    "Vocabulary",
    "Vocabulaire",
    "Vocabolario",
    "The cluster's own vocabulary: kinds of organisation, colleges, levels, and so on; each list can be extended.",
    "Le vocabulaire du cluster : types d'organisation, collèges, niveaux, etc. ; chaque liste peut être étendue.",
    term_fields};

static const grappe_field territory_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL,
     "Code, unique over all levels: 27701, DEP-27, REG-28, ZE2020-2815, FR",
     "Code, unique tous niveaux confondus : 27701, DEP-27, REG-28, ZE2020-2815, FR"},
    {"level", GRAPPE_TERM, GRAPPE_REQUIRED, "territory_level", NULL,
     "Level: country, region, departement, employment_zone, basin, epci, commune, cluster",
     "Niveau : country, region, departement, employment_zone, basin, epci, commune, cluster"},
    {"insee", GRAPPE_TEXT, 0, NULL, NULL, "Code of INSEE at that level", "Code INSEE à ce niveau"},
    {"nuts", GRAPPE_TEXT, 0, NULL, NULL, "NUTS code of Eurostat", "Code NUTS d'Eurostat"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"former_names", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_MANY, NULL, NULL, "Former and other names",
     "Noms anciens ou autres"},
    {"valid_from", GRAPPE_DATE, GRAPPE_FROM, NULL, NULL, "First day of existence; empty: no limit known",
     "Premier jour d'existence ; vide : sans limite connue"},
    {"valid_to", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day of existence; empty: still exists",
     "Dernier jour d'existence ; vide : existe encore"},
    {"parents", GRAPPE_REFERENCE, GRAPPE_MANY, "territory", NULL,
     "Territories it lies in; several where a zone crosses a border",
     "Territoires qui le contiennent ; plusieurs quand une zone franchit une limite"},
    {"population", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "inhabitants", "Legal population", "Population légale"},
    {"longitude", GRAPPE_NUMBER, 0, NULL, "degree", "Longitude of its centre, WGS 84", "Longitude du centre, WGS 84"},
    {"latitude", GRAPPE_NUMBER, 0, NULL, "degree", "Latitude of its centre, WGS 84", "Latitude du centre, WGS 84"},
    {"partial", GRAPPE_YESNO, 0, NULL, NULL, "Yes where the source lists only the main territories of this level",
     "Oui quand la source ne cite que les principaux territoires de ce niveau"},
    {"edition", GRAPPE_TEXT, 0, NULL, NULL, "Geography it belongs to, such as COG 2026",
     "Géographie à laquelle il appartient, comme COG 2026"},
    {0}};

static const grappe_entity territory = {
    "territory",
    "territories",
    "1",
    1,
    "Territories",
    "Territoires",
    "Territori",
    "A piece of ground that figures speak of: country, region, basin, commune, the cluster's perimeter.",
    "Un territoire dont parlent les chiffres : pays, région, bassin, commune, périmètre du cluster.",
    territory_fields};

static const grappe_field territory_change_fields[] = {
    {"from", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED, "territory", NULL, "Territory before", "Territoire avant"},
    {"to", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED, "territory", NULL, "Territory after", "Territoire après"},
    {"date", GRAPPE_DATE, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "First day of the new state",
     "Premier jour du nouvel état"},
    {"kind", GRAPPE_CODE, GRAPPE_REQUIRED, "territory_change_kind", NULL, "Merger, split, renaming or transfer",
     "Fusion, scission, changement de nom ou transfert"},
    {"weight", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "1", "Share of the old territory that went to the new one",
     "Part de l'ancien territoire passée au nouveau"},
    {0}};

static const grappe_entity territory_change = {
    "territory_change",
    "territory_changes",
    "1",
    1,
    "Changes of territories",
    "Changements de territoires",
    "Cambiamenti dei territori",
    "A merger, split or renaming of territories, with its date and weight.",
    "Une fusion, une scission ou un changement de nom de territoires, avec sa date et son poids.",
    territory_change_fields};

static const grappe_field outline_fields[] = {
    {"territory", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED | GRAPPE_PLACED, "territory", NULL,
     "Territory that it goes round", "Territoire dont c'est le contour"},
    {"part", GRAPPE_INTEGER, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL,
     "Number of the ring, from 1: islands and holes have rings of their own",
     "Numéro de l'anneau, à partir de 1 : îles et enclaves ont les leurs"},
    {"points", GRAPPE_TEXT, GRAPPE_REQUIRED, NULL, NULL,
     "Longitude and latitude in thousandths of a degree (WGS 84), x,y, of the first point, and the steps from there on",
     "Longitude et latitude en millièmes de degré (WGS 84), x,y, du premier point, puis les pas d'un point à l'autre"},
    {0}};

static const grappe_entity outline = {"outline",
                                      "outlines",
                                      "1",
                                      1,
                                      "Outlines of territories",
                                      "Contours des territoires",
                                      "Contorni dei territori",
                                      "A ring that bounds a territory, simplified for drawing maps.",
                                      "Un anneau qui borne un territoire, simplifié pour dessiner des cartes.",
                                      outline_fields};

static const grappe_field activity_class_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code with its dot, such as 21.20Z",
     "Code avec son point, comme 21.20Z"},
    {"nomenclature", GRAPPE_TERM, GRAPPE_KEY | GRAPPE_REQUIRED, "nomenclature", NULL,
     "Nomenclature that the code belongs to", "Nomenclature du code"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Intitulé en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Intitulé en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Intitulé en italien"},
    {0}};

static const grappe_entity activity_class = {
    "activity_class",
    "activity_classes",
    "1",
    1,
    "Classes of economic activity",
    "Classes d'activité économique",
    "Classi di attività economica",
    "A class of a nomenclature of economic activities, with that nomenclature.",
    "Une classe d'une nomenclature d'activités, avec cette nomenclature.",
    activity_class_fields};

static const grappe_field headcount_band_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code of the band", "Code de la tranche"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Intitulé en français"},
    {"headcount", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "jobs", "Bounds of the band", "Bornes de la tranche"},
    {0}};

static const grappe_entity headcount_band = {
    "headcount_band",
    "headcount_bands",
    "1",
    1,
    "Headcount bands",
    "Tranches d'effectifs",
    "Classi di addetti",
    "A band in which registers give a headcount, with its bounds.",
    "Une tranche dans laquelle les registres donnent un effectif, avec ses bornes.",
    headcount_band_fields};

const grappe_entity *const grappe_entities_reference[] = {&source,  &term,           &territory,      &territory_change,
                                                          &outline, &activity_class, &headcount_band, NULL};
