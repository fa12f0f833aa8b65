/* What the files statistics_*.c share: inputs in whatever shape a script has them, and results in the shape of what
 * they answer. Private to them. All may raise; what is made lives in Lua values on the stack. */
#ifndef GRAPPE_API_STATISTICS_PRIVATE_H
#define GRAPPE_API_STATISTICS_PRIVATE_H

#include <lua.h>

#include "query/frame_cross.h"
#include "statistics/figures.h"
#include "statistics/shift_share.h"
#include "statistics/specialisation.h"

/* A key of a table: a text or a whole number. Texts are borrowed from the table. */
typedef struct statistic_key {
  const char *text; /* NULL: a number */
  size_t length;
  lua_Integer number;
} statistic_key;

typedef struct statistic_keys {
  statistic_key *keys; /* numbers in rising order, then texts; each once */
  size_t count, capacity;
} statistic_keys;

/* What a statistic is of: a vector (one column) or a matrix, row after row. */
typedef struct statistic_input {
  int owners;                   /* stack slot of the list that keeps the figures alive */
  statistic_keys rows, columns; /* of tables */
  grappe_frame *frame;          /* of frames; of a vector too */
  grappe_frame_cross *cross;    /* of a matrix in a frame */
  size_t row_count, column_count, count;
  grappe_figure **figures; /* NULL: a frame of so many rows that its bare cells must do */
  grappe_bounds *bounds;
  double *values;
  grappe_unit unit;
  grappe_figure *absent;                               /* stands where a table has nothing; NULL: nowhere */
  int complete;                                        /* what is absent is zero */
  grappe_figure **row_totals, **column_totals, *total; /* made when first asked for */
  grappe_figure_again *again;                          /* of the statistics of a matrix, with `way`; NULL: none */
  grappe_statistic_way way;
} statistic_input;

enum { STATISTIC_WHOLE = 20000 }; /* rows of a frame up to which each brings its figure and its source along */
enum { STATISTIC_AMOUNTS = 1 };   /* values below zero have no meaning: see grappe_figure_item */

/* --- options --- statistics_options.c: the table at `index`, or nothing there; 0: there are none */

/* Refuses an option that is none of `names` (ended by NULL), offering them. */
void statistic_options(lua_State *L, int index, const char *const *names);
int statistic_flag(lua_State *L, int index, const char *name);
double statistic_number(lua_State *L, int index, const char *name, double standard);
/* Leaves the text on the stack; `standard` where it is not given. */
const char *statistic_text(lua_State *L, int index, const char *name, const char *standard);
/* Place of the option's text in `choices` (ended by NULL); `standard` where it is not given. */
int statistic_choice(lua_State *L, int index, const char *name, const char *const *choices, int standard);

/* --- keys --- statistics_keys.c */

void statistic_keys_add(lua_State *L, statistic_keys *keys, int table, int argument); /* the keys of a table */
void statistic_keys_settle(statistic_keys *keys);                                     /* sorts them, each once */
size_t statistic_keys_find(const statistic_keys *keys, const statistic_key *key);     /* keys->count: none */
statistic_key statistic_key_at(lua_State *L, int index);                              /* the key on the stack */
void statistic_push_key(lua_State *L, const statistic_key *key);
const char *statistic_key_name(lua_State *L, const statistic_key *key); /* for labels; pushes it */

/* --- input --- statistics_input.c */

/* A column of a frame as a vector with a value for each row, whatever it is. */
void statistic_read_column(lua_State *L, grappe_frame *frame, size_t column, int flags, statistic_input *input);
/* A list, named values or a column of a frame (the option `column`, else its first figures). */
void statistic_read_vector(lua_State *L, int index, int options, int flags, statistic_input *input);
/* Another vector with a value for each key of `like`; of a frame, the column that the text at `index` names. */
void statistic_read_beside(lua_State *L, int index, const statistic_input *like, int flags, statistic_input *input);
/* A vector of the values at `table` for these keys; what is missing is absent, or zero where `complete`. */
void statistic_read_keyed(lua_State *L, int table, int argument, const statistic_keys *keys, int complete,
                          statistic_input *input);

/* Pieces of readers. Starts an input whose owners stand on the stack; then its arrays, `whole` with figures. */
void statistic_begin(lua_State *L, statistic_input *input);
void statistic_make_arrays(lua_State *L, statistic_input *input, size_t count, int whole);
/* What stands for values that nobody gave. */
grappe_figure *statistic_absent(lua_State *L, statistic_input *input);
/* The figure of the value on top of the stack, which is popped. */
grappe_figure *statistic_take_value(lua_State *L, statistic_input *input, int argument, const char *expected);
/* A cell of the frame into figures[at]. */
void statistic_take_cell(lua_State *L, statistic_input *input, size_t row, size_t column, size_t at);
/* The column of that name; NULL: the first of figures. */
size_t statistic_find_column(lua_State *L, const grappe_frame *frame, const char *name);
/* Brings all figures to the unit of the first that has one, refuses scopes that clash, and reads bounds and values. */
void statistic_settle(lua_State *L, statistic_input *input, int flags);

/* --- matrices --- statistics_matrix.c */
/* A table of tables, or a frame with the options region, activity and value; the option complete. */
void statistic_read_matrix(lua_State *L, int index, int options, statistic_input *input);
/* Of a frame in two steps: which row is where; then the cells of the whole matrix. `names` are those of the options
 * that name rows, columns and values, and of such columns where the options do not; NULL: those above. */
void statistic_read_cross(lua_State *L, int index, int options, const char *const names[3], statistic_input *input);
void statistic_fill_cross(lua_State *L, statistic_input *input);
/* Whether each of its figures is worth keeping: the frame is small enough. */
int statistic_is_whole(const statistic_input *input);
grappe_sample statistic_sample(const statistic_input *input);
grappe_matrix statistic_matrix(const statistic_input *input);
/* Room on the stack. Unlike luaL_checkstack it calls a want of memory by its name. */
void statistic_room(lua_State *L, int slots);
/* Borrowed arrays for results; they live on the stack. */
void *statistic_array(lua_State *L, size_t count, size_t size);
void statistic_keep(lua_State *L, statistic_input *input, grappe_figure *figure); /* takes it over */

/* --- results --- statistics_result.c */

/* What people call the statistic of that code; of a part of its results with `part`, else NULL. Pushes it. */
const char *statistic_words(lua_State *L, const char *operation, const char *part);
/* Pushes the figure of a statistic. `label` may be NULL. */
void statistic_push(lua_State *L, const grappe_statistic *statistic, const grappe_statistic_about *about,
                    grappe_figure *const *inputs, size_t count);
/* Sets field `name` of the table on top to the figure of that part of a statistic's results, which it also labels. */
void statistic_set_part(lua_State *L, const char *name, const grappe_statistic *statistic,
                        grappe_statistic_about *about, grappe_figure *const *inputs, size_t count);
/* What a region of a matrix (or an activity) is called; pushes it. */
const char *statistic_name_of(lua_State *L, const statistic_input *input, int of_columns, size_t index);
/* Pops a list of values, one for each row, and the frame below it; pushes the frame with that column. */
void statistic_put_list(lua_State *L, const char *column);
/* Computes a statistic of a whole vector and pushes its figure. */
void statistic_push_of(lua_State *L, const char *operation, const statistic_input *input, grappe_statistic_way way,
                       double least, double most);
/* The same of a vector and another beside it, such as weights. */
void statistic_push_beside(lua_State *L, const char *operation, const statistic_input *input,
                           const statistic_input *beside, grappe_statistic_way way, double least, double most);

typedef enum statistic_shape {
  STATISTIC_CELLS,         /* one for each cell of the matrix; a frame gets those of its own rows */
  STATISTIC_ALL_CELLS,     /* the same, also of those that the frame does not have */
  STATISTIC_ROWS,          /* one for each region */
  STATISTIC_COLUMNS,       /* one for each activity */
  STATISTIC_ACTIVITY_PAIRS /* one for each pair of activities */
} statistic_shape;

/* Pushes the figure of one region of a matrix. */
void statistic_push_row(lua_State *L, const char *operation, statistic_input *input, size_t row,
                        const grappe_statistic *result, double least, double most);
/* Room for the totals of a matrix of figures; then that of a region or an activity, made when it is first asked for. */
void statistic_prepare(lua_State *L, statistic_input *input);
grappe_figure *statistic_total_of(lua_State *L, statistic_input *input, int of_columns, size_t index);
/* shift_share of the frame at 1 with the options at 2 (statistics_change_frame.c). */
int statistic_shift_frame(lua_State *L, grappe_shift_method method);
/* The parts of a shift-share (statistics_change.c), and what a part's figure says of itself: its way takes the values
 * of the region, from and to, and then those of the nation. */
enum { STATISTIC_SHIFT_PARTS = 5 };
extern const char *const statistic_shift_names[STATISTIC_SHIFT_PARTS];
const grappe_statistic *statistic_shift_part(const grappe_shift_share *result, int part);
grappe_statistic_about statistic_shift_about(grappe_unit unit, grappe_shift_method method, int part,
                                             const size_t *dates);
/* Pushes the results of a matrix in its shape: a table under the matrix' names, or a frame with them: `operation` is
 * the name of its column. */
void statistic_push_shape(lua_State *L, statistic_shape shape, const char *operation, statistic_input *input,
                          const grappe_statistic *results, double least, double most);

#endif
