#include "names.h"

#include <stdio.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const kinds[] = {
    "SCI",        "Pharmacie",  "Boulangerie", "Établissements", "Garage",      "Société",       "Coiffure",
    "EARL",       "Restaurant", "Menuiserie",  "Maçonnerie",     "Électricité", "Plomberie",     "Cabinet",
    "GAEC",       "Transports", "Café de l'",  "Hôtel",          "Ambulances",  "Auto-école",    "Laboratoires",
    "Imprimerie", "Fromagerie", "Pâtisserie",  "Taxi",           "Fleuriste",   "Carrosserie",   "Ébénisterie",
    "Chauffage",  "Énergies",   "École",       "Clinique",       "Crèche",      "Domaine de l'", "Château",
    "Pépinières", "Métallerie", "Mécanique",   "Œnologie",       "Ateliers",    "Pharma",        "Biotechnologies",
    "Traiteur",   "Boucherie",  "Charpentes",  "Couverture",     "Peintures",   "Conseil",       "Informatique",
    "Édition",    "Librairie",  "Presse",      "Tabac",          "Primeurs",    "Conserverie",   "Verrerie",
    "Céramiques", "Façonnage",  "Emballages",  "Logistique"};
static const char *const starts[] = {"Ber", "Dé",  "Mar", "Lé",  "Gau", "Pé",  "Fran", "Bou", "Chau", "Ré",
                                     "Sau", "Gué", "Val", "Bé",  "Cor", "Hé",  "Mou",  "Thé", "Rou",  "Cé",
                                     "Du",  "Fé",  "Lam", "Pré", "Vi",  "Mé",  "Bar",  "Sé",  "Cla",  "Né",
                                     "Bos", "Jau", "Tré", "Lou", "Dau", "Gré", "Ar",   "É",   "Im",   "Or"};
static const char *const middles[] = {"nar", "lé",  "ti",  "ran", "ço", "ro",  "mé", "vi",  "lan", "gue",
                                      "dé",  "bou", "ri",  "cha", "pé", "lou", "ma", "ché", "to",  "ne",
                                      "sé",  "da",  "fro", "gé",  "li", "bra", "zé", "mon", "ta",  "ré"};
static const char *const ends[] = {"d",    "t",   "ère", "eau",  "on", "ier", "in",  "et", "ault",  "ès",
                                   "ard",  "ot",  "el",  "y",    "ac", "oux", "ais", "é",  "ois",   "ane",
                                   "ille", "ent", "as",  "ière", "ou", "ec",  "aud", "oy", "in-Lé", "ez"};

static void surname(uint64_t bits, char *out, size_t size) {
  const char *start = starts[bits % COUNT(starts)];
  const char *middle = middles[bits / 64 % COUNT(middles)], *second = middles[bits / 4096 % COUNT(middles)];
  const char *end = ends[bits / 262144 % COUNT(ends)];
  snprintf(out, size, "%s%s%s%s", start, middle, bits >> 40 & 1 ? second : "", end);
}

void bench_name(uint64_t bits, const char *place, char *out) {
  char family[80], text[200];
  /* the commonest kind has a fifth of all names, as property companies have in a register */
  size_t kind = bits % 5 == 0 ? 0 : (size_t)(bits >> 41) % COUNT(kinds);
  const char *word = kinds[kind];
  surname(bits >> 3, family, sizeof family);
  const char *gap = word[strlen(word) - 1] == '\'' ? "" : " ";
  switch (bits >> 50 & 31) {
    case 0: /* half of these rows have a comma, the other half quotes */
      snprintf(text, sizeof text, "\"%s%s%s, père et fils\"", word, gap, family);
      break;
    case 1:
      snprintf(text, sizeof text, "\"%s%s\"\"%s\"\"\"", word, gap, family);
      break;
    case 2:
    case 3:
    case 4:
      snprintf(text, sizeof text, "%s%s%s-%s", word, gap, family, starts[bits >> 55 & 31]);
      break;
    default:
      if (bits >> 60 & 1) {
        snprintf(text, sizeof text, "%s%s%s %s", word, gap, family, place);
      } else {
        snprintf(text, sizeof text, "%s%s%s", word, gap, family);
      }
  }
  memcpy(out, text, strlen(text) + 1);
}
