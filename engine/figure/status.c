#include "figure/status.h"

#include <string.h>

/* Weakest first; the order that status.h explains. */
static const grappe_presence presences[] = {GRAPPE_PRESENT,    GRAPPE_NOT_COLLECTED, GRAPPE_UNKNOWN,
                                            GRAPPE_SUPPRESSED, GRAPPE_UNDEFINED,     GRAPPE_NOT_APPLICABLE};
static const char statuses[] = "ASWKBDVPIEGFNULOQM";
static const char confidentialities[] = "FNDCS";

static size_t strength(grappe_presence presence) {
  size_t at = 0;
  while (at + 1 < sizeof presences / sizeof *presences && presences[at] != presence) at++;
  return at;
}

grappe_presence grappe_presence_join(grappe_presence a, grappe_presence b) {
  return strength(a) >= strength(b) ? a : b;
}

/* The later of two codes in `order`; `otherwise` stands in for a code that is not in it. */
static char later(const char *order, char a, char b, char otherwise) {
  const char *at_a = a ? strchr(order, a) : NULL, *at_b = b ? strchr(order, b) : NULL;
  if (!at_a) at_a = strchr(order, otherwise);
  if (!at_b) at_b = strchr(order, otherwise);
  return at_a > at_b ? *at_a : *at_b;
}

char grappe_status_worst(char a, char b) {
  return later(statuses, a, b, 'U');
}

char grappe_confidentiality_strictest(char a, char b) {
  return later(confidentialities, a, b, 'S');
}

/* In the order of grappe_presence. */
static const struct {
  char status;
  const char *sign, *code, *names[GRAPPE_LANGUAGES];
} rows[] = {
    {'A', "", "present", {"present", "présent", "presente"}},
    {'O', "?", "unknown", {"unknown", "inconnu", "sconosciuto"}},
    {'L', "nc", "not_collected", {"not collected", "non collecté", "non rilevato"}},
    {'M', "n/a", "not_applicable", {"not applicable", "sans objet", "non applicabile"}},
    {'Q', "s", "suppressed", {"suppressed", "secret", "soppresso"}},
    {'O', "u", "undefined", {"undefined", "non défini", "non definito"}},
};

char grappe_presence_status(grappe_presence presence) {
  return rows[presence].status;
}

int grappe_status_missing(char status) {
  return status == 'L' || status == 'M' || status == 'O' || status == 'Q';
}

const char *grappe_presence_sign(grappe_presence presence) {
  return rows[presence].sign;
}

const char *grappe_presence_code(grappe_presence presence) {
  return rows[presence].code;
}

const char *grappe_presence_name(grappe_presence presence, grappe_language language) {
  return rows[presence].names[language];
}
