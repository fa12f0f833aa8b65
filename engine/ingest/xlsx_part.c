/* One XML part of a workbook: bytes from libzip, parsed by expat as they come. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/xlsx_private.h"

#ifdef GRAPPE_WITH_XLSX

enum { BLOCK = 1 << 16, TOKEN_LIMIT = 16 << 20 };

/* The parts of a workbook declare no document type; one that does means to expand entities. */
static void XMLCALL refuse_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                                   int internal) {
  (void)name;
  (void)system;
  (void)public;
  (void)internal;
  xlsx_part *part = context;
  part->doctype = 1;
  XML_StopParser(part->parser, XML_FALSE);
}

grappe_code xlsx_part_open(zip_t *package, const char *workbook, const char *name, XML_StartElementHandler start,
                           XML_EndElementHandler end, XML_CharacterDataHandler text, void *context, xlsx_part *part,
                           grappe_error *error) {
  static const XML_Memory_Handling_Suite memory = {grappe_alloc, grappe_realloc, grappe_free};
  *part = (xlsx_part){.workbook = workbook, .name = name, .context = context};
  zip_stat_t about;
  zip_stat_init(&about);
  zip_int64_t index = zip_name_locate(package, name, ZIP_FL_NOCASE);
  if (index < 0) return GRAPPE_NOT_FOUND;
  if (zip_stat_index(package, (zip_uint64_t)index, 0, &about) == 0)
    part->file = zip_fopen_index(package, (zip_uint64_t)index, 0);
  if (!part->file)
    return grappe_fail(error, GRAPPE_DATA, "%s: its part %s is damaged (%s): save the workbook again", workbook, name,
                       zip_strerror(package));
  part->size = about.size;
  part->stored = about.comp_size;
  part->failure = grappe_alloc_zero(1, sizeof *part->failure);
  part->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
  if (!part->parser || !part->failure) {
    xlsx_part_close(part);
    return grappe_fail_memory(error);
  }
  XML_SetUserData(part->parser, part);
  XML_SetElementHandler(part->parser, start, end);
  XML_SetCharacterDataHandler(part->parser, text);
  XML_SetStartDoctypeDeclHandler(part->parser, refuse_doctype);
  return GRAPPE_OK;
}

void xlsx_part_close(xlsx_part *part) {
  if (part->parser) XML_ParserFree(part->parser);
  if (part->file) zip_fclose(part->file);
  grappe_free(part->failure);
  *part = (xlsx_part){0};
}

void xlsx_part_stop(xlsx_part *part, const grappe_error *failure) {
  *part->failure = *failure;
  XML_StopParser(part->parser, XML_FALSE);
}

static grappe_code explain(const xlsx_part *part, grappe_error *error) {
  enum XML_Error problem = XML_GetErrorCode(part->parser);
  if (part->failure->code != GRAPPE_OK) {
    if (error) *error = *part->failure;
    return part->failure->code;
  }
  if (problem == XML_ERROR_NO_MEMORY) return grappe_fail_memory(error);
  const char *detail = part->doctype ? "DOCTYPE" : XML_ErrorString(problem);
  return grappe_fail(error, GRAPPE_DATA, "%s: its part %s is damaged (%s): save the workbook again", part->workbook,
                     part->name, detail ? detail : "XML");
}

grappe_code xlsx_part_run(xlsx_part *part, int *ended, grappe_error *error) {
  *ended = 0;
  XML_ParsingStatus status;
  XML_GetParsingStatus(part->parser, &status);
  if (status.parsing == XML_SUSPENDED) {
    enum XML_Status result = XML_ResumeParser(part->parser);
    if (result == XML_STATUS_ERROR) return explain(part, error);
    if (result == XML_STATUS_SUSPENDED) return GRAPPE_OK;
  }
  while (!part->last) {
    void *block = XML_GetBuffer(part->parser, BLOCK);
    if (!block) return grappe_fail_memory(error);
    zip_int64_t got = zip_fread(part->file, block, BLOCK);
    if (got < 0)
      return grappe_fail(error, GRAPPE_DATA, "%s: its part %s is damaged (%s): save the workbook again", part->workbook,
                         part->name, zip_file_strerror(part->file));
    part->given += (uint64_t)got;
    part->last = got == 0;
    enum XML_Status result = XML_ParseBuffer(part->parser, (int)got, part->last);
    if (result == XML_STATUS_ERROR) return explain(part, error);
    if (result == XML_STATUS_SUSPENDED) return GRAPPE_OK;
    XML_Index at = XML_GetCurrentByteIndex(part->parser);
    if (at >= 0 && part->given - (uint64_t)at > TOKEN_LIMIT) /* expat keeps what it has not seen the end of */
      return grappe_fail(error, GRAPPE_DATA, "%s: its part %s is damaged (%s): save the workbook again", part->workbook,
                         part->name, XML_ErrorString(XML_ERROR_UNCLOSED_TOKEN));
  }
  *ended = 1;
  return GRAPPE_OK;
}

const char *xlsx_local(const char *name) {
  const char *colon = strchr(name, ':');
  return colon ? colon + 1 : name;
}

const char *xlsx_attribute(const char **attributes, const char *name) {
  for (; *attributes; attributes += 2)
    if (strcmp(xlsx_local(attributes[0]), name) == 0) return attributes[1];
  return NULL;
}

unsigned long xlsx_integer(const char *text) {
  unsigned long value = 0;
  for (; text && *text >= '0' && *text <= '9' && value < 100000000; text++)
    value = value * 10 + (unsigned long)(*text - '0');
  return value;
}

#endif
