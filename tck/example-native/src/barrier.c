/*
 * Barriers, and the mode they are used in. A copy under the lock of the fabric is in place when it returns, so a barrier has
 * nothing to wait for: what is left is to keep its rules.
 */
#include "caller.h"
#include "handles.h"
#include "mutation.h"
#include "process.h"

/* rsmapi_barrier_t.gnum of a barrier that is initialised. */
enum { CLOSED = 1, OPEN = 2 };

/* privdata of a barrier at an address: a structure that was copied or never initialised has another. */
static void *mark_for(const rsmapi_barrier_t *barrier) {
    return (void *)((uintptr_t)barrier ^ (uintptr_t)0x5253c0de0bad1dea);
}

/* The import and the contents of a barrier; an error where it has none. */
static int find(rsmapi_barrier_t *barrier, rsmapi_barrier_t *found, struct object **import) {
    REFUSE_IF(MUT_IF(barrier == NULL) || MUT_IF(!caller_read(found, barrier, sizeof *found)), RSMERR_BAD_BARRIER_PTR);
    bool is_marked = MUT_IF(found->privdata == mark_for(barrier)) && MUT_IF(found->gnum == CLOSED || found->gnum == OPEN);
    REFUSE_IF(!is_marked, RSMERR_BARRIER_UNINITIALIZED);
    *import = handle_find(found->seg, IMPORT);
    REFUSE_IF(*import == NULL, RSMERR_BAD_SEG_HNDL);
    return RSM_SUCCESS;
}

static int store(rsmapi_barrier_t *barrier, const rsmapi_barrier_t *contents) {
    REFUSE_IF(!caller_write(barrier, contents, sizeof *contents), RSMERR_BAD_BARRIER_PTR);
    return RSM_SUCCESS;
}

static int init_barrier(rsm_memseg_import_handle_t memseg, rsmapi_barrier_t *barrier) {
    struct object *held = handle_find(memseg, IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(barrier == NULL, RSMERR_BAD_BARRIER_PTR);
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    rsmapi_barrier_t former;
    struct object *other;
    if (find(barrier, &former, &other) == RSM_SUCCESS && MUT_IF(other->as.import.barrier == barrier)) {
        MUT_DO(other->as.import.barrier = NULL);
    }
    rsmapi_barrier_t contents = {.seg = memseg, .gnum = CLOSED, .privdata = mark_for(barrier)};
    int result = store(barrier, &contents);
    if (result == RSM_SUCCESS) {
        MUT_DO(held->as.import.barrier = barrier);
    }
    return result;
}

int rsm_memseg_import_init_barrier(rsm_memseg_import_handle_t im_memseg, rsm_barrier_type_t type,
                                   rsmapi_barrier_t *barrier) {
    (void)type;
    return enter() ? leave(init_barrier(im_memseg, barrier)) : CANNOT_ENTER;
}

static int open_barrier(rsmapi_barrier_t *barrier) {
    rsmapi_barrier_t contents;
    struct object *import;
    int refusal = find(barrier, &contents, &import);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    MUT_DO(contents.gnum = OPEN);
    return store(barrier, &contents);
}

int rsm_memseg_import_open_barrier(rsmapi_barrier_t *barrier) {
    return enter() ? leave(open_barrier(barrier)) : CANNOT_ENTER;
}

/* order and close ask the same of a barrier. */
static int use_open(rsmapi_barrier_t *barrier, uint16_t next) {
    rsmapi_barrier_t contents;
    struct object *import;
    int refusal = find(barrier, &contents, &import);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    REFUSE_IF(contents.gnum != OPEN, RSMERR_BARRIER_NOT_OPENED);
    REFUSE_IF(import_exporter(import->as.import.record) == NULL, RSMERR_CONN_ABORTED);
    MUT_DO(contents.gnum = next);
    return store(barrier, &contents);
}

int rsm_memseg_import_order_barrier(rsmapi_barrier_t *barrier) {
    return enter() ? leave(use_open(barrier, OPEN)) : CANNOT_ENTER;
}

int rsm_memseg_import_close_barrier(rsmapi_barrier_t *barrier) {
    return enter() ? leave(use_open(barrier, CLOSED)) : CANNOT_ENTER;
}

static int destroy_barrier(rsmapi_barrier_t *barrier) {
    rsmapi_barrier_t contents;
    struct object *import;
    int refusal = find(barrier, &contents, &import);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    if (MUT_IF(import->as.import.barrier == barrier)) {
        MUT_DO(import->as.import.barrier = NULL);
    }
    return store(barrier, &(rsmapi_barrier_t){0});
}

int rsm_memseg_import_destroy_barrier(rsmapi_barrier_t *barrier) {
    return enter() ? leave(destroy_barrier(barrier)) : CANNOT_ENTER;
}

static int set_mode(rsm_memseg_import_handle_t memseg, rsm_barrier_mode_t mode) {
    struct object *held = handle_find(memseg, IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(MUT_IF(mode != RSM_BARRIER_MODE_EXPLICIT) && MUT_IF(mode != RSM_BARRIER_MODE_IMPLICIT), RSMERR_BAD_MODE);
    MUT_DO(held->as.import.mode = mode);
    return RSM_SUCCESS;
}

int rsm_memseg_import_set_mode(rsm_memseg_import_handle_t im_memseg, rsm_barrier_mode_t mode) {
    return enter() ? leave(set_mode(im_memseg, mode)) : CANNOT_ENTER;
}

static int get_mode(rsm_memseg_import_handle_t memseg, rsm_barrier_mode_t *mode) {
    const struct object *held = handle_find(memseg, IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(!caller_write(mode, &held->as.import.mode, sizeof *mode), RSMERR_BAD_ADDR);
    return RSM_SUCCESS;
}

int rsm_memseg_import_get_mode(rsm_memseg_import_handle_t im_memseg, rsm_barrier_mode_t *mode) {
    return enter() ? leave(get_mode(im_memseg, mode)) : CANNOT_ENTER;
}
