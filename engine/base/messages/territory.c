#include "base/messages/messages.h"

const grappe_message grappe_messages_territory[] = {
    {"the changes of territory %s go round in a circle on one day: correct the changes of territories",
     "les changements du territoire %s tournent en rond dans une même journée : corrigez les changements de "
     "territoires",
     "i cambiamenti del territorio %s girano in tondo in uno stesso giorno: correggete i cambiamenti dei territori"},
    {NULL, NULL, NULL},
};
