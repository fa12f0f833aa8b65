#include "base/messages/messages.h"

const grappe_message grappe_messages_figure[] = {
    {NULL, NULL, NULL},
};
