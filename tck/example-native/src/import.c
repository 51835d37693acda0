/*
 * The life of an import segment.
 */
#include "access.h"
#include "caller.h"
#include "defects.h"
#include "doorbell.h"
#include "handles.h"
#include "oddities.h"
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
    return is_granted(export, asked) ? RSM_SUCCESS : RSMERR_PERM_DENIED;
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

/* Leaves the null handle there, which stays if the call is refused. False where nothing can be written there. */
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

/* Under a defect that releases the controller too. */
static int deny_mode(rsmapi_controller_handle_t controller) {
    if (has_defect(REFUSED_RELEASES)) {
        fabric_unlock();
        rsm_release_controller(controller);
        fabric_lock();
    }
    return RSMERR_PERM_DENIED;
}

static int import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node, rsm_memseg_id_t segment,
                          rsm_permission_t asked, rsm_memseg_import_handle_t *out) {
    connect_oddly();
    if (!prepare_out(out)) {
        return RSMERR_BAD_ADDR;
    }
    const struct object *via = handle_find(controller, CONTROLLER);
    int refusal = check_way(via, node);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    asked &= has_defect(BITS_CUT) ? RSM_PERM_RDWR : UINT32_MAX;
    if (!is_permission(asked) && !(asked == RSM_PERM_NONE && has_defect(PERMISSION_0_ACCEPTED))) {
        return deny_mode(controller);
    }
    uint32_t port = via->as.controller.port;
    const struct export *export = find_published(node, segment);
    refusal = check_segment(export, port, asked);
    if (refusal == RSM_SUCCESS) {
        refusal = check_resources();
    }
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    struct object *made = connected_already(export);
    if (made == NULL) {
        refusal = make_import(export, port, asked, &made);
    }
    if (refusal == RSM_SUCCESS) {
        give_handle_oddly(out, made->handle);
    }
    return refusal;
}

int rsm_memseg_import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node_id, rsm_memseg_id_t segment_id,
                              rsm_permission_t perm, rsm_memseg_import_handle_t *im_memseg) {
    if (!enter_connect()) {
        return CANNOT_ENTER;
    }
    int result = import_connect(controller, node_id, segment_id, perm, im_memseg);
    while (should_wait(result)) {
        let_others_in();
        result = import_connect(controller, node_id, segment_id, perm, im_memseg);
    }
    return leave(result == RSM_SUCCESS ? result : refused_oddly(result));
}

/* ---- Disconnect ------------------------------------------------------------------------------------------------------ */

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
    int odd = disconnect_oddly(held);
    int refusal = odd >= 0 ? odd : check_disconnect(held);
    if (odd >= 0 || refusal != RSM_SUCCESS) {
        return refusal;
    }
    if (has_defect(RACING_DISCONNECTS)) {
        let_others_in();
        if (handle_find(memseg, IMPORT) == NULL) {
            return RSM_SUCCESS;
        }
    }
    disconnect_too_much(held);
    if (!has_defect(LEAKS_RECORDS)) {
        import_end(held->as.import.record);
    }
    handle_drop(held);
    wake(me);
    return RSM_SUCCESS;
}

int rsm_memseg_import_disconnect(rsm_memseg_import_handle_t im_memseg) {
    return enter() ? leave(import_disconnect(im_memseg)) : CANNOT_ENTER;
}
