/* How a run of a script ended. Everything is structured: no caller reads a message to learn what happened. */
#ifndef GRAPPE_STATE_OUTCOME_H
#define GRAPPE_STATE_OUTCOME_H

#include "base/status.h"

typedef enum grappe_ending {
  GRAPPE_END_OK = 0,
  GRAPPE_END_ERROR,      /* the script, or a function that it called, raised an error */
  GRAPPE_END_UNDECIDED,  /* bounds or a missing fact left a question open, and nobody caught it */
  GRAPPE_END_TIME,       /* the limit on time */
  GRAPPE_END_MEMORY,     /* the limit on memory */
  GRAPPE_END_OUTPUT,     /* the limit on output */
  GRAPPE_END_INTERRUPTED /* the user */
} grappe_ending;

#define GRAPPE_FRAMES 16

typedef struct grappe_call_frame {
  char chunk[300];   /* the file as the user knows it */
  int line;          /* 0 where unknown */
  char function[60]; /* "" for the body of a file */
} grappe_call_frame;

/* Holds no memory of its own. */
typedef struct grappe_outcome {
  grappe_ending ending;
  grappe_error error; /* code GRAPPE_DATA for an error that the script itself raised; message without "file:line:" */
  char chunk[300];    /* where in the script, "" where unknown */
  int line;
  int column;      /* of a text that does not compile, in characters from 1; 0 where unknown */
  int answered;    /* a function that was called refused or left open, in words of its own: no fault of Lua's finding */
  int unfinished;  /* a text that does not compile because it stops too early: a shell may ask for more */
  int frame_count; /* the script's own frames, innermost first; frames of the host and its prelude are left out */
  int frames_left_out;
  grappe_call_frame frames[GRAPPE_FRAMES];
} grappe_outcome;

/* "ok", "error", "undecided", "time", "memory", "output", "interrupted". */
const char *grappe_ending_name(grappe_ending ending);

#endif
