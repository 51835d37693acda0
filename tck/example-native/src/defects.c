#include "defects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct defect_words defect_words[DEFECT_COUNT] = {
#define X(id, name, clause, sentence) {name, clause, sentence},
#include "defects.def"
#undef X
};

static bool is_on[DEFECT_COUNT];

#ifndef RSM_EXAMPLE_SOUND
bool has_defect(enum defect id) {
    return is_on[id];
}
#endif

static void switch_on(const char *name, size_t length) {
    for (int i = 0; i < DEFECT_COUNT; i++) {
        if (strlen(defect_words[i].name) == length && strncmp(defect_words[i].name, name, length) == 0) {
            is_on[i] = true;
            return;
        }
    }
    fprintf(stderr, "rsm-example: RSM_EXAMPLE_DEFECTS names %.*s, which is no defect: rsm-example-ctl defects lists them\n",
            (int)length, name);
    _exit(2);
}

void defects_read(void) {
    const char *rest = getenv("RSM_EXAMPLE_DEFECTS");
    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, ",");
        if (length > 0) {
            switch_on(rest, length);
        }
        rest += length;
        rest += *rest == ',';
    }
}
