/*
 * This process as one that takes part: every function of the interface begins with enter and ends with leave.
 */
#ifndef RSM_EXAMPLE_PROCESS_H
#define RSM_EXAMPLE_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Takes the lock of the fabric, which guards the tables of this process too; takes part first where this process does not
 * yet. False where that cannot be, as in a child of fork without descriptors.
 */
bool enter(void);
/* The same for a connect, which is met by signals that wait for one. */
bool enter_connect(void);
/* Gives the lock back, and answers with the result. */
int leave(int result);

/* What a function answers where enter failed. */
#define CANNOT_ENTER RSMERR_INSUFFICIENT_RESOURCES

/* Whether a signal was to break this call, and only this. */
extern bool is_interrupted;

uint32_t my_owner(void);
bool is_short_of(uint32_t resource);

#endif
