#include "model/entities_private.h"

/* What rules on work-study, providers and staff are asked about. Contracts and tutors are people: no name is kept, and
 * a row may say that it is confidential. */

static const grappe_field tutor_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files; never a name",
     "Code employé dans les fichiers ; jamais un nom"},
    {"site", GRAPPE_REFERENCE, GRAPPE_PLACED, "site", NULL, "Site where the tutor works",
     "Site où travaille le tuteur"},
    {"occupation", GRAPPE_REFERENCE, 0, "occupation", NULL, "Occupation practised", "Métier exercé"},
    {"qualified", GRAPPE_YESNO, 0, NULL, NULL,
     "Holds a diploma or title of the field, of the level prepared for or a higher one",
     "A un diplôme ou titre du domaine, du niveau préparé ou d'un niveau plus élevé"},
    {"experience", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "year", "Years in an occupation of that field",
     "Années d'exercice d'une activité du domaine"},
    {"employer", GRAPPE_YESNO, 0, NULL, NULL, "Is the employer, not an employee", "Est l'employeur, non un salarié"},
    {"confidentiality", GRAPPE_CODE, 0, "conf_status", NULL, "SDMX CONF_STATUS; empty: free",
     "CONF_STATUS de SDMX ; vide : libre"},
    {0}};

static const grappe_entity tutor = {"tutor",
                                    "tutors",
                                    "1",
                                    1,
                                    "Tutors",
                                    "Tuteurs",
                                    "Tutor",
                                    "Who follows trainees under work-study contracts at a site.",
                                    "Qui suit des alternants sur un site.",
                                    tutor_fields};

static const grappe_field work_study_contract_fields[] = {
    {"code", GRAPPE_TEXT, GRAPPE_KEY | GRAPPE_REQUIRED, NULL, NULL, "Code used in files; never a name",
     "Code employé dans les fichiers ; jamais un nom"},
    {"kind", GRAPPE_TERM, 0, "contract", NULL, "Apprenticeship or professionalisation",
     "Apprentissage ou professionnalisation"},
    {"programme", GRAPPE_REFERENCE, 0, "training_programme", NULL, "Programme that is followed", "Formation suivie"},
    {"site", GRAPPE_REFERENCE, GRAPPE_PLACED, "site", NULL, "Site of the employer", "Site de l'employeur"},
    {"tutor", GRAPPE_REFERENCE, 0, "tutor", NULL, "Who follows the trainee there", "Qui y suit l'alternant"},
    {"age", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "year", "Age in whole years on the first day",
     "Âge en années révolues le premier jour"},
    {"age_ground", GRAPPE_TERM, 0, "age_ground", NULL, "What the law admits another age for; empty: nobody says",
     "Motif légal d'un autre âge ; vide : non précisé"},
    {"starts", GRAPPE_DATE, GRAPPE_FROM, NULL, NULL, "First day", "Premier jour"},
    {"ends", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day", "Dernier jour"},
    {"contract_hours", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "h", "Hours of the whole contract, training included",
     "Heures de tout le contrat, formation comprise"},
    {"training_hours", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "h", "Hours of training in it",
     "Heures de formation du contrat"},
    {"agreement", GRAPPE_YESNO, 0, NULL, NULL, "A branch agreement admits longer training",
     "Un accord de branche admet une formation plus longue"},
    {"repeats", GRAPPE_YESNO, 0, NULL, NULL, "Goes on after a failed examination",
     "Prolonge après un échec à l'examen"},
    {"confidentiality", GRAPPE_CODE, 0, "conf_status", NULL, "SDMX CONF_STATUS; empty: free",
     "CONF_STATUS de SDMX ; vide : libre"},
    {0}};

static const grappe_entity work_study_contract = {
    "work_study_contract",
    "work_study_contracts",
    "1",
    1,
    "Work-study contracts",
    "Contrats en alternance",
    "Contratti di alternanza",
    "A contract of apprenticeship or professionalisation: age and hours, no name.",
    "Un contrat d'apprentissage ou de professionnalisation : âge et heures, aucun nom.",
    work_study_contract_fields};

static const grappe_field certificate_fields[] = {
    {"organisation", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED | GRAPPE_PLACED, "organisation", NULL,
     "Who holds it", "Qui le détient"},
    {"scheme", GRAPPE_TERM, GRAPPE_KEY | GRAPPE_REQUIRED, "certificate_scheme", NULL, "Qualiopi …", "Qualiopi …"},
    {"from", GRAPPE_DATE, GRAPPE_KEY | GRAPPE_FROM, NULL, NULL, "First day", "Premier jour"},
    {"until", GRAPPE_DATE, GRAPPE_TO, NULL, NULL, "Last day; empty: not stated", "Dernier jour ; vide : non précisé"},
    {"scope", GRAPPE_TERM, GRAPPE_MANY, "training_action", NULL, "Kinds of action that it is for",
     "Catégories d'actions couvertes"},
    {"issuer", GRAPPE_TEXT, 0, NULL, NULL, "Who issued it", "Qui l'a délivré"},
    {0}};

static const grappe_entity certificate = {"certificate",
                                          "certificates",
                                          "1",
                                          1,
                                          "Certificates of providers",
                                          "Certificats des organismes",
                                          "Certificati degli enti",
                                          "A certificate of quality of who trains, with its scope and dates.",
                                          "Un certificat de qualité d'un organisme de formation, son champ, ses dates.",
                                          certificate_fields};

static const grappe_field staff_training_fields[] = {
    {"site", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED | GRAPPE_PLACED, "site", NULL, "Site", "Site"},
    {"skill", GRAPPE_REFERENCE, GRAPPE_KEY | GRAPPE_REQUIRED, "skill", NULL,
     "What was taught: good manufacturing practice …", "Ce qui fut enseigné : bonnes pratiques de fabrication …"},
    {"held", GRAPPE_DATE, GRAPPE_KEY | GRAPPE_REQUIRED | GRAPPE_FROM, NULL, NULL, "Last day of the round of training",
     "Dernier jour de la campagne de formation"},
    {"concerned", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "staff", "Staff who must be trained", "Salariés à former"},
    {"trained", GRAPPE_FIGURE, GRAPPE_NOT_NEGATIVE, NULL, "staff", "Of these, staff who were", "Dont salariés formés"},
    {0}};

static const grappe_entity staff_training = {"staff_training",
                                             "staff_trainings",
                                             "1",
                                             1,
                                             "Training of staff",
                                             "Formation du personnel",
                                             "Formazione del personale",
                                             "A round of training of a site's staff in a skill.",
                                             "Une campagne de formation du personnel d'un site à une compétence.",
                                             staff_training_fields};

const grappe_entity *const grappe_entities_work_study[] = {&tutor, &work_study_contract, &certificate, &staff_training,
                                                           NULL};
