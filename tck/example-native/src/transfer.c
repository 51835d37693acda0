/*
 * get and put: copies out of a segment and into it, without a mapping.
 */
#include <errno.h>
#include <limits.h>

#include "caller.h"
#include "defects.h"
#include "handles.h"
#include "mutation.h"
#include "process.h"

struct transfer {
    rsm_permission_t direction;
    off_t offset;
    char *buffer;
    size_t length;
    size_t width;
};

/* Larger than any segment where the length of all units cannot be told. */
static size_t units(ulong_t count, size_t width) {
    return MUT_CMP(count, >, LONG_MAX / width) ? LONG_MAX : MUT_NUM(count * width);
}

static int check(const struct object *held, const struct transfer *transfer) {
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    const struct held_import *import = &held->as.import;
    uint64_t size = import->record->length;
    REFUSE_IF(transfer->buffer == NULL, RSMERR_BAD_ADDR);
    REFUSE_IF(transfer->offset % (off_t)transfer->width != 0, RSMERR_BAD_MEM_ALIGNMENT);
    bool is_outside = MUT_IF(transfer->offset < 0) || MUT_CMP((uint64_t)transfer->offset, >, size);
    REFUSE_IF(is_outside || MUT_CMP(transfer->length, >, size - (uint64_t)transfer->offset), RSMERR_BAD_OFFSET);
    bool is_let_through = has_defect(PUT_ON_READ_ONLY) && transfer->direction == RSM_PERM_WRITE;
    REFUSE_IF((import->permission & transfer->direction) == 0 && !is_let_through, RSMERR_PERM_DENIED);
    bool needs_barrier = MUT_IF(import->mode == RSM_BARRIER_MODE_IMPLICIT);
    REFUSE_IF(needs_barrier && MUT_IF(import->barrier == NULL), RSMERR_BARRIER_UNINITIALIZED);
    REFUSE_IF(import_exporter(import->record) == NULL, RSMERR_CONN_ABORTED);
    return RSM_SUCCESS;
}

static int transfer_now(rsm_memseg_import_handle_t memseg, const struct transfer *transfer) {
    const struct object *held = handle_find(memseg, IMPORT);
    int refusal = check(held, transfer);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    uint64_t position = import_exporter(held->as.import.record)->range + MUT_NUM((uint64_t)transfer->offset);
    if (has_defect(PAGE_OFF)) {
        uint64_t start = position - (uint64_t)transfer->offset;
        uint64_t shifted = (uint64_t)transfer->offset + fabric->page_size;
        position = shifted + transfer->length <= held->as.import.record->length ? start + shifted : position;
    }
    int wrong = transfer->direction == RSM_PERM_READ ? caller_fill(transfer->buffer, position, transfer->length)
                                                     : caller_drain(transfer->buffer, position, transfer->length);
    if (MUT_IF(wrong != 0)) {
        return MUT_IF(wrong == EFAULT) ? MUT_ERR(RSMERR_BAD_ADDR) : RSMERR_INSUFFICIENT_RESOURCES;
    }
    return RSM_SUCCESS;
}

static int move(rsm_memseg_import_handle_t memseg, rsm_permission_t direction, off_t offset, void *buffer, ulong_t count,
                size_t width) {
    struct transfer transfer = {direction, offset, buffer, units(count, width), width};
    return enter() ? leave(transfer_now(memseg, &transfer)) : CANNOT_ENTER;
}

int rsm_memseg_import_get(rsm_memseg_import_handle_t im_memseg, off_t offset, void *dst_addr, size_t length) {
    return move(im_memseg, RSM_PERM_READ, offset, dst_addr, length, 1);
}

int rsm_memseg_import_get8(rsm_memseg_import_handle_t im_memseg, off_t offset, uint8_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_READ, offset, datap, rep_cnt, 1);
}

int rsm_memseg_import_get16(rsm_memseg_import_handle_t im_memseg, off_t offset, uint16_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_READ, offset, datap, rep_cnt, 2);
}

int rsm_memseg_import_get32(rsm_memseg_import_handle_t im_memseg, off_t offset, uint32_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_READ, offset, datap, rep_cnt, 4);
}

int rsm_memseg_import_get64(rsm_memseg_import_handle_t im_memseg, off_t offset, uint64_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_READ, offset, datap, rep_cnt, 8);
}

int rsm_memseg_import_put(rsm_memseg_import_handle_t im_memseg, off_t offset, void *src_addr, size_t length) {
    return move(im_memseg, RSM_PERM_WRITE, offset, src_addr, length, 1);
}

int rsm_memseg_import_put8(rsm_memseg_import_handle_t im_memseg, off_t offset, uint8_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_WRITE, offset, datap, rep_cnt, 1);
}

int rsm_memseg_import_put16(rsm_memseg_import_handle_t im_memseg, off_t offset, uint16_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_WRITE, offset, datap, rep_cnt, 2);
}

int rsm_memseg_import_put32(rsm_memseg_import_handle_t im_memseg, off_t offset, uint32_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_WRITE, offset, datap, rep_cnt, 4);
}

int rsm_memseg_import_put64(rsm_memseg_import_handle_t im_memseg, off_t offset, uint64_t *datap, ulong_t rep_cnt) {
    return move(im_memseg, RSM_PERM_WRITE, offset, datap, rep_cnt, 8);
}
