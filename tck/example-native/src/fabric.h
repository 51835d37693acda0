/*
 * The fabric: what all processes that take part share, in one file that each of them maps.
 *
 * Everything here is read and written under its one lock, see process.h. A process may be killed at any point while it holds
 * that. So a record that is taken can be cleared away however far it is filled, and what others may come upon, such as a
 * publication, is written last. Whether an import is connected is not written down anywhere: it follows from numbers that
 * only grow, see import_exporter.
 */
#ifndef RSM_EXAMPLE_FABRIC_H
#define RSM_EXAMPLE_FABRIC_H

#include <stdbool.h>
#include <stdint.h>

#include "records.h"

/* Makes a fabric at path from a topology, see topology.h. These two answer with what went wrong, or null. */
const char *fabric_make(const char *path, const char *topology, bool is_transient);
const char *fabric_open(const char *path);
void fabric_close(void);

void fabric_lock(void);
void fabric_unlock(void);
/* Lets go of the lock and takes it again, for long enough that another thread comes in between. */
void let_others_in(void);
/* The same for no longer than it takes one that waits for the lock to get it. */
void let_one_in(void);

/* Lets the others see that this process lives, under the index of its record; false where another one has that. */
bool mark_alive(uint32_t process);
/* Clears away what dead processes left. Answers whether any but this one is alive. */
bool bury_the_dead(void);
/* Makes the threads look again that wait in a process. */
void wake(struct process *process);
/* Has the keeper of each process look for what it has to take away. */
void tell_of_loss(void);
/* Whether all of them have; without the lock, which they need for it. */
bool is_loss_seen(void);
/* Sleeps until a futex has changed from this value; may return before. */
void sleep_while(const uint32_t *futex, uint32_t value);
/* One that no handle and no publication had before. */
uint64_t fresh_number(void);

/* How many of each the processes of a node have room for: fewer where the environment says so. */
extern uint32_t most_imports;
extern uint32_t most_exports;

/* These two answer with null where all records are taken, or as many as the node has room for. */
struct export *export_take(uint32_t owner);
struct import *import_take(uint32_t owner);
void export_end(struct export *export);
void import_end(struct import *import);
void import_unmapped(struct import *import);
bool is_published(const struct export *export);
/* The export that an import is connected to; null if it was cut off. */
struct export *import_exporter(const struct import *import);

/* A range of the file that was never in use and never will be again; 0 where the file cannot grow. */
uint64_t range_make(uint64_t length);
/* Gives back its memory, unless an export or a mapping still has it. */
void range_release(uint64_t range, uint64_t length);

#endif
