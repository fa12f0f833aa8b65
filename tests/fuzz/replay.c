/* Runs a fuzzer without libFuzzer: every file of the folders that are named, and of each some hundred changes that a
 * fixed seed makes (bytes flipped, dropped, doubled, cut off), so that the suite tries the same inputs every time. */
#include <dirent.h>

#include "fuzz.h"

enum { CHANGES = 300, LARGEST = 1 << 16 };

static uint64_t seed = 1;

static size_t chance(size_t below) {
  seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return below ? (size_t)(seed >> 33) % below : 0;
}

/* Some changes at random places; `bytes` has room for twice its size. */
static size_t change(uint8_t *bytes, size_t size) {
  static const char special[] = "\",;\n\r\t<>&{}[]:\\0'\x80\xFF";
  for (size_t times = 1 + chance(4); times > 0 && size > 0; times--) {
    size_t at = chance(size), length = 1 + chance(size - at < 16 ? size - at : 16);
    switch (chance(5)) {
      case 0:
        bytes[at] ^= (uint8_t)(1 << chance(8));
        break;
      case 1:
        bytes[at] = (uint8_t)special[chance(sizeof special - 1)];
        break;
      case 2:
        memmove(bytes + at, bytes + at + length, size - at - length);
        size -= length;
        break;
      case 3:
        if (size + length > 2 * (size_t)LARGEST) break;
        memmove(bytes + at + length, bytes + at, size - at);
        size += length;
        break;
      default:
        if (chance(4) == 0) size = at;
    }
  }
  return size;
}

static void run_file(const char *path) {
  static uint8_t original[LARGEST], bytes[2 * LARGEST + 64];
  FILE *file = fopen(path, "rb");
  fuzz_hold(file != NULL, path);
  size_t size = fread(original, 1, sizeof original, file);
  fclose(file);
  for (int i = 0; i < CHANGES; i++) {
    memcpy(bytes, original, size);
    size_t changed = i == 0 ? size : change(bytes, size);
    uint8_t *exact = malloc(changed + 1); /* so that a read past the end is seen */
    fuzz_hold(exact != NULL, "memory");
    memcpy(exact, bytes, changed);
    LLVMFuzzerTestOneInput(exact, changed);
    free(exact);
  }
}

static int by_name(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int count, char **folders) {
  int files = 0;
  for (int i = 1; i < count; i++) {
    struct dirent **entries;
    int found = scandir(folders[i], &entries, NULL, by_name);
    for (int e = 0; e < found; e++) {
      char path[4096];
      snprintf(path, sizeof path, "%s/%s", folders[i], entries[e]->d_name);
      if (entries[e]->d_name[0] != '.') {
        run_file(path);
        files++;
      }
      free(entries[e]);
    }
    if (found >= 0) free(entries);
  }
  printf("%d files, %d inputs of each\n", files, CHANGES);
  return files == 0;
}
