/*
 * The caller's memory, which may be null, not mapped or not to be written: the system copies for us and says so, where a
 * plain access would end the process. It can do that with whatever is in a file, so the bytes go by way of the fabric's.
 */
#ifndef RSM_EXAMPLE_CALLER_H
#define RSM_EXAMPLE_CALLER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* These two copy at most SCRATCH_BYTES, and answer whether all could be copied. */
bool caller_read(void *to, const void *from, size_t length);
bool caller_write(void *to, const void *from, size_t length);
/* Copies a string and its end into length bytes; false where it is longer, or not to be read. */
bool caller_read_string(char *to, const char *from, size_t length);

/* These two move bytes of a range of the fabric's file: 0, or EFAULT, or whatever else errno said. */
int caller_fill(char *to, uint64_t position, size_t length);
int caller_drain(const char *from, uint64_t position, size_t length);

#endif
