/* Any text as the Markdown of a page, with values that are no better: whatever comes, nothing gets out of its text. */
#include "base/buffer.h"
#include "fuzz.h"
#include "publish/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  grappe_buffer text = {0}, out = {0};
  grappe_buffer_add(&text, "");
  grappe_buffer_add_bytes(&text, (const char *)data, size);
  grappe_page_value values[] = {{.name = "a", .kind = GRAPPE_PAGE_TEXT, .text = grappe_buffer_text(&text)},
                                {.name = "b", .kind = GRAPPE_PAGE_MARKDOWN, .text = grappe_buffer_text(&text)},
                                {.name = "c", .kind = GRAPPE_PAGE_NOTHING}};
  grappe_page_parts parts = {
      .title = grappe_buffer_text(&text), .text = grappe_buffer_text(&text), .values = values, .count = 3};
  grappe_code code = grappe_page_write(&parts, &out, NULL);
  fuzz_hold(code == GRAPPE_OK || code == GRAPPE_ARGUMENT, "a page, or what is wrong with its text");
  fuzz_hold(code == GRAPPE_OK || out.length == 0, "nothing of what failed");
  const char *script = code == GRAPPE_OK ? strstr(out.text, "<script") : NULL;
  fuzz_hold(code != GRAPPE_OK || (script && !strstr(script + 1, "<script")), "one script, the page's own");
  fuzz_hold(code != GRAPPE_OK || !strstr(out.text, "href=\"javascript:"), "no link that runs");
  fuzz_hold(code != GRAPPE_OK || !strstr(out.text, "<img"), "no image from anywhere");
  grappe_buffer_free(&text);
  grappe_buffer_free(&out);
  return 0;
}
