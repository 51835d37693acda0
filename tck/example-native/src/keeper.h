/*
 * A thread of the library's own in each process that takes part. An access through a mapping is no call, so somebody has to take
 * mappings away whose path is lost.
 */
#ifndef RSM_EXAMPLE_KEEPER_H
#define RSM_EXAMPLE_KEEPER_H

#include <stdbool.h>

/* Starts the thread of this process, which has taken its record; false where there can be none. */
bool keeper_start(void);

#endif
