#include "model/entities_private.h"

static const grappe_field organisation_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name", "Nom"},
    {"other_names", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_MANY, NULL, NULL, "Acronym, former and other names",
     "Sigle, noms anciens ou autres"},
    {"kind", GRAPPE_TERM, 0, "organisation_kind", NULL, "Kind: company, university, training centre …",
     "Type : entreprise, université, centre de formation …"},
    {"siren", GRAPPE_SIREN, 0, NULL, NULL, "SIREN number, check digit verified", "Numéro SIREN, clé vérifiée"},
    {"group", GRAPPE_TEXT, 0, NULL, NULL, "Group that owns it", "Groupe auquel elle appartient"},
    {"size", GRAPPE_TERM, 0, "organisation_size", NULL, "Size class", "Taille"},
    {"seat", GRAPPE_REFERENCE, GRAPPE_PLACED, "territory", NULL, "Territory of its seat", "Territoire de son siège"},
    {"founded", GRAPPE_DATE, GRAPPE_FROM, NULL, NULL, "First day of existence", "Premier jour d'existence"},
    {"closed", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day of existence", "Dernier jour d'existence"},
    {"website", GRAPPE_TEXT, 0, NULL, NULL, "Address of its site", "Adresse de son site"},
    {0}};

static const grappe_entity organisation = {
    "organisation",
    "organisations",
    "organisations",
    1,
    "Organisations",
    "Organisations",
    "Organizzazioni",
    "A company, institution, university, research or training centre.",
    "Une entreprise, une institution, une université, un centre de recherche ou de formation.",
    organisation_fields};

static const grappe_field membership_fields[] = {
    {"organisation", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED | GRAPPE_PLACED, "organisation", NULL,
     "Who is bound to the cluster", "Qui est lié au cluster"},
    {"role", GRAPPE_TERM, GRAPPE_KEY, "membership_role", NULL, "Founder, member, partner, funder …",
     "Fondateur, membre, partenaire, financeur …"},
    {"from", GRAPPE_DATE, GRAPPE_KEY | GRAPPE_FROM, NULL, NULL, "First day; empty: not stated",
     "Premier jour ; vide : non précisé"},
    {"to", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day; empty: no end known",
     "Dernier jour ; vide : sans fin connue"},
    {"college", GRAPPE_TERM, 0, "college", NULL, "College that it votes in", "Collège dans lequel il vote"},
    {0}};

static const grappe_entity membership = {
    "membership",
    "memberships",
    "members",
    1,
    "Memberships",
    "Adhésions",
    "Adesioni",
    "An organisation's tie to the cluster, with its role, college and dates.",
    "Le lien d'une organisation au cluster, avec son rôle, son collège et ses dates.",
    membership_fields};

static const grappe_field stage_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files and scripts",
     "Code employé dans les fichiers et les scripts"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"position", GRAPPE_INTEGER, 0, NULL, NULL, "Place in the chain, from 1", "Place dans la chaîne, à partir de 1"},
    {0}};

static const grappe_entity stage = {"stage",
                                    "stages",
                                    "1",
                                    1,
                                    "Stages of the value chain",
                                    "Étapes de la chaîne de valeur",
                                    "Fasi della value chain",
                                    "A stage of the value chain, from research to distribution.",
                                    "Une étape de la chaîne de valeur, de la recherche à la distribution.",
                                    stage_fields};

static const grappe_field site_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name", "Nom"},
    {"organisation", GRAPPE_REFERENCE, 0, "organisation", NULL, "Who runs it", "Qui l'exploite"},
    {"siret", GRAPPE_SIRET, 0, NULL, NULL, "SIRET number, check digit verified", "Numéro SIRET, clé vérifiée"},
    {"commune", GRAPPE_REFERENCE, GRAPPE_PLACED, "territory", NULL, "Commune where it stands",
     "Commune où il se trouve"},
    {"longitude", GRAPPE_NUMBER, 0, NULL, "degree", "Longitude, WGS 84; empty: that of its commune",
     "Longitude, WGS 84 ; vide : celle de sa commune"},
    {"latitude", GRAPPE_NUMBER, 0, NULL, "degree", "Latitude, WGS 84; empty: that of its commune",
     "Latitude, WGS 84 ; vide : celle de sa commune"},
    {"activity", GRAPPE_REFERENCE, 0, "activity_class", NULL, "Main economic activity, with its nomenclature",
     "Activité principale, avec sa nomenclature"},
    {"headcount", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "jobs", "People who work there",
     "Personnes qui y travaillent"},
    {"headcount_period", GRAPPE_PERIOD, 0, NULL, NULL, "Period of the headcount", "Période de l'effectif"},
    {"opened", GRAPPE_DATE, GRAPPE_FROM, NULL, NULL, "First day; empty: not stated",
     "Premier jour ; vide : non précisé"},
    {"closed", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day; empty: no end known",
     "Dernier jour ; vide : sans fin connue"},
    {0}};

static const grappe_entity site = {"site",
                                   "sites",
                                   "sites",
                                   1,
                                   "Sites",
                                   "Sites",
                                   "Siti",
                                   "A place where an organisation works: plant, laboratory, warehouse.",
                                   "Un lieu où travaille une organisation : usine, laboratoire, entrepôt.",
                                   site_fields};

static const grappe_field site_activity_fields[] = {
    {"site", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED | GRAPPE_PLACED, "site", NULL, "Site", "Site"},
    {"stage", GRAPPE_REFERENCE, GRAPPE_KEY, "stage", NULL, "Stage of the value chain", "Étape de la chaîne de valeur"},
    {"product_family", GRAPPE_TERM, GRAPPE_KEY, "product_family", NULL, "What it makes", "Ce qu'il produit"},
    {0}};

static const grappe_entity site_activity = {
    "site_activity",
    "site_activities",
    "1",
    1,
    "Activities of sites",
    "Activités des sites",
    "Attività dei siti",
    "What a site does: a stage of the value chain and a family of products.",
    "Ce que fait un site : une étape de la chaîne de valeur et une famille de produits.",
    site_activity_fields};

const grappe_entity *const grappe_entities_network[] = {&organisation, &membership,    &stage,
                                                        &site,         &site_activity, NULL};
