#include "base/messages/messages.h"

const grappe_message grappe_messages_publish[] = {
    {NULL, NULL, NULL},
};
