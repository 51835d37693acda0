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

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include <rsmapi.h>

enum {
    MOST_NODES = 64,
    MOST_PORTS = 256,
    MOST_LINKS = 256,
    MOST_PROCESSES = 256,
    MOST_EXPORTS = 4096,
    MOST_IMPORTS = 16384,
    MOST_ENTRIES = 64,
    NAME_BYTES = 64,
    SCRATCH_BYTES = 1024
};

/* No node, port or link. */
#define NONE UINT32_MAX

struct node {
    uint32_t id;
    bool is_lost;
    uint64_t losses;
};

/* A controller of a node. */
struct port {
    uint32_t node;
    char name[NAME_BYTES];
    bool is_removed;
    uint64_t losses;
};

/* Joins two ports, given by their index; the same in both directions. */
struct link {
    uint32_t one;
    uint32_t other;
    bool is_lost;
    uint64_t losses;
};

enum { SHORT_OF_MEMORY = 1, SHORT_OF_DESCRIPTORS = 2 };

/* Which call a signal breaks that waits for a process. */
enum { NO_CALL = 0, NEXT_CALL = 1, NEXT_CONNECT = 2 };

/* A process holds a lock on the byte of the file that has the index of its record, as long as it lives. */
struct process {
    uint32_t is_taken;
    pid_t pid;
    uint32_t node;
    uint32_t short_of;
    uint32_t interrupted; /* one of the above */
    uint32_t wakes; /* a futex: changes whenever a thread that waits should look again */
    uint32_t losses_told; /* a futex: changes whenever a path may have been lost */
    uint32_t losses_seen; /* what of that its keeper has acted upon, see keeper.h */
};

/* Signals that were posted to a segment and not waited for. */
struct mailbox {
    uint64_t handle;
    uint32_t count;
    uint32_t has_doorbell;
};

/* The owner of a record is the index of its process and 1 more; 0 for a record that is free. */
struct export {
    uint32_t owner;
    uint32_t port;
    uint32_t segment; /* the id it is published under; 0 while unpublished */
    uint32_t uid; /* these three as they were at create */
    uint32_t gid;
    uint32_t default_mode;
    uint64_t length;
    uint64_t publication; /* a number that no other publication has; 0 while unpublished */
    uint64_t range;       /* where in the file its bytes are; 0 while they are the exporter's alone */
    uint64_t spare;       /* the range that is to take its place, while memory is bound again */
    struct mailbox mailbox;
    uint32_t entry_count;
    rsmapi_access_entry_t entries[MOST_ENTRIES];
};

struct import {
    uint32_t owner;
    uint32_t port;
    uint32_t export;
    uint64_t length; /* of the segment */
    uint64_t publication;
    uint64_t losses; /* how often the path had been lost at connect */
    uint64_t range;  /* the bytes that are mapped; 0 while none are */
    struct mailbox mailbox;
};

struct fabric {
    uint64_t magic;
    uint64_t page_size;
    bool is_transient; /* made because nobody had named a fabric, and to go with its last process */
    bool is_gone;
    pthread_mutex_t lock;
    uint32_t node_count;
    uint32_t port_count;
    uint32_t link_count;
    uint32_t exports_used; /* no record at or above this index was ever taken */
    uint32_t imports_used;
    uint32_t next_segment;
    uint64_t last_number; /* of a handle or a publication */
    uint64_t next_range;
    struct node nodes[MOST_NODES];
    struct port ports[MOST_PORTS];
    struct link links[MOST_LINKS];
    struct process processes[MOST_PROCESSES];
    struct export exports[MOST_EXPORTS];
    struct import imports[MOST_IMPORTS];
    char scratch[SCRATCH_BYTES];
};

/* Null before this process takes part. */
extern struct fabric *fabric;
extern int fabric_file;
/* The record of this process; null for the control command, which takes no part. */
extern struct process *me;

/* Makes a fabric at path from a topology, see topology.h. These two answer with what went wrong, or null. */
const char *fabric_make(const char *path, const char *topology, bool is_transient);
const char *fabric_open(const char *path);
void fabric_close(void);

void fabric_lock(void);
void fabric_unlock(void);

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
