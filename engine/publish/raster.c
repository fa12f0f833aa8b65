/* SVG to PNG and PDF through librsvg and cairo, where the build found them. */
#include "publish/drawing.h"

#ifdef GRAPPE_WITH_RSVG

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
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

static grappe_code open_svg(const char *svg, size_t length, RsvgHandle **handle, double *width, double *height,
                            grappe_error *error) {
  GError *reason = NULL;
  *handle = rsvg_handle_new_from_data((const guint8 *)svg, length, &reason);
  if (!*handle) {
    fail_to_draw(reason ? reason->message : "?", error);
    if (reason) g_error_free(reason);
    return GRAPPE_DATA;
  }
  if (!rsvg_handle_get_intrinsic_size_in_pixels(*handle, width, height)) {
    g_object_unref(*handle);
    return fail_to_draw("it has no size", error);
  }
  return GRAPPE_OK;
}

static grappe_code render(RsvgHandle *handle, cairo_t *cairo, double width, double height, grappe_error *error) {
  GError *reason = NULL;
  RsvgRectangle whole = {0, 0, width, height};
  if (rsvg_handle_render_document(handle, cairo, &whole, &reason)) return GRAPPE_OK;
  fail_to_draw(reason ? reason->message : "?", error);
  if (reason) g_error_free(reason);
  return GRAPPE_DATA;
}

static grappe_code settle(grappe_code code, cairo_status_t status, grappe_buffer *out, grappe_error *error) {
  if (code != GRAPPE_OK) return code;
  if (grappe_buffer_failed(out) || status == CAIRO_STATUS_NO_MEMORY) return grappe_fail_memory(error);
  return status == CAIRO_STATUS_SUCCESS ? GRAPPE_OK : fail_to_draw(cairo_status_to_string(status), error);
}

grappe_code grappe_raster_png(const char *svg, size_t length, grappe_buffer *out, grappe_error *error) {
  RsvgHandle *handle;
  double width, height;
  grappe_code code = open_svg(svg, length, &handle, &width, &height, error);
  if (code != GRAPPE_OK) return code;
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * PIXELS), (int)(height * PIXELS));
  cairo_t *cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, PIXELS, PIXELS);
  code = render(handle, cairo, width, height, error);
  cairo_status_t status =
      code == GRAPPE_OK ? cairo_surface_write_to_png_stream(surface, add_bytes, out) : CAIRO_STATUS_SUCCESS;
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
  g_object_unref(handle);
  return settle(code, status, out, error);
}

grappe_code grappe_raster_pdf(const char *svg, size_t length, grappe_buffer *out, grappe_error *error) {
  RsvgHandle *handle;
  double width, height;
  grappe_code code = open_svg(svg, length, &handle, &width, &height, error);
  if (code != GRAPPE_OK) return code;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(add_bytes, out, width * 0.75, height * 0.75);
  /* the day of writing would make two runs differ */
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cairo_t *cairo = cairo_create(surface);
  cairo_scale(cairo, 0.75, 0.75); /* points of 1/72 inch for pixels of 1/96 */
  code = render(handle, cairo, width, height, error);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  g_object_unref(handle);
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
