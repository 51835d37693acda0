/*
 * Handles of controllers, exports and imports. A handle is a number and never an address: looking one up touches nothing
 * that the caller names. All its 64 bits count, and none is issued twice in the life of a fabric.
 */
#ifndef RSM_EXAMPLE_HANDLES_H
#define RSM_EXAMPLE_HANDLES_H

#include <stddef.h>
#include <stdint.h>

#include "fabric.h"

enum kind { CONTROLLER = 1, EXPORT = 2, IMPORT = 4 };

struct held_controller {
    uint32_t port;
    uint64_t uses;
};

struct held_export {
    struct export *record;
    char *memory;
    bool is_rebindable;
};

struct held_import {
    struct import *record;
    rsm_permission_t permission;
    rsm_barrier_mode_t mode;
    rsmapi_barrier_t *barrier; /* that transfers use */
    char *mapping;
    size_t mapped;
    int protection; /* of the mapping, as mmap wants it */
};

struct object {
    uint64_t handle;
    enum kind kind;
    union {
        struct held_controller controller;
        struct held_export export;
        struct held_import import;
    } as;
    uint32_t pollfds;
    int pollfd;
};

/* A new object, all zero but for its handle and kind; null where memory cannot be had. Stays in place until it is dropped. */
struct object *handle_issue(enum kind kind);
/* The object of a handle, if it is of one of these kinds; otherwise null. */
struct object *handle_find(const void *handle, unsigned kinds);
/* Whether it is the handle of an object that was dropped. */
bool handle_was_issued(const void *handle);
void handle_drop(struct object *object);
/* The first object for which the test answers true; null where there is none. */
struct object *handle_search(bool (*test)(const struct object *object, const void *wanted), const void *wanted);
void handles_forget(void);

#endif
