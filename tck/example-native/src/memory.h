/*
 * The memory of an exporter. It is the caller's own, and private like any other until the segment is published; then its
 * contents move into the fabric's file, and that is mapped in its place.
 */
#ifndef RSM_EXAMPLE_MEMORY_H
#define RSM_EXAMPLE_MEMORY_H

#include "fabric.h"

/* Whether all of it is mapped. */
bool is_mapped(const char *memory, uint64_t length);

/* Copies memory into a range and maps that in its place: 0, or the error of the interface that stands in the way. */
int memory_share(char *memory, uint64_t length, uint64_t range);
/* Makes a copy of a range the memory's own. Nothing is lost that other threads write meanwhile. False where it stays. */
bool memory_unshare(char *memory, uint64_t length, uint64_t range);

#endif
