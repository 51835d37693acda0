/*
 * The life of an import segment.
 */
#include "access.h"
#include "caller.h"
#include "defects.h"
#include "doorbell.h"
#include "handles.h"
#include "mutation.h"
#include "oddities.h"
#include "process.h"
#include "topology.h"

/* ---- Connect --------------------------------------------------------------------------------------------------------- */

/* The export that is published under an id on a node; null where none is. */
static struct export *find_published(uint32_t node, uint32_t segment) {
    for (uint32_t i = 0; i < fabric->exports_used; i++) {
        struct export *export = &fabric->exports[i];
        bool is_there = MUT_IF(node_of(export->port) == node) || has_defect(WRONG_NODE);
        if (MUT_IF(is_published(export)) && MUT_IF(export->segment == segment) && is_there) {
            return export;
        }
    }
    return NULL;
}

static int check_way(const struct object *controller, rsm_node_id_t node) {
    REFUSE_IF(controller == NULL, RSMERR_BAD_CTLR_HNDL);
    uint32_t port = controller->as.controller.port;
    REFUSE_IF(fabric->ports[port].is_removed, RSMERR_CTLR_NOT_PRESENT);
    REFUSE_IF(MUT_IF(is_loopback(port)) && MUT_IF(node != me->node), RSMERR_CTLR_NOT_PRESENT);
    REFUSE_IF(!reaches(port, node), RSMERR_REMOTE_NODE_UNREACHABLE);
    return RSM_SUCCESS;
}

static int check_segment(const struct export *export, uint32_t port, rsm_permission_t asked) {
    REFUSE_IF(export == NULL, RSMERR_SEG_NOT_PUBLISHED);
    REFUSE_IF(!are_joined(port, export->port) && !has_defect(NO_PATH_ACCEPTED), RSMERR_REMOTE_NODE_UNREACHABLE);
    REFUSE_IF(!is_admitted(export, me->node), RSMERR_SEG_NOT_PUBLISHED_TO_NODE);
    REFUSE_IF(!is_granted(export, asked), RSMERR_PERM_DENIED);
    return RSM_SUCCESS;
}

static int check_resources(void) {
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    REFUSE_IF(is_short_of(SHORT_OF_DESCRIPTORS), RSMERR_INSUFFICIENT_RESOURCES);
    REFUSE_IF(is_interrupted, RSMERR_INTERRUPTED);
    return RSM_SUCCESS;
}

static int make_import(const struct export *export, uint32_t port, rsm_permission_t asked, struct object **made) {
    *made = handle_issue(IMPORT);
    REFUSE_IF(*made == NULL, RSMERR_INSUFFICIENT_MEM);
    struct import *record = import_take(my_owner());
    if (record == NULL) {
        MUT_DO(handle_drop(*made));
        return MUT_ERR(RSMERR_INSUFFICIENT_RESOURCES);
    }
    MUT_DO(record->port = port);
    record->export = (uint32_t)(export - fabric->exports);
    record->length = MUT_NUM(export->length);
    MUT_DO(record->losses = path_losses(port, export->port));
    MUT_DO(record->mailbox.handle = (*made)->handle);
    record->publication = export->publication;
    (*made)->as.import = (struct held_import){
        .record = record, .permission = MUT_NUM(asked), .mode = RSM_BARRIER_MODE_IMPLICIT};
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
    return MUT_ERR(RSMERR_PERM_DENIED);
}

static int import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node, rsm_memseg_id_t segment,
                          rsm_permission_t asked, rsm_memseg_import_handle_t *out) {
    connect_oddly();
    REFUSE_IF(!prepare_out(out), RSMERR_BAD_ADDR);
    const struct object *via = handle_find(controller, CONTROLLER);
    int refusal = check_way(via, node);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    asked &= has_defect(BITS_CUT) ? RSM_PERM_RDWR : UINT32_MAX;
    if (MUT_IF(!is_permission(asked)) && !(asked == RSM_PERM_NONE && has_defect(PERMISSION_0_ACCEPTED))) {
        return deny_mode(controller);
    }
    uint32_t port = via->as.controller.port;
    const struct export *export = find_published(MUT_NUM(node), MUT_NUM(segment));
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
        MUT_DO(give_handle_oddly(out, made->handle));
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
    REFUSE_IF(held->as.import.mapping != NULL, RSMERR_SEG_STILL_MAPPED);
    REFUSE_IF(held->pollfds > 0 && !has_defect(POLLFD_IGNORED), RSMERR_POLLFD_IN_USE);
    return RSM_SUCCESS;
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
        MUT_DO(import_end(held->as.import.record));
    }
    MUT_DO(handle_drop(held));
    MUT_DO(wake(me));
    return RSM_SUCCESS;
}

int rsm_memseg_import_disconnect(rsm_memseg_import_handle_t im_memseg) {
    return enter() ? leave(import_disconnect(im_memseg)) : CANNOT_ENTER;
}
