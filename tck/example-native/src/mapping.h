/*
 * The mapping of an import segment.
 */
#ifndef RSM_EXAMPLE_MAPPING_H
#define RSM_EXAMPLE_MAPPING_H

#include "handles.h"

/* Takes it away; there has to be one. */
void import_unmap(struct held_import *import);

#endif
