/*
 * Descriptors by which a program can wait for signals with poll(2). A segment whose owner has got one has a socket with a
 * name of its own; who posts the first signal of several sends a byte there, and who waits for the last one takes it out.
 */
#ifndef RSM_EXAMPLE_DOORBELL_H
#define RSM_EXAMPLE_DOORBELL_H

#include <stdbool.h>

#include "fabric.h"

/* Opens and closes the socket that this process sends from. */
bool doorbell_start(void);
void doorbell_stop(void);

/* A descriptor that can be read from whenever signals have arrived at a mailbox of this process; -1 with errno. */
int doorbell_open(struct mailbox *mailbox);
void doorbell_close(struct mailbox *mailbox, int descriptor);

void doorbell_ring(const struct mailbox *mailbox);
void doorbell_silence(int descriptor);

#endif
