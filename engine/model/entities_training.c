#include "model/entities_private.h"

static const grappe_field skill_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files and scripts",
     "Code employé dans les fichiers et les scripts"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"stages", GRAPPE_REFERENCE, GRAPPE_MANY, "stage", NULL, "Stages of the value chain that need it",
     "Étapes de la chaîne de valeur qui la demandent"},
    {0}};

static const grappe_entity skill = {"skill",
                                    "skills",
                                    "1",
                                    1,
                                    "Skills",
                                    "Compétences",
                                    "Competenze",
                                    "Something people must be able to do.",
                                    "Ce qu'une personne doit savoir faire.",
                                    skill_fields};

static const grappe_field occupation_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "ROME code, or one of your own",
     "Code ROME, ou un code à vous"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name in French", "Nom en français"},
    {"name_en", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in English", "Nom en anglais"},
    {"name_it", GRAPPE_TEXT, GRAPPE_NAMED, NULL, NULL, "Name in Italian", "Nom en italien"},
    {"other_names", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_MANY, NULL, NULL, "Job titles that mean the same",
     "Appellations équivalentes"},
    {"skills", GRAPPE_REFERENCE, GRAPPE_MANY, "skill", NULL, "Skills it needs", "Compétences qu'il demande"},
    {0}};

static const grappe_entity occupation = {"occupation",
                                         "occupations",
                                         "1",
                                         1,
                                         "Occupations",
                                         "Métiers",
                                         "Professioni",
                                         "An occupation, by its ROME code, and the skills it needs.",
                                         "Un métier, par son code ROME, et les compétences demandées.",
                                         occupation_fields};

static const grappe_field training_programme_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Title", "Intitulé"},
    {"provider", GRAPPE_REFERENCE, 0, "organisation", NULL, "Who teaches", "Qui forme"},
    {"place", GRAPPE_REFERENCE, GRAPPE_PLACED, "territory", NULL, "Where it is taught", "Où elle est dispensée"},
    {"level", GRAPPE_TERM, 0, "training_level", NULL, "Level or diploma", "Niveau ou diplôme"},
    {"rncp", GRAPPE_TEXT, 0, NULL, NULL, "RNCP code of the certification", "Code RNCP de la certification"},
    {"certification_expiry", GRAPPE_DATE, 0, NULL, NULL, "Last day of the certification's registration",
     "Dernier jour d'enregistrement de la certification"},
    {"occupations", GRAPPE_REFERENCE, GRAPPE_MANY, "occupation", NULL, "Occupations it leads to", "Métiers visés"},
    {"skills", GRAPPE_REFERENCE, GRAPPE_MANY, "skill", NULL, "Skills it teaches", "Compétences enseignées"},
    {"modality", GRAPPE_TERM, GRAPPE_MANY, "modality", NULL, "Initial, apprenticeship, continuing …",
     "Initiale, apprentissage, continue …"},
    {"capacity", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "places", "Places a year", "Places par an"},
    {"enrolled", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "trainees", "People enrolled", "Inscrits"},
    {"graduates", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "trainees", "People who passed", "Diplômés"},
    {"interrupted", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "trainees", "People who left before the end",
     "Personnes parties avant la fin"},
    {"placed", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "trainees", "Graduates in a job", "Diplômés en emploi"},
    {"employment_rate", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "%", "Graduates in a job, as stated",
     "Part des diplômés en emploi, telle que publiée"},
    {"hours", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "h", "Hours of training", "Heures de formation"},
    {"equipment", GRAPPE_TERM, GRAPPE_MANY, "equipment", NULL, "Equipment used", "Équipements utilisés"},
    {"partners", GRAPPE_REFERENCE, GRAPPE_MANY, "organisation", NULL, "Organisations it is taught with",
     "Organisations partenaires"},
    {"period", GRAPPE_PERIOD, GRAPPE_DURING, NULL, NULL, "School year or period it was offered in",
     "Année scolaire ou période où elle est proposée"},
    {"starts", GRAPPE_DATE, 0, NULL, NULL, "First day of the session", "Premier jour de la session"},
    {"action", GRAPPE_REFERENCE, GRAPPE_EMPTY_NONE, "action", NULL,
     "Action of a convention that is to pay for it; empty: none",
     "Action d'une convention qui doit la payer ; vide : aucune"},
    {0}};

static const grappe_entity training_programme = {"training_programme",
                                                 "training_programmes",
                                                 "training_programmes",
                                                 1,
                                                 "Training programmes",
                                                 "Formations",
                                                 "Formazioni",
                                                 "A course of training by a provider at a place.",
                                                 "Une formation dispensée par un organisme en un lieu.",
                                                 training_programme_fields};

static const grappe_field job_offer_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Title", "Intitulé"},
    {"organisation", GRAPPE_REFERENCE, 0, "organisation", NULL, "Who hires", "Qui recrute"},
    {"site", GRAPPE_REFERENCE, 0, "site", NULL, "Site", "Site"},
    {"occupation", GRAPPE_REFERENCE, 0, "occupation", NULL, "Occupation", "Métier"},
    {"place", GRAPPE_REFERENCE, GRAPPE_PLACED, "territory", NULL, "Where", "Où"},
    {"posts", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "jobs", "Number of posts", "Nombre de postes"},
    {"contract", GRAPPE_TERM, 0, "contract", NULL, "Kind of contract", "Type de contrat"},
    {"skills", GRAPPE_REFERENCE, GRAPPE_MANY, "skill", NULL, "Skills asked for", "Compétences demandées"},
    {"published", GRAPPE_DATE, GRAPPE_FROM, NULL, NULL, "First day", "Premier jour"},
    {"closed", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day", "Dernier jour"},
    {0}};

static const grappe_entity job_offer = {"job_offer",
                                        "job_offers",
                                        "1",
                                        1,
                                        "Job offers",
                                        "Offres d'emploi",
                                        "Offerte di lavoro",
                                        "An offer of employment.",
                                        "Une offre d'emploi.",
                                        job_offer_fields};

static const grappe_field research_asset_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files",
     "Code employé dans les fichiers"},
    {"name", GRAPPE_TEXT, GRAPPE_NAMED | GRAPPE_REQUIRED, NULL, NULL, "Name", "Nom"},
    {"kind", GRAPPE_TERM, 0, "research_kind", NULL, "Laboratory, network, programme, platform …",
     "Laboratoire, réseau, programme, plateforme …"},
    {"theme", GRAPPE_TEXT, 0, NULL, NULL, "Theme", "Thème"},
    {"territories", GRAPPE_REFERENCE, GRAPPE_MANY | GRAPPE_PLACED, "territory", NULL, "Where; several for a network",
     "Où ; plusieurs pour un réseau"},
    {"partners", GRAPPE_REFERENCE, GRAPPE_MANY, "organisation", NULL, "Organisations that take part",
     "Organisations participantes"},
    {"amount", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "EUR", "Funding", "Financement"},
    {"period", GRAPPE_PERIOD, GRAPPE_DURING, NULL, NULL, "Period", "Période"},
    {0}};

static const grappe_entity research_asset = {"research_asset",
                                             "research_assets",
                                             "1",
                                             1,
                                             "Research assets",
                                             "Ressources de recherche",
                                             "Risorse di ricerca",
                                             "A laboratory, network, programme or platform of research.",
                                             "Un laboratoire, un réseau, un programme ou une plateforme de recherche.",
                                             research_asset_fields};

const grappe_entity *const grappe_entities_training[] = {&skill,     &occupation,     &training_programme,
                                                         &job_offer, &research_asset, NULL};
