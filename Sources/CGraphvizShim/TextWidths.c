#include "CGraphvizShim.h"

#include <gvc.h>
#include <gvplugin_textlayout.h>
#include <stdint.h>
#include <string.h>

// Without a font at hand, Graphviz counts a Korean or Greek letter once for each of its bytes, and all but
// ignores bold; HTML-like labels, whose text starts at a place computed from its width, then stand askew.
// This measure knows the printable ASCII letters of the three families, whose widths are those of the fonts
// that systems put in their place, and the rest by ranges.

// Thousandths of the font's size, from U+0020 to U+007E.
static const uint16_t times[95] = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};
static const uint16_t times_bold[95] = {
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520};
static const uint16_t helvetica[95] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};
static const uint16_t helvetica_bold[95] = {
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584};

// The rest: what combines has no width, East Asian letters that of the font's size, others their block's
// mean.
static const struct range {
  uint32_t first, last;
  uint16_t width;
} ranges[] = {
    {0x0000, 0x001F, 0}, {0x007F, 0x009F, 600}, {0x00A0, 0x00A0, 250}, {0x00A1, 0x00BF, 460},
    {0x00C0, 0x00D6, 680}, {0x00D7, 0x00D7, 570}, {0x00D8, 0x00DE, 680}, {0x00DF, 0x00F6, 500},
    {0x00F7, 0x00F7, 550}, {0x00F8, 0x00FF, 510}, {0x0100, 0x024F, 560}, {0x0250, 0x02AF, 510},
    {0x02B0, 0x02FF, 340}, {0x0300, 0x036F, 0}, {0x0370, 0x03AB, 690}, {0x03AC, 0x03FF, 540},
    {0x0400, 0x042F, 710}, {0x0430, 0x0482, 570}, {0x0483, 0x0489, 0}, {0x048A, 0x052F, 640},
    {0x0591, 0x05BD, 0}, {0x0610, 0x061A, 0}, {0x064B, 0x065F, 0}, {0x1100, 0x115F, 1000},
    {0x1160, 0x11FF, 0}, {0x1AB0, 0x1AFF, 0}, {0x1D00, 0x1D2B, 530}, {0x1D2C, 0x1D6A, 390},
    {0x1DC0, 0x1DFF, 0}, {0x1E00, 0x1FFF, 640}, {0x2000, 0x200A, 420}, {0x200B, 0x200F, 0},
    {0x2010, 0x2013, 500}, {0x2014, 0x2015, 1000}, {0x2016, 0x2025, 450}, {0x2026, 0x2026, 1000},
    {0x202A, 0x202E, 0}, {0x2030, 0x205F, 450}, {0x2060, 0x206F, 0}, {0x2070, 0x209C, 380},
    {0x20A0, 0x20CF, 700}, {0x20D0, 0x20FF, 0}, {0x2100, 0x218F, 800}, {0x2190, 0x21FF, 1000},
    {0x2200, 0x2202, 620}, {0x2203, 0x220E, 720}, {0x220F, 0x2211, 800}, {0x2212, 0x2219, 560},
    {0x221A, 0x221A, 550}, {0x221B, 0x223B, 710}, {0x223C, 0x226F, 560}, {0x2270, 0x22FF, 720},
    {0x2300, 0x23FF, 800}, {0x2460, 0x24FF, 900}, {0x2500, 0x259F, 710}, {0x25A0, 0x26FF, 900},
    {0x2700, 0x2BFF, 900}, {0x2E80, 0x303E, 1000}, {0x3041, 0x4DBF, 1000}, {0x4DC0, 0x4DFF, 900},
    {0x4E00, 0xA4CF, 1000}, {0xA960, 0xA97F, 1000}, {0xAC00, 0xD7A3, 1000}, {0xD7B0, 0xD7FF, 0},
    {0xF900, 0xFAFF, 1000}, {0xFE00, 0xFE0F, 0}, {0xFE20, 0xFE2F, 0}, {0xFE30, 0xFE6F, 1000},
    {0xFEFF, 0xFEFF, 0}, {0xFF01, 0xFF60, 1000}, {0xFF61, 0xFFDC, 500}, {0xFFE0, 0xFFE6, 1000},
    {0xFFFD, 0xFFFD, 1000}, {0x1D400, 0x1D7FF, 620}, {0x1F000, 0x1FAFF, 1150},
    {0x20000, 0x3FFFD, 1000}, {0xE0000, 0xE0FFF, 0}};

enum { other_width = 600, courier_width = 600 };

static int width_by_range(uint32_t scalar) {
  size_t low = 0, high = sizeof ranges / sizeof ranges[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (scalar > ranges[middle].last) low = middle + 1;
    else if (scalar < ranges[middle].first) high = middle;
    else return ranges[middle].width;
  }
  return other_width;
}

// The widths of a face; null for Courier, whose letters all have one.
static const uint16_t *ascii_widths(const char *font, bool bold) {
  if (strncmp(font, "Courier", 7) == 0) return NULL;
  bool serifless = strncmp(font, "Helvetica", 9) == 0 || strncmp(font, "Arial", 5) == 0;
  if (serifless) return bold ? helvetica_bold : helvetica;
  return bold ? times_bold : times;
}

static int scalar_width(uint32_t scalar, const uint16_t *ascii) {
  bool printable = scalar >= 0x20 && scalar <= 0x7E;
  if (ascii) return printable ? ascii[scalar - 0x20] : width_by_range(scalar);
  if (printable) return courier_width;
  int width = width_by_range(scalar);
  return width == 0 || width >= 1000 ? width : courier_width;
}

// The scalar at `*text`, which moves behind it; what is no UTF-8 counts byte by byte.
static uint32_t next_scalar(const unsigned char **text) {
  const unsigned char *byte = *text;
  int more = byte[0] >= 0xF0 ? 3 : byte[0] >= 0xE0 ? 2 : byte[0] >= 0xC0 ? 1 : 0;
  uint32_t scalar = more == 0 ? byte[0] : byte[0] & (0x3F >> more);
  for (int index = 1; index <= more; index++) {
    if ((byte[index] & 0xC0) != 0x80) {
      *text = byte + 1;
      return byte[0];
    }
    scalar = scalar << 6 | (byte[index] & 0x3F);
  }
  *text = byte + 1 + more;
  return scalar;
}

double graphviz_text_width(const char *text, const char *font, bool bold, double size) {
  const uint16_t *ascii = ascii_widths(font, bold || strstr(font, "Bold"));
  const unsigned char *rest = (const unsigned char *)text;
  double thousandths = 0;
  while (*rest) thousandths += scalar_width(next_scalar(&rest), ascii);
  return thousandths * size / 1000;
}

// The type of the function differs between versions in its result alone.
static __typeof__(((gvtextlayout_engine_t *)0)->textlayout(NULL, NULL))
lay_out(textspan_t *span, char **path) {
  (void)path;
  const char *font = span->font && span->font->name ? span->font->name : "Times";
  double size = span->font && span->font->size > 0 ? span->font->size : 14;
  bool bold = span->font && (span->font->flags & HTML_BF);
  span->size.x = graphviz_text_width(span->str ? span->str : "", font, bold, size);
  // A line's height and the place of its middle, as Graphviz's own estimate has them.
  span->size.y = size * 1.2;
  span->yoffset_layout = 0;
  span->yoffset_centerline = size * 0.1;
  span->layout = NULL;
  span->free_layout = NULL;
  return 1;
}

static gvtextlayout_engine_t engine = {lay_out};
static gvplugin_installed_t types[] = {{0, "textlayout", 100, &engine, NULL}, {0, NULL, 0, NULL, NULL}};
static gvplugin_api_t apis[] = {{API_textlayout, types}, {(api_t)0, NULL}};
static gvplugin_library_t plugin = {(char *)"measure", apis};

void *graphviz_measure_plugin(void) { return &plugin; }
