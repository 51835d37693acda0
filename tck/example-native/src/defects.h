/*
 * Mistakes that can be switched on, for tests of the kit: RSM_EXAMPLE_DEFECTS names them, separated by commas.
 *
 * defects.def is the table of them. With -DRSM_EXAMPLE_SOUND none is compiled in; who takes this implementation as a template
 * deletes what asks has_defect.
 */
#ifndef RSM_EXAMPLE_DEFECTS_H
#define RSM_EXAMPLE_DEFECTS_H

#include <stdbool.h>

enum defect {
#define X(id, name, clause, sentence) id,
#include "defects.def"
#undef X
    DEFECT_COUNT
};

struct defect_words {
    const char *name;
    const char *clause;
    const char *sentence;
};

extern const struct defect_words defect_words[DEFECT_COUNT];

#ifdef RSM_EXAMPLE_SOUND
#define has_defect(id) false
#else
bool has_defect(enum defect id);
#endif

/* Switches on what RSM_EXAMPLE_DEFECTS names. Ends the program with a sentence where a name is not in the table. */
void defects_read(void);

#endif
