/*
 * The mapping of an import segment, see import.c.
 */
#ifndef RSM_EXAMPLE_IMPORT_H
#define RSM_EXAMPLE_IMPORT_H

#include "handles.h"

void import_unmap(struct held_import *import);

#endif
