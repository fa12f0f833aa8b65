/* Workbooks and archives for tests, made from their parts. */
#ifndef GRAPPE_TEST_PACKAGE_H
#define GRAPPE_TEST_PACKAGE_H

#ifdef GRAPPE_WITH_ZIP

#include <string.h>
#include <zip.h>

typedef struct package_part {
  const char *name, *text; /* a NULL name ends the list */
} package_part;

static inline void make_package(const char *path, const package_part *parts) {
  int problem;
  zip_t *package = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &problem);
  assert_non_null(package);
  for (; parts->name; parts++) {
    zip_source_t *source = zip_source_buffer(package, parts->text, strlen(parts->text), 0);
    assert_true(zip_file_add(package, parts->name, source, ZIP_FL_OVERWRITE) >= 0);
  }
  assert_int_equal(zip_close(package), 0);
}

#define WORKBOOK_RELATIONS                                                                     \
  "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>" \
  "<Relationship Id='rId2' Type='x/worksheet' Target='/xl/worksheets/sheet2.xml'/>"            \
  "<Relationship Id='rId3' Type='x/chartsheet' Target='chartsheets/sheet3.xml'/>"              \
  "<Relationship Id='rId4' Type='x/sharedStrings' Target='sharedStrings.xml'/>"                \
  "<Relationship Id='rId5' Type='x/styles' Target='styles.xml'/></Relationships>"

#define WORKBOOK_CONTENTS                                                                                 \
  "<?xml version='1.0' encoding='UTF-8'?><x:workbook xmlns:x='m' xmlns:r='r'><x:workbookPr/><x:sheets>"   \
  "<x:sheet name='Lisez-moi' sheetId='2' state='hidden' r:id='rId2'/>"                                    \
  "<x:sheet name='Données' sheetId='1' r:id='rId1'/><x:sheet name='Graphique' sheetId='3' r:id='rId3'/>" \
  "</x:sheets></x:workbook>"

/* Cell formats: 0 general, 1 a day, 2 a custom day with time, 3 five zeros, 4 a percentage, 5 a time, 6 in euros */
#define WORKBOOK_STYLES                                                                                          \
  "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy\\ hh:mm'/>"                                \
  "<numFmt numFmtId='165' formatCode='00000'/><numFmt numFmtId='166' formatCode='#,##0\\ &quot;de "              \
  "yen&quot;'/></numFmts>"                                                                                       \
  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"               \
  "<xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='10'/><xf numFmtId='20'/><xf numFmtId='166'/></cellXfs>" \
  "</styleSheet>"

#define WORKBOOK_STRINGS                                                                               \
  "<sst><si><t>Code</t></si><si><r><t>Nom </t></r><r><rPr/><t>complet</t></r><rPh><t>x</t></rPh></si>" \
  "<si><t xml:space='preserve'> Évreux &amp; Dreux</t></si><si><t>a_x000A_b_x005F_</t></si><si><t></t></si></sst>"

static inline void make_workbook(const char *path, const char *sheet) {
  make_package(path, (const package_part[]){{"[Content_Types].xml", "<Types/>"},
                                            {"xl/workbook.xml", WORKBOOK_CONTENTS},
                                            {"xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS},
                                            {"xl/worksheets/sheet1.xml", sheet},
                                            {"xl/worksheets/sheet2.xml",
                                             "<worksheet><sheetData><row><c t='str'><v>hidden</v></c></row></sheetData>"
                                             "</worksheet>"},
                                            {"xl/sharedStrings.xml", WORKBOOK_STRINGS},
                                            {"xl/styles.xml", WORKBOOK_STYLES},
                                            {NULL, NULL}});
}

#endif
#endif
