/*
 * What connect and disconnect do under defects that take more than a condition. Whoever takes this implementation as a template
 * leaves this out, with defects.h.
 */
#ifndef RSM_EXAMPLE_ODDITIES_H
#define RSM_EXAMPLE_ODDITIES_H

#include "handles.h"

/* What connect does before all else. */
void connect_oddly(void);
/* The answer of a connect that is refused; whether it should be tried again instead. */
int refused_oddly(int refusal);
bool should_wait(int refusal);
/* The import that connect answers with a second time; null where it makes a new one. */
struct object *connected_already(const struct export *export);
/* Writes the handle of a new import, and what else it should not. */
void give_handle_oddly(rsm_memseg_import_handle_t *out, uint64_t handle);

/* What disconnect answers to a handle that is not an import's. */
int disconnect_none(rsm_memseg_import_handle_t memseg);
/* What it does before it looks whether it should: an answer, or -1 to go on. */
int disconnect_oddly(struct object *held);
/* What it does beside what it should. */
void disconnect_too_much(const struct object *held);

#endif
