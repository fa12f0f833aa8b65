/* The entities, in six groups, each a list ended by NULL. Read by model.c only. */
#ifndef GRAPPE_MODEL_ENTITIES_PRIVATE_H
#define GRAPPE_MODEL_ENTITIES_PRIVATE_H

#include "model/model.h"

extern const grappe_entity *const grappe_entities_reference[];  /* what others refer to: sources, terms, territories */
extern const grappe_entity *const grappe_entities_network[];    /* organisations, sites, the value chain */
extern const grappe_entity *const grappe_entities_action[];     /* axes, services, conventions */
extern const grappe_entity *const grappe_entities_training[];   /* skills, occupations, programmes, research */
extern const grappe_entity *const grappe_entities_work_study[]; /* contracts, tutors, certificates, training of staff */
extern const grappe_entity *const grappe_entities_evidence[];   /* measures, observations, datasets */

#endif
