/* SVG to PNG and PDF through librsvg and cairo, where the build found them. They bring sixty
 * libraries, which take longer to load than the shell takes to start: they are loaded when the first image is made. */
#include "publish/drawing.h"

#ifdef GRAPPE_WITH_RSVG

#include <cairo-pdf.h>
#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { PIXELS = 2 }; /* a unit of the drawing */

static cairo_status_t add_bytes(void *context, const unsigned char *bytes, unsigned int length) {
  grappe_buffer *out = context;
  grappe_buffer_add_bytes(out, (const char *)bytes, length);
  return grappe_buffer_failed(out) ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

static grappe_code fail_to_draw(const char *reason, grappe_error *error) {
  return grappe_fail(error, GRAPPE_DATA, "the drawing could not be turned into an image: %s", reason);
}

/* What is used of them, by its own names. */
static struct drawing_library {
  __typeof__(rsvg_handle_new_from_data) *rsvg_handle_new_from_data;
  __typeof__(rsvg_handle_get_intrinsic_size_in_pixels) *rsvg_handle_get_intrinsic_size_in_pixels;
  __typeof__(rsvg_handle_render_document) *rsvg_handle_render_document;
  __typeof__(cairo_image_surface_create) *cairo_image_surface_create;
  __typeof__(cairo_create) *cairo_create;
  __typeof__(cairo_set_source_rgb) *cairo_set_source_rgb;
  __typeof__(cairo_paint) *cairo_paint;
  __typeof__(cairo_scale) *cairo_scale;
  __typeof__(cairo_surface_write_to_png_stream) *cairo_surface_write_to_png_stream;
  __typeof__(cairo_destroy) *cairo_destroy;
  __typeof__(cairo_surface_destroy) *cairo_surface_destroy;
  __typeof__(cairo_pdf_surface_create_for_stream) *cairo_pdf_surface_create_for_stream;
  __typeof__(cairo_pdf_surface_set_metadata) *cairo_pdf_surface_set_metadata;
  __typeof__(cairo_surface_finish) *cairo_surface_finish;
  __typeof__(cairo_surface_status) *cairo_surface_status;
  __typeof__(cairo_status_to_string) *cairo_status_to_string;
  __typeof__(g_error_free) *g_error_free;
  __typeof__(g_object_unref) *g_object_unref;
} library;

static const struct {
  const char *name;
  void *place;
} symbols[] = {
    {"rsvg_handle_new_from_data", &library.rsvg_handle_new_from_data},
    {"rsvg_handle_get_intrinsic_size_in_pixels", &library.rsvg_handle_get_intrinsic_size_in_pixels},
    {"rsvg_handle_render_document", &library.rsvg_handle_render_document},
    {"cairo_image_surface_create", &library.cairo_image_surface_create},
    {"cairo_create", &library.cairo_create},
    {"cairo_set_source_rgb", &library.cairo_set_source_rgb},
    {"cairo_paint", &library.cairo_paint},
    {"cairo_scale", &library.cairo_scale},
    {"cairo_surface_write_to_png_stream", &library.cairo_surface_write_to_png_stream},
    {"cairo_destroy", &library.cairo_destroy},
    {"cairo_surface_destroy", &library.cairo_surface_destroy},
    {"cairo_pdf_surface_create_for_stream", &library.cairo_pdf_surface_create_for_stream},
    {"cairo_pdf_surface_set_metadata", &library.cairo_pdf_surface_set_metadata},
    {"cairo_surface_finish", &library.cairo_surface_finish},
    {"cairo_surface_status", &library.cairo_surface_status},
    {"cairo_status_to_string", &library.cairo_status_to_string},
    {"g_error_free", &library.g_error_free},
    {"g_object_unref", &library.g_object_unref},
};

static char missing[200]; /* why they are not there; "" where they are */
static pthread_once_t load_once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *handle = dlopen("librsvg-2.so.2", RTLD_LAZY | RTLD_LOCAL); /* and with it all that it needs */
  for (size_t i = 0; handle && i < sizeof symbols / sizeof *symbols; i++) {
    void *symbol = dlsym(handle, symbols[i].name);
    if (!symbol) handle = NULL;
    memcpy(symbols[i].place, &symbol, sizeof symbol);
  }
  const char *reason = handle ? NULL : dlerror();
  if (!handle) snprintf(missing, sizeof missing, "%s", reason ? reason : "librsvg");
}

static grappe_code open_svg(const char *svg, size_t length, RsvgHandle **handle, double *width, double *height,
                            grappe_error *error) {
  GError *reason = NULL;
  pthread_once(&load_once, load);
  if (*missing) return fail_to_draw(missing, error);
  *handle = library.rsvg_handle_new_from_data((const guint8 *)svg, length, &reason);
  if (!*handle) {
    fail_to_draw(reason ? reason->message : "?", error);
    if (reason) library.g_error_free(reason);
    return GRAPPE_DATA;
  }
  if (!library.rsvg_handle_get_intrinsic_size_in_pixels(*handle, width, height)) {
    library.g_object_unref(*handle);
    return fail_to_draw("it has no size", error);
  }
  return GRAPPE_OK;
}

static grappe_code render(RsvgHandle *handle, cairo_t *cairo, double width, double height, grappe_error *error) {
  GError *reason = NULL;
  RsvgRectangle whole = {0, 0, width, height};
  if (library.rsvg_handle_render_document(handle, cairo, &whole, &reason)) return GRAPPE_OK;
  fail_to_draw(reason ? reason->message : "?", error);
  if (reason) library.g_error_free(reason);
  return GRAPPE_DATA;
}

static grappe_code settle(grappe_code code, cairo_status_t status, grappe_buffer *out, grappe_error *error) {
  if (code != GRAPPE_OK) return code;
  if (grappe_buffer_failed(out) || status == CAIRO_STATUS_NO_MEMORY) return grappe_fail_memory(error);
  return status == CAIRO_STATUS_SUCCESS ? GRAPPE_OK : fail_to_draw(library.cairo_status_to_string(status), error);
}

grappe_code grappe_raster_png(const char *svg, size_t length, grappe_buffer *out, grappe_error *error) {
  RsvgHandle *handle;
  double width, height;
  grappe_code code = open_svg(svg, length, &handle, &width, &height, error);
  if (code != GRAPPE_OK) return code;
  cairo_surface_t *surface =
      library.cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * PIXELS), (int)(height * PIXELS));
  cairo_t *cairo = library.cairo_create(surface);
  library.cairo_set_source_rgb(cairo, 1, 1, 1);
  library.cairo_paint(cairo);
  library.cairo_scale(cairo, PIXELS, PIXELS);
  code = render(handle, cairo, width, height, error);
  cairo_status_t status =
      code == GRAPPE_OK ? library.cairo_surface_write_to_png_stream(surface, add_bytes, out) : CAIRO_STATUS_SUCCESS;
  library.cairo_destroy(cairo);
  library.cairo_surface_destroy(surface);
  library.g_object_unref(handle);
  return settle(code, status, out, error);
}

grappe_code grappe_raster_pdf(const char *svg, size_t length, grappe_buffer *out, grappe_error *error) {
  RsvgHandle *handle;
  double width, height;
  grappe_code code = open_svg(svg, length, &handle, &width, &height, error);
  if (code != GRAPPE_OK) return code;
  cairo_surface_t *surface = library.cairo_pdf_surface_create_for_stream(add_bytes, out, width * 0.75, height * 0.75);
  /* the day of writing would make two runs differ */
  library.cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cairo_t *cairo = library.cairo_create(surface);
  library.cairo_scale(cairo, 0.75, 0.75); /* points of 1/72 inch for pixels of 1/96 */
  code = render(handle, cairo, width, height, error);
  library.cairo_destroy(cairo);
  library.cairo_surface_finish(surface);
  cairo_status_t status = library.cairo_surface_status(surface);
  library.cairo_surface_destroy(surface);
  library.g_object_unref(handle);
  return settle(code, status, out, error);
}

#else

static grappe_code fail_without(grappe_error *error) {
  return grappe_fail(
      error, GRAPPE_ARGUMENT,
      "this Grappe was built without librsvg: it writes drawings as SVG only. Write to a file that ends in "
      ".svg, or build it with librsvg");
}

grappe_code grappe_raster_png(const char *svg, size_t length, grappe_buffer *out, grappe_error *error) {
  (void)svg, (void)length, (void)out;
  return fail_without(error);
}

grappe_code grappe_raster_pdf(const char *svg, size_t length, grappe_buffer *out, grappe_error *error) {
  (void)svg, (void)length, (void)out;
  return fail_without(error);
}

#endif
