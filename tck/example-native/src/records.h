/*
 * What the file of the fabric holds, see fabric.h: its records, and where this process has them.
 */
#ifndef RSM_EXAMPLE_RECORDS_H
#define RSM_EXAMPLE_RECORDS_H

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

#endif
