#include "oddities.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "caller.h"
#include "defects.h"
#include "mapping.h"
#include "topology.h"

/* ---- Connect --------------------------------------------------------------------------------------------------------- */

void connect_oddly(void) {
    static int count; /* the lock of the fabric is held */
    if (has_defect(CRASHES_NOW_AND_THEN) && ++count % 50 == 0) {
        abort();
    }
}

int refused_oddly(int refusal) {
    if (has_defect(LEAKS_MAPPINGS)) {
        /* Shared, for neighbours that are private are counted as one mapping. */
        (void)!mmap(NULL, fabric->page_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    }
    if (has_defect(MINUS_ONE)) {
        errno = refusal;
        return -1;
    }
    return has_defect(UNLISTED_CODE) && refusal == RSMERR_PERM_DENIED ? RSMERR_INTERNAL_ERROR : refusal;
}

bool should_wait(int refusal) {
    return has_defect(CONNECT_WAITS) && refusal == RSMERR_SEG_NOT_PUBLISHED;
}

static bool is_connected_to(const struct object *object, const void *export) {
    return object->kind == IMPORT && import_exporter(object->as.import.record) == export;
}

struct object *connected_already(const struct export *export) {
    return has_defect(SAME_HANDLE) ? handle_search(is_connected_to, export) : NULL;
}

void give_handle_oddly(rsm_memseg_import_handle_t *out, uint64_t handle) {
    uint64_t handles[2] = {has_defect(NULL_HANDLE) ? 0 : handle, 0};
    caller_write(out, handles, has_defect(OUT_SCRIBBLED) ? sizeof handles : sizeof *handles);
}

/* ---- Disconnect ------------------------------------------------------------------------------------------------------ */

int disconnect_none(rsm_memseg_import_handle_t memseg) {
    if (has_defect(memseg == NULL ? NULL_HANDLE_CRASHES : STALE_CRASHES)) {
        (void)*(volatile char *)(void *)memseg;
    }
    bool is_accepted = (has_defect(STALE_ACCEPTED) && handle_was_issued(memseg)) ||
                       (has_defect(KIND_IGNORED) && handle_find(memseg, EXPORT) != NULL);
    return is_accepted ? RSM_SUCCESS : RSMERR_BAD_SEG_HNDL;
}

static int disconnect_cut(const struct object *held) {
    if (has_defect(CUT_POLLFD_CRASHES) && held->pollfds > 0) {
        abort();
    }
    while (has_defect(CUT_DISCONNECT_HANGS)) {
        let_others_in();
    }
    return -1;
}

static int disconnect_mapped(struct held_import *import) {
    if (has_defect(DISCONNECT_UNMAPS) || has_defect(REFUSED_UNMAPS)) {
        import_unmap(import);
    }
    return has_defect(REFUSED_UNMAPS) ? RSMERR_SEG_STILL_MAPPED : -1;
}

int disconnect_oddly(struct object *held) {
    const struct import *record = held->as.import.record;
    int answer = has_defect(DISCONNECT_KEEPS) ? RSM_SUCCESS : -1;
    if (answer < 0 && import_exporter(record) == NULL) {
        answer = disconnect_cut(held);
    }
    if (has_defect(DISCONNECT_NEEDS_LINK) && !are_joined(record->port, fabric->exports[record->export].port)) {
        answer = RSMERR_REMOTE_NODE_UNREACHABLE;
    }
    if (answer < 0 && held->as.import.mapping != NULL) {
        answer = disconnect_mapped(&held->as.import);
    }
    return answer;
}

/* How many other imports an export has, cut off on the way where that is the defect. */
static uint32_t count_others(const struct import *record, const struct export *exporter) {
    uint32_t others = 0;
    for (uint32_t i = 0; i < fabric->imports_used; i++) {
        struct import *other = &fabric->imports[i];
        if (other->owner != 0 && other != record && import_exporter(other) == exporter) {
            others++;
            other->publication = has_defect(DISCONNECT_SPREADS) ? 0 : other->publication;
        }
    }
    return others;
}

static void disturb_others(const struct import *record) {
    struct export *exporter = import_exporter(record);
    bool is_last = exporter != NULL && count_others(record, exporter) == 0;
    if (is_last && has_defect(DISCONNECT_UNPUBLISHES)) {
        exporter->segment = 0;
        exporter->publication = 0;
    }
}

void disconnect_too_much(const struct object *held) {
    if (has_defect(DISCONNECT_SPREADS) || has_defect(DISCONNECT_UNPUBLISHES)) {
        disturb_others(held->as.import.record);
    }
    if (has_defect(LEAKS_DESCRIPTORS)) {
        (void)!dup(fabric_file);
    }
    if (has_defect(LEAKS_MEMORY)) {
        /* Volatile, for the compiler drops memory that nobody looks at. */
        static void *volatile lost;
        lost = calloc(1, 4096);
        lost = lost == NULL ? NULL : memset(lost, 1, 4096);
    }
}
