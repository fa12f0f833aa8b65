/* Numbers that published packages agree on, asked for as a script would: the JSON files of the folder that
 * GRAPPE_VECTORS names become Lua tables, and Lua calls the functions. */
#include "api/fixture.h"

/* JSON as a Lua table: only brackets, keys and null differ. */
static void add_as_lua(const char *json, grappe_buffer *lua) {
  for (const char *at = json; *at; at++) {
    if (*at == '"') {
      const char *end = at + 1;
      while (*end && *end != '"') end += *end == '\\' ? 2 : 1;
      size_t length = (size_t)(end - at) + 1;
      const char *next = end + 1;
      while (*next == ' ' || *next == '\n') next++;
      if (*next == ':') grappe_buffer_add_char(lua, '[');
      grappe_buffer_add_bytes(lua, at, length);
      if (*next == ':') grappe_buffer_add(lua, "]=");
      at = *next == ':' ? next : end;
    } else if (strncmp(at, "null", 4) == 0) {
      grappe_buffer_add(lua, "nil");
      at += 3;
    } else {
      grappe_buffer_add_char(lua, *at == '[' ? '{' : *at == ']' ? '}' : *at);
    }
  }
}

/* What each file's cases are checked by: Lua, with the case's input `i` and output `o`; `same(found, expected)`. */
static const struct {
  const char *file, *check;
} checks[] = {
    {"atkinson", "if c.case ~= 'negative' then same(atkinson(i.x, i.epsilon), o) end"},
    {"gini", "same(gini(i.x), o)"},
    {"hoover", "same(hoover(i.x), o.distance)"},
    {"entropy", "for r, e in pairs(o) do same(entropy(m[r]), e) end"},
    {"simpson", "for r, e in pairs(o) do same(simpson(m[r]), e) end"},
    {"hhi", "for r, e in pairs(o) do same(hhi(m[r]), e) end"},
    {"hachman", "for r, e in pairs(o) do same(hachman(m)[r], e) end"},
    {"hoover_specialisation", "for r, e in pairs(o) do same(hoover_specialisation(m)[r], e) end"},
    {"krugman_vs_rest", "for k, e in ipairs(o) do same(krugman(m)[i.mat.rows[k]], e) end"},
    {"krugman_vs_total", "for r, e in pairs(o) do same(krugman(m, { reference = 'total' })[r], e) end"},
    {"krugman_vs_mean_of_others",
     "for k, e in ipairs(o) do same(krugman(m, { reference = 'mean_of_others' })[i.mat.rows[k]], e) end"},
    {"location_quotient",
     "local found = location_quotient(m) local rows = as_frame(i.mat) local framed = location_quotient(rows) "
     "for r, row in ipairs(o.rows) do for s, column in ipairs(o.cols) do "
     "same(found[row][column], o.values[r][s]) "
     "same(framed:row((r - 1) * #o.cols + s).location_quotient, o.values[r][s]) end end"},
    {"locational_gini", "for k, e in ipairs(o) do same(locational_gini(m)[i.mat.cols[k]], e) end"},
    {"economic_complexity",
     "local e = economic_complexity(m) for r, x in pairs(o.eci) do same(e.eci[r], x) end "
     /* the peer tells pci in the mean and deviation of eci */
     "local n, sum, squares = 0, 0, 0 for _, x in pairs(o.pci) do n, sum = n + 1, sum + x end "
     "for _, x in pairs(o.pci) do squares = squares + (x - sum / n) ^ 2 end "
     "for s, x in pairs(o.pci) do same(e.pci[s], (x - sum / n) / math.sqrt(squares / n)) end local d = density(m) "
     "for r, row in ipairs(o.density) do for s, x in ipairs(row) do same(d[i.mat.rows[r]][i.mat.cols[s]], x) end end"},
    {"ellison_glaeser",
     "local plants, regions, all = {}, {}, { 'a', 'b', 'c' } for k, jobs in ipairs(i.e_ik) do plants[k] = { region = "
     "i.regions[k], jobs = jobs } end for k, jobs in ipairs(i.e_j) do regions[all[k]] = jobs end "
     "local e = ellison_glaeser { plants = plants, regions = regions } "
     "same(e.gamma, o.values[1][1]) same(e.g, o.values[1][2]) same(e.h, o.values[1][5])"},
    {"moran_i",
     "local w = {} for r, row in ipairs(i.w.values) do w[r] = {} for s, x in ipairs(row) do if x ~= 0 then w[r][s] = x "
     "end end end local e = moran(i.x, w) same(e.i, o.observed) same(e.expected, o.expected) same(e.variance, o.sd ^ "
     "2) "
     "same(e.p, o['p.value'])"},
    {"shift_share_dunn",
     "local e = shift_share { from = i.e_ij1, to = i.e_ij2, national_from = i.e_i1, national_to = i.e_i2 } "
     "same(e.total, o.values[1][1]) same(e.national, o.values[2][1]) same(e.mix, o.values[3][1]) "
     "same(e.regional, o.values[4][1])"},
    {"shift_share_esteban_marquillas",
     "local e = shift_share { from = i.e_ij1, to = i.e_ij2, national_from = i.e_i1, national_to = i.e_i2, method = "
     "'esteban_marquillas' } same(e.total, o.values[1][1]) same(e.national, o.values[2][1]) same(e.mix, "
     "o.values[3][1]) "
     "same(e.regional, o.values[4][1]) same(e.allocation, o.values[5][1])"},
};

static const char before[] =
    "local checked = 0\n"
    "local function same(found, expected)\n"
    "  local value = found.value\n"
    "  if not value or math.abs(value - expected) > 1e-9 * math.max(math.abs(expected), 1e-3) then\n"
    "    error(('expected %.15g, found %s'):format(expected, found:notation()))\n"
    "  end\n"
    "  checked = checked + 1\n"
    "end\n"
    "local function matrix(mat)\n"
    "  local m = {}\n"
    "  for r, row in ipairs(mat.rows) do\n"
    "    m[row] = {}\n"
    "    for s, column in ipairs(mat.cols) do m[row][column] = mat.values[r][s] end\n"
    "  end\n"
    "  return m\n"
    "end\n"
    "local function as_frame(mat)\n"
    "  local region, activity, value = {}, {}, {}\n"
    "  for r, row in ipairs(mat.rows) do for s, column in ipairs(mat.cols) do\n"
    "    region[#region + 1], activity[#activity + 1], value[#value + 1] = row, column, mat.values[r][s]\n"
    "  end end\n"
    "  return frame { { 'region', region }, { 'activity', activity }, { 'value', value } }\n"
    "end\n"
    "for _, c in ipairs(cases) do\n"
    "  local i, o = c.input, c.output\n"
    "  local m = i.mat and matrix(i.mat)\n";

static char *read_text(const char *folder, const char *name) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s.json", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) fail_msg("%s cannot be read", path);
  char *text = calloc(1, 1 << 20);
  assert_non_null(text);
  assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
  fclose(file);
  return text;
}

static void agreed_numbers(void **state) {
  scene *s = *state;
  const char *folder = getenv("GRAPPE_VECTORS");
  if (!folder) {
    print_message("GRAPPE_VECTORS names no folder of agreed numbers: skipped\n");
    skip();
  }
  for (size_t k = 0; k < sizeof checks / sizeof *checks; k++) {
    grappe_buffer lua = {0};
    char *json = read_text(folder, checks[k].file);
    grappe_buffer_add(&lua, "local cases = ");
    add_as_lua(json, &lua);
    grappe_buffer_addf(&lua, "\n%s  %s\nend\nreturn checked\n", before, checks[k].check);
    if (scene_eval(s, grappe_buffer_text(&lua), GRAPPE_FORMAT_TABLE) != GRAPPE_END_OK)
      fail_msg("%s: %s", checks[k].file, s->outcome.error.message);
    assert_true(atoi(grappe_buffer_text(&s->results)) > 0);
    grappe_buffer_free(&lua);
    free(json);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(agreed_numbers)};
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
