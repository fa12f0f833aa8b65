#include "model/entities_private.h"

static const grappe_field convention_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"funder", GRAPPE_REFERENCE, 0, "organisation", NULL, "Who pays", "Qui finance"},
    {"territory", GRAPPE_REFERENCE, GRAPPE_PLACED, "territory", NULL, "Territory it is for", "Territoire concerné"},
    {"period", GRAPPE_PERIOD, GRAPPE_DURING, NULL, NULL, "Period it covers", "Période couverte"},
    {"signed", GRAPPE_DATE, 0, NULL, NULL, "Day of signature", "Jour de la signature"},
    {"amount", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "EUR", "What the funder pays over the whole period",
     "Ce que verse le financeur sur toute la période"},
    {"budget", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "EUR", "Whole budget of the programme, all funders",
     "Budget total du programme, tous financeurs"},
    {"framework", GRAPPE_TEXT, 0, NULL, NULL, "Policy or contract that it is part of",
     "Politique ou contrat dont elle relève"},
    {0}};

static const grappe_entity convention = {"convention",
                                         "conventions",
                                         "conventions",
                                         1,
                                         "Conventions",
                                         "Conventions",
                                         "Convenzioni",
                                         "An agreement by which a funder supports the cluster over a period.",
                                         "Un accord par lequel un financeur soutient le cluster pendant une période.",
                                         convention_fields};

static const grappe_field axis_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files and scripts",
     "Code employé dans les fichiers et les scripts"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"convention", GRAPPE_REFERENCE, GRAPPE_EMPTY_NONE, "convention", NULL,
     "Convention whose axis it is; empty: a line of the cluster",
     "Convention dont c'est un axe ; vide : une ligne du cluster"},
    {"budget", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "EUR", "Money of the convention set aside for it",
     "Part de la convention qui lui est réservée"},
    {"position", GRAPPE_INTEGER, 0, NULL, NULL, "Place in the order, from 1", "Place dans l'ordre, à partir de 1"},
    {0}};

static const grappe_entity axis = {"axis",
                                   "axes",
                                   "1",
                                   1,
                                   "Axes",
                                   "Axes",
                                   "Linee",
                                   "A strategic line of the cluster, or an axis of a convention.",
                                   "Une ligne stratégique du cluster, ou un axe d'une convention.",
                                   axis_fields};

static const grappe_field service_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files and scripts",
     "Code employé dans les fichiers et les scripts"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"axes", GRAPPE_REFERENCE, GRAPPE_MANY, "axis", NULL, "Lines that it serves", "Lignes qu'il sert"},
    {"position", GRAPPE_INTEGER, 0, NULL, NULL, "Place in the order, from 1", "Place dans l'ordre, à partir de 1"},
    {0}};

static const grappe_entity service = {"service",
                                      "services",
                                      "1",
                                      1,
                                      "Services",
                                      "Services",
                                      "Servizi",
                                      "Something the cluster does for its members.",
                                      "Ce que le cluster fait pour ses membres.",
                                      service_fields};

static const grappe_field activity_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name", "Nom"},
    {"service", GRAPPE_REFERENCE, 0, "service", NULL, "Service that was given", "Service rendu"},
    {"kind", GRAPPE_TERM, 0, "activity_kind", NULL, "Congress, fair, meeting …", "Congrès, salon, réunion …"},
    {"date", GRAPPE_PERIOD, GRAPPE_DURING, NULL, NULL, "Day or days", "Jour ou jours"},
    {"place", GRAPPE_REFERENCE, GRAPPE_PLACED, "territory", NULL, "Where", "Où"},
    {"axis", GRAPPE_REFERENCE, 0, "axis", NULL, "Line of the cluster", "Ligne du cluster"},
    {"participants", GRAPPE_REFERENCE, GRAPPE_MANY, "organisation", NULL, "Organisations that took part",
     "Organisations participantes"},
    {"attendance", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "participants", "People who came", "Personnes venues"},
    {0}};

static const grappe_entity activity = {"activity",
                                       "activities",
                                       "activities",
                                       1,
                                       "Activities",
                                       "Activités",
                                       "Attività",
                                       "One time that a service was given: a congress, a fair, a meeting.",
                                       "Une fois où un service a été rendu : un congrès, un salon, une réunion.",
                                       activity_fields};

static const grappe_field action_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name", "Nom"},
    {"convention", GRAPPE_REFERENCE, 0, "convention", NULL, "Convention that it belongs to",
     "Convention dont elle relève"},
    {"axis", GRAPPE_REFERENCE, 0, "axis", NULL, "Axis of that convention", "Axe de cette convention"},
    {"period", GRAPPE_PERIOD, GRAPPE_DURING, NULL, NULL, "When", "Quand"},
    {"budget", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "EUR", "Money set aside", "Budget prévu"},
    {"spent", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "EUR", "Money spent", "Dépenses"},
    {"state", GRAPPE_TERM, 0, "action_state", NULL, "Planned, running, done, dropped",
     "Prévue, en cours, faite, abandonnée"},
    {0}};

static const grappe_entity action = {"action",
                                     "actions",
                                     "1",
                                     1,
                                     "Actions",
                                     "Actions",
                                     "Azioni",
                                     "What a convention pays for: an action on one of its axes.",
                                     "Ce que finance une convention : une action sur un de ses axes.",
                                     action_fields};

const grappe_entity *const grappe_entities_action[] = {&convention, &axis, &service, &activity, &action, NULL};
