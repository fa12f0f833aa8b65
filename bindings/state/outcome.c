/* From a raised error to a grappe_outcome. The message handler runs where the error was raised, still under the limits:
 * it is the only place where a __tostring of the script's is called on an error. */
#include "state/outcome.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "state/state_private.h"

const char *grappe_ending_name(grappe_ending ending) {
  static const char *const names[] = {"ok", "error", "undecided", "time", "memory", "output", "interrupted"};
  return names[ending];
}

/* Copies text and cuts it at a character's edge. */
static void copy_text(char *to, size_t size, const char *from, size_t length) {
  if (length >= size) {
    length = size - 1;
    while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80) length--;
  }
  memcpy(to, from, length);
  to[length] = '\0';
  for (char *byte = to; byte < to + length; byte++)
    if (*byte == '\0') *byte = ' '; /* a message is read as a C string */
}

/* The chunk as the user knows it: the whole path of a file, which Lua cuts in its messages. */
static void copy_chunk(char to[sizeof((grappe_outcome *)NULL)->chunk], const lua_Debug *frame) {
  const char *name = *frame->source == '@' ? frame->source + 1 : frame->short_src;
  if (strlen(name) >= sizeof((grappe_outcome *)NULL)->chunk) name = frame->short_src;
  copy_text(to, sizeof((grappe_outcome *)NULL)->chunk, name, strlen(name));
}

static int is_builtin(const lua_Debug *frame) {
  return strncmp(frame->source, GRAPPE_CHUNK_BUILTIN, sizeof GRAPPE_CHUNK_BUILTIN - 1) == 0;
}

static int is_call_of(lua_State *L, lua_Debug *frame, lua_CFunction function) {
  lua_getinfo(L, "f", frame);
  int is = lua_tocfunction(L, -1) == function;
  lua_pop(L, 1);
  return is;
}

void grappe_trace_add(grappe_trace *trace, lua_State *L, lua_CFunction until) {
  lua_Debug frame;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    if (until && is_call_of(L, &frame, until)) return;
    if (trace->count == GRAPPE_FRAMES) { /* deep recursion: count no further than is worth saying */
      if (++trace->left_out == 1000) return;
      continue;
    }
    lua_getinfo(L, "nSl", &frame);
    if (frame.currentline <= 0 || is_builtin(&frame)) continue;
    grappe_call_frame *to = &trace->frames[trace->count++];
    copy_chunk(to->chunk, &frame);
    to->line = frame.currentline;
    to->function[0] = '\0';
    if (frame.name)
      copy_text(to->function, sizeof to->function, frame.name, strlen(frame.name));
    else if (*frame.what != 'm')
      snprintf(to->function, sizeof to->function, "%.40s:%d", frame.short_src, frame.linedefined);
  }
}

/* Lua puts "chunk:line: " before its messages. Where the text begins with exactly what that is for one of the frames,
 * the frame is the place, and the text goes on behind. */
static const char *behind_place(lua_State *L, const char *message, grappe_outcome *outcome) {
  lua_Debug frame;
  for (int level = 0; level < 200 && lua_getstack(L, level, &frame); level++) {
    char place[LUA_IDSIZE + 16];
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline <= 0) continue;
    int length = snprintf(place, sizeof place, "%s:%d: ", frame.short_src, frame.currentline);
    if (strncmp(message, place, (size_t)length) != 0) continue;
    if (!is_builtin(&frame)) {
      copy_chunk(outcome->chunk, &frame);
      outcome->line = frame.currentline;
    }
    return message + length;
  }
  for (int i = 0; i < outcome->frame_count; i++) { /* a coroutine's frames, which are not on this stack */
    char place[LUA_IDSIZE + 16];
    const char *chunk = outcome->frames[i].chunk;
    size_t size = strlen(chunk), most = LUA_IDSIZE - 1; /* Lua keeps the end of a long name, behind three dots */
    int length = size > most
                     ? snprintf(place, sizeof place, "...%s:%d: ", chunk + size - most + 3, outcome->frames[i].line)
                     : snprintf(place, sizeof place, "%s:%d: ", chunk, outcome->frames[i].line);
    if (strncmp(message, place, (size_t)length) != 0) continue;
    memcpy(outcome->chunk, outcome->frames[i].chunk, sizeof outcome->chunk);
    outcome->line = outcome->frames[i].line;
    return message + length;
  }
  return message;
}

static int value_to_text(lua_State *L) {
  grappe_state_tostring(L, 1, NULL);
  return 1;
}

/* The text of an error value that is neither a string nor one of ours. Pushes one value. */
static void describe(lua_State *L) {
  if (luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushcfunction(L, value_to_text);
    lua_pushvalue(L, 1);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK && lua_type(L, -1) == LUA_TSTRING) return;
  } else if (lua_istable(L, 1)) {
    lua_pushliteral(L, "message");
    lua_rawget(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING) return;
  }
  grappe_error error;
  grappe_fail(&error, GRAPPE_DATA, "the script raised an error that is not a text (a value of type %s): raise a text",
              luaL_typename(L, 1));
  lua_pushstring(L, error.message);
}

static const char caught_key; /* registry: the error whose frames are in `caught` */

void grappe_keep_place(lua_State *L, lua_CFunction caller) {
  grappe_state *state = grappe_state_of(L);
  if (grappe_stopping(state)) return;
  memset(&state->caught, 0, sizeof state->caught);
  grappe_trace_add(&state->caught, L, caller);
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &caught_key);
}

void grappe_carry_place(lua_State *L) {
  grappe_state *state = grappe_state_of(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &caught_key);
  if (!lua_isnil(L, -1) && lua_rawequal(L, -1, -2)) state->carried = state->caught;
  lua_pop(L, 1);
}

int grappe_outcome_handler(lua_State *L) {
  grappe_state *state = grappe_state_of(L);
  grappe_outcome *outcome = state->outcome;
  lua_settop(L, 1);
  if (grappe_stopping(state)) return 1;

  grappe_trace trace = state->carried;
  grappe_trace_add(&trace, L, NULL);
  outcome->frame_count = trace.count;
  outcome->frames_left_out = trace.left_out;
  memcpy(outcome->frames, trace.frames, sizeof outcome->frames);
  outcome->chunk[0] = '\0';
  outcome->line = 0;
  if (trace.count > 0) {
    memcpy(outcome->chunk, trace.frames[0].chunk, sizeof outcome->chunk);
    outcome->line = trace.frames[0].line;
  }
  const grappe_error *raised = grappe_error_at(L, 1);
  outcome->answered = raised != NULL;
  if (raised) {
    outcome->error = *raised;
    if (grappe_error_line(L, 1) > 0 && trace.count > 0) outcome->line = grappe_error_line(L, 1);
    return 1;
  }
  if (lua_type(L, 1) != LUA_TSTRING) describe(L);
  size_t length;
  const char *message = lua_tolstring(L, -1, &length);
  const char *rest = behind_place(L, message, outcome);
  outcome->error.code = GRAPPE_DATA;
  char said[sizeof outcome->error.message];
  copy_text(said, sizeof said, rest, length - (size_t)(rest - message));
  grappe_lua_message(said, outcome->error.message, sizeof outcome->error.message);
  lua_settop(L, 1);
  return 1;
}

static void take_trace(grappe_outcome *outcome, const grappe_trace *trace) {
  outcome->frame_count = trace->count;
  outcome->frames_left_out = trace->left_out;
  memcpy(outcome->frames, trace->frames, sizeof outcome->frames);
  if (trace->count == 0) return;
  memcpy(outcome->chunk, trace->frames[0].chunk, sizeof outcome->chunk);
  outcome->line = trace->frames[0].line;
}

static void fill_stopped(grappe_state *state, grappe_outcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  take_trace(outcome, &state->stopped_at);
  if (state->output_full) {
    outcome->ending = GRAPPE_END_OUTPUT;
    grappe_fail(&outcome->error, GRAPPE_STOPPED,
                "the script printed more than %g MB: print less, or raise the limit (see .limits)",
                (double)state->limits.output_bytes / 1048576.0);
    return;
  }
  grappe_run_check(&state->run, &outcome->error);
  outcome->ending = outcome->error.code == GRAPPE_TIME ? GRAPPE_END_TIME : GRAPPE_END_INTERRUPTED;
}

/* After a protected call that failed: the error value is on top of the stack, and what the handler could learn is in
 * the outcome already. */
void grappe_outcome_fill(grappe_state *state, lua_State *L, int status, grappe_outcome *outcome) {
  memset(&state->carried, 0, sizeof state->carried);
  if (grappe_stopping(state)) {
    fill_stopped(state, outcome);
    return;
  }
  const grappe_error *raised = grappe_error_at(L, -1);
  if (status == LUA_ERRMEM || (raised && raised->code == GRAPPE_MEMORY)) {
    if (status == LUA_ERRMEM) memset(outcome, 0, sizeof *outcome); /* the handler was not called */
    outcome->ending = GRAPPE_END_MEMORY;
    grappe_fail_memory(&outcome->error);
    if (outcome->line == 0 && state->out_of_memory_line > 0) {
      memcpy(outcome->chunk, state->out_of_memory_chunk, sizeof outcome->chunk);
      outcome->line = state->out_of_memory_line;
    }
    return;
  }
  outcome->ending = raised && raised->code == GRAPPE_UNDECIDED ? GRAPPE_END_UNDECIDED : GRAPPE_END_ERROR;
  if (status == LUA_ERRERR || outcome->error.code == GRAPPE_OK) {
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
    grappe_fail(&outcome->error, GRAPPE_DATA,
                "an error happened while another one was handled (%s): simplify the script", text);
  }
}

/* A syntax error is the one error for which Lua hands out no frame: the place is read behind the chunk's own name,
 * which is known. */
void grappe_outcome_syntax(lua_State *L, const char *chunkname, int status, grappe_outcome *outcome) {
  grappe_state *state = grappe_state_of(L);
  if (status != LUA_ERRSYNTAX) {
    grappe_outcome_fill(state, L, status, outcome);
    return;
  }
  size_t length;
  const char *message = lua_tolstring(L, -1, &length);
  const char *rest = message;
  lua_Debug frame;
  if (luaL_loadbufferx(L, "", 0, chunkname, "t") == LUA_OK) {
    lua_getinfo(L, ">S", &frame);
    char place[LUA_IDSIZE + 2];
    int size = snprintf(place, sizeof place, "%s:", frame.short_src), digits = 0;
    if (strncmp(message, place, (size_t)size) == 0 && sscanf(message + size, "%d%n", &outcome->line, &digits) == 1) {
      rest = message + size + digits;
      if (*rest == ':') rest++;
      if (*rest == ' ') rest++;
      copy_chunk(outcome->chunk, &frame);
    }
  } else {
    lua_pop(L, 1);
  }
  outcome->ending = GRAPPE_END_ERROR;
  outcome->error.code = GRAPPE_DATA;
  outcome->unfinished = length >= 5 && strcmp(message + length - 5, "<eof>") == 0;
  copy_text(outcome->error.message, sizeof outcome->error.message, rest, length - (size_t)(rest - message));
}
