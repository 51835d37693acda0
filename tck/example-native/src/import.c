/*
 * The life of an import segment, and its mapping.
 */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "access.h"
#include "caller.h"
#include "defects.h"
#include "doorbell.h"
#include "handles.h"
#include "process.h"
#include "topology.h"

/* ---- Connect --------------------------------------------------------------------------------------------------------- */

/* The export that is published under an id on a node; null where none is. */
static struct export *find_published(uint32_t node, uint32_t segment) {
    for (uint32_t i = 0; i < fabric->exports_used; i++) {
        struct export *export = &fabric->exports[i];
        bool is_there = node_of(export->port) == node || has_defect(WRONG_NODE);
        if (is_published(export) && export->segment == segment && is_there) {
            return export;
        }
    }
    return NULL;
}

static int check_way(const struct object *controller, rsm_node_id_t node) {
    if (controller == NULL) {
        return RSMERR_BAD_CTLR_HNDL;
    }
    uint32_t port = controller->as.controller.port;
    if (fabric->ports[port].is_removed || (is_loopback(port) && node != me->node)) {
        return RSMERR_CTLR_NOT_PRESENT;
    }
    return reaches(port, node) ? RSM_SUCCESS : RSMERR_REMOTE_NODE_UNREACHABLE;
}

static int check_segment(const struct export *export, uint32_t port, rsm_permission_t asked) {
    if (export == NULL) {
        return RSMERR_SEG_NOT_PUBLISHED;
    }
    if (!are_joined(port, export->port) && !has_defect(NO_PATH_ACCEPTED)) {
        return RSMERR_REMOTE_NODE_UNREACHABLE;
    }
    if (!is_admitted(export, me->node)) {
        return RSMERR_SEG_NOT_PUBLISHED_TO_NODE;
    }
    if (!is_granted(export, asked)) {
        return has_defect(UNLISTED_CODE) ? RSMERR_INTERNAL_ERROR : RSMERR_PERM_DENIED;
    }
    return RSM_SUCCESS;
}

static int check_resources(void) {
    if (is_short_of(SHORT_OF_MEMORY)) {
        return RSMERR_INSUFFICIENT_MEM;
    }
    if (is_short_of(SHORT_OF_DESCRIPTORS)) {
        return RSMERR_INSUFFICIENT_RESOURCES;
    }
    return is_interrupted ? RSMERR_INTERRUPTED : RSM_SUCCESS;
}

static bool is_connected_to(const struct object *object, const void *export) {
    return object->kind == IMPORT && import_exporter(object->as.import.record) == export;
}

static int make_import(const struct export *export, uint32_t port, rsm_permission_t asked, struct object **made) {
    *made = handle_issue(IMPORT);
    if (*made == NULL) {
        return RSMERR_INSUFFICIENT_MEM;
    }
    struct import *record = import_take(my_owner());
    if (record == NULL) {
        handle_drop(*made);
        return RSMERR_INSUFFICIENT_RESOURCES;
    }
    record->port = port;
    record->export = (uint32_t)(export - fabric->exports);
    record->length = export->length;
    record->losses = path_losses(port, export->port);
    record->mailbox.handle = (*made)->handle;
    record->publication = export->publication;
    (*made)->as.import = (struct held_import){.record = record, .permission = asked, .mode = RSM_BARRIER_MODE_IMPLICIT};
    return RSM_SUCCESS;
}

/* Leaves the null handle there, which stays if the call is refused. */
static bool prepare_out(rsm_memseg_import_handle_t *out) {
    uint64_t handle = 0;
    if ((out == NULL && has_defect(NULL_OUT_CRASHES)) || (out != NULL && has_defect(UNMAPPED_OUT_CRASHES))) {
        *(volatile uint64_t *)(void *)out = 0;
    }
    if (has_defect(OUT_NOT_NULLED)) {
        caller_read(&handle, out, sizeof handle);
    }
    return caller_write(out, &handle, sizeof handle);
}

static void give_handle(rsm_memseg_import_handle_t *out, const struct object *made) {
    uint64_t handles[2] = {has_defect(NULL_HANDLE) ? 0 : made->handle, 0};
    caller_write(out, handles, has_defect(OUT_SCRIBBLED) ? sizeof handles : sizeof *handles);
}

static int import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node, rsm_memseg_id_t segment,
                          rsm_permission_t asked, rsm_memseg_import_handle_t *out) {
    if (!prepare_out(out)) {
        return RSMERR_BAD_ADDR;
    }
    if (has_defect(BITS_CUT)) {
        asked &= RSM_PERM_RDWR;
    }
    const struct object *via = handle_find(controller, CONTROLLER);
    int refusal = check_way(via, node);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    if (!is_permission(asked) && !(asked == RSM_PERM_NONE && has_defect(PERMISSION_0_ACCEPTED))) {
        if (has_defect(REFUSED_RELEASES)) {
            fabric_unlock();
            rsm_release_controller(controller);
            fabric_lock();
        }
        return RSMERR_PERM_DENIED;
    }
    uint32_t port = via->as.controller.port;
    const struct export *export = find_published(node, segment);
    refusal = check_segment(export, port, asked);
    if (refusal == RSM_SUCCESS) {
        refusal = check_resources();
    }
    struct object *made = NULL;
    if (refusal == RSM_SUCCESS && has_defect(SAME_HANDLE)) {
        made = handle_search(is_connected_to, export);
    }
    if (refusal == RSM_SUCCESS && made == NULL) {
        refusal = make_import(export, port, asked, &made);
    }
    if (refusal == RSM_SUCCESS) {
        give_handle(out, made);
    }
    return refusal;
}

int rsm_memseg_import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node_id, rsm_memseg_id_t segment_id,
                              rsm_permission_t perm, rsm_memseg_import_handle_t *im_memseg) {
    if (!enter()) {
        return CANNOT_ENTER;
    }
    int result = import_connect(controller, node_id, segment_id, perm, im_memseg);
    while (has_defect(CONNECT_WAITS) && result == RSMERR_SEG_NOT_PUBLISHED) {
        fabric_unlock();
        usleep(1000);
        fabric_lock();
        result = import_connect(controller, node_id, segment_id, perm, im_memseg);
    }
    if (result != RSM_SUCCESS && has_defect(LEAKS_MAPPINGS)) {
        /* Shared, for neighbours that are private are counted as one. */
        (void)!mmap(NULL, fabric->page_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    }
    if (result != RSM_SUCCESS && has_defect(MINUS_ONE)) {
        errno = result;
        result = -1;
    }
    return leave(result);
}

/* ---- Disconnect ------------------------------------------------------------------------------------------------------ */

static void unmap(struct held_import *import) {
    munmap(import->mapping, import->mapped);
    import->mapping = NULL;
    import_unmapped(import->record);
}

/* What disconnect does under a defect with a handle that is not an import's. */
static int disconnect_none(rsm_memseg_import_handle_t memseg) {
    if (has_defect(memseg == NULL ? NULL_HANDLE_CRASHES : STALE_CRASHES)) {
        (void)*(volatile char *)(void *)memseg;
    }
    bool is_stale = memseg != NULL && handle_was_issued(memseg);
    if ((has_defect(STALE_ACCEPTED) && is_stale) || (has_defect(KIND_IGNORED) && handle_find(memseg, EXPORT) != NULL)) {
        return RSM_SUCCESS;
    }
    return RSMERR_BAD_SEG_HNDL;
}

/* What it does under a defect before it looks whether it should: the answer, or -1 to go on. */
static int disconnect_oddly(struct object *held) {
    const struct import *record = held->as.import.record;
    const struct export *exporter = import_exporter(record);
    if (has_defect(CUT_POLLFD_CRASHES) && exporter == NULL && held->pollfds > 0) {
        abort();
    }
    if (has_defect(CUT_DISCONNECT_HANGS) && exporter == NULL) {
        fabric_unlock();
        for (;;) {
            pause();
        }
    }
    if (has_defect(DISCONNECT_NEEDS_LINK) && !are_joined(record->port, fabric->exports[record->export].port)) {
        return RSMERR_REMOTE_NODE_UNREACHABLE;
    }
    if (has_defect(DISCONNECT_UNMAPS) && held->as.import.mapping != NULL) {
        unmap(&held->as.import);
    }
    if (has_defect(REFUSED_UNMAPS) && held->as.import.mapping != NULL) {
        unmap(&held->as.import);
        return RSMERR_SEG_STILL_MAPPED;
    }
    return has_defect(DISCONNECT_KEEPS) ? RSM_SUCCESS : -1;
}

/* What it does under a defect beside what it should. */
static void disconnect_too_much(const struct held_import *import) {
    struct export *exporter = import_exporter(import->record);
    uint32_t left = 0;
    for (uint32_t i = 0; i < fabric->imports_used; i++) {
        struct import *other = &fabric->imports[i];
        if (other->owner != 0 && other != import->record && import_exporter(other) == exporter) {
            left++;
            other->publication = has_defect(DISCONNECT_SPREADS) ? 0 : other->publication;
        }
    }
    if (has_defect(DISCONNECT_UNPUBLISHES) && exporter != NULL && left == 0) {
        exporter->publication = 0;
        exporter->segment = 0;
    }
    if (has_defect(LEAKS_DESCRIPTORS)) {
        (void)!dup(fabric_file);
    }
    if (has_defect(LEAKS_MEMORY)) {
        char *lost = malloc(4096);
        (void)!memset(lost, 1, 4096);
    }
}

/* Nothing about the path or the exporter stands in its way. */
static int check_disconnect(const struct object *held) {
    if (held->as.import.mapping != NULL) {
        return RSMERR_SEG_STILL_MAPPED;
    }
    return held->pollfds > 0 && !has_defect(POLLFD_IGNORED) ? RSMERR_POLLFD_IN_USE : RSM_SUCCESS;
}

static int import_disconnect(rsm_memseg_import_handle_t memseg) {
    struct object *held = handle_find(memseg, IMPORT);
    if (held == NULL) {
        return disconnect_none(memseg);
    }
    int answer = disconnect_oddly(held);
    int refusal = answer >= 0 ? answer : check_disconnect(held);
    if (answer >= 0 || refusal != RSM_SUCCESS) {
        return refusal;
    }
    if (has_defect(RACING_DISCONNECTS)) {
        fabric_unlock();
        sched_yield();
        fabric_lock();
        if (handle_find(memseg, IMPORT) == NULL) {
            return RSM_SUCCESS;
        }
    }
    disconnect_too_much(&held->as.import);
    if (has_defect(LEAKS_RECORDS)) {
        held->as.import.record->publication = 0;
    } else {
        import_end(held->as.import.record);
    }
    wake(me);
    handle_drop(held);
    return RSM_SUCCESS;
}

int rsm_memseg_import_disconnect(rsm_memseg_import_handle_t im_memseg) {
    return enter() ? leave(import_disconnect(im_memseg)) : CANNOT_ENTER;
}

/* ---- Map and unmap --------------------------------------------------------------------------------------------------- */

static bool is_within(off_t offset, size_t length, uint64_t size) {
    return offset >= 0 && (uint64_t)offset <= size && length <= size - (uint64_t)offset;
}

static int check_map(const struct object *held, void **address, rsm_permission_t asked, off_t offset, size_t length) {
    if (held == NULL) {
        return RSMERR_BAD_SEG_HNDL;
    }
    const struct held_import *import = &held->as.import;
    if (address == NULL) {
        return RSMERR_BAD_ADDR;
    }
    if (import->mapping != NULL) {
        return RSMERR_SEG_ALREADY_MAPPED;
    }
    if (!is_permission(asked) || ((asked & ~import->permission) != 0 && !has_defect(MAP_WIDER))) {
        return RSMERR_BAD_PERMS;
    }
    if (length == 0 || length > INT64_MAX || !is_within(offset, length, import->record->length)) {
        return RSMERR_BAD_LENGTH;
    }
    if ((uint64_t)offset % fabric->page_size != 0) {
        return RSMERR_BAD_MEM_ALIGNMENT;
    }
    if (import_exporter(import->record) == NULL) {
        return RSMERR_CONN_ABORTED;
    }
    if (is_short_of(SHORT_OF_MEMORY)) {
        return RSMERR_MAP_FAILED;
    }
    return is_short_of(SHORT_OF_DESCRIPTORS) ? RSMERR_INSUFFICIENT_RESOURCES : RSM_SUCCESS;
}

static int protection(rsm_permission_t permission) {
    return ((permission & RSM_PERM_READ) != 0 ? PROT_READ : 0) | ((permission & RSM_PERM_WRITE) != 0 ? PROT_WRITE : 0);
}

static int import_map(rsm_memseg_import_handle_t memseg, void **address, rsm_attribute_t attribute,
                      rsm_permission_t asked, off_t offset, size_t length) {
    struct object *held = handle_find(memseg, IMPORT);
    int refusal = check_map(held, address, asked, offset, length);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    void *wanted;
    if (!caller_read(&wanted, address, sizeof wanted) || !caller_write(address, &wanted, sizeof wanted)) {
        return RSMERR_BAD_ADDR;
    }
    bool is_fixed = attribute == RSM_MAP_FIXED;
    if (is_fixed && (uintptr_t)wanted % fabric->page_size != 0) {
        return RSMERR_BAD_MEM_ALIGNMENT;
    }
    struct held_import *import = &held->as.import;
    uint64_t range = import_exporter(import->record)->range;
    void *at = mmap(is_fixed ? wanted : NULL, length, protection(asked), MAP_SHARED | (is_fixed ? MAP_FIXED : 0),
                    fabric_file, (off_t)(range + (uint64_t)offset));
    if (at == MAP_FAILED) {
        return RSMERR_MAP_FAILED;
    }
    import->mapping = at;
    import->mapped = length;
    import->record->range = range;
    caller_write(address, &at, sizeof at);
    return RSM_SUCCESS;
}

int rsm_memseg_import_map(rsm_memseg_import_handle_t im_memseg, void **address, rsm_attribute_t attr,
                          rsm_permission_t perm, off_t offset, size_t length) {
    return enter() ? leave(import_map(im_memseg, address, attr, perm, offset, length)) : CANNOT_ENTER;
}

static int import_unmap(rsm_memseg_import_handle_t memseg) {
    struct object *held = handle_find(memseg, IMPORT);
    if (held == NULL) {
        return RSMERR_BAD_SEG_HNDL;
    }
    struct held_import *import = &held->as.import;
    if (import->mapping == NULL) {
        return RSMERR_SEG_NOT_MAPPED;
    }
    unmap(import);
    return RSM_SUCCESS;
}

int rsm_memseg_import_unmap(rsm_memseg_import_handle_t im_memseg) {
    return enter() ? leave(import_unmap(im_memseg)) : CANNOT_ENTER;
}
