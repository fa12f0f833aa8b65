/* Status of an operation that can fail, and the message that goes with it.
 *
 * A function that can fail returns a grappe_code and takes a grappe_error as its last parameter. The caller owns the
 * grappe_error (usually on its stack, set to {0}); it holds no memory of its own. A message is a whole sentence for a
 * member of staff: what is wrong, what was found, what to do. It is already in the user's language. */
#ifndef GRAPPE_BASE_STATUS_H
#define GRAPPE_BASE_STATUS_H

typedef enum grappe_code {
  GRAPPE_OK = 0,
  GRAPPE_ARGUMENT,  /* a value the caller gave is not one of those allowed */
  GRAPPE_NOT_FOUND, /* no such name; the message offers the nearest */
  GRAPPE_AMBIGUOUS, /* a name that stands for several things; the message lists them */
  GRAPPE_UNIT,      /* units that cannot meet */
  GRAPPE_SCOPE,     /* figures that count different things */
  GRAPPE_UNDECIDED, /* bounds or a missing fact leave the question open */
  GRAPPE_DATA,      /* what a file or the observatory holds is wrong */
  GRAPPE_IO,        /* the system refused to read or write */
  GRAPPE_BUSY,      /* somebody else is writing to the observatory */
  GRAPPE_MEMORY,    /* no memory left, or the limit on memory reached */
  GRAPPE_STOPPED,   /* the user interrupted */
  GRAPPE_TIME       /* the limit on time was reached */
} grappe_code;

typedef struct grappe_error {
  grappe_code code;
  char message[1000]; /* UTF-8, cut at a character's edge when longer */
} grappe_error;

/* Writes the message (a printf format in English, translated when the user's language has it) and returns `code`.
 * `error` may be NULL: the code alone is returned then. */
__attribute__((format(printf, 3, 4))) grappe_code grappe_fail(grappe_error *error, grappe_code code, const char *format,
                                                              ...);

/* Puts "PLACE: " before the message that is there already, as in "file.csv:12". Returns error->code. */
__attribute__((format(printf, 2, 3))) grappe_code grappe_fail_at(grappe_error *error, const char *format, ...);

/* Why the system refused, by its errno, in the user's language; what is rare stays as the system says it. Never NULL.
 */
const char *grappe_system_reason(int number);

/* The one message for memory that ran out. Returns GRAPPE_MEMORY. */
grappe_code grappe_fail_memory(grappe_error *error);

#ifdef __clang_analyzer__ /* looks at one file at a time: that these give back their code must be said where it sees \
                             it */
#define grappe_fail(error, code, ...) (grappe_fail(error, code, __VA_ARGS__), (code))
#define grappe_fail_memory(error) (grappe_fail_memory(error), GRAPPE_MEMORY)
#endif

#endif
