/*
 * The life of an export segment.
 */
#include <string.h>

#include "access.h"
#include "caller.h"
#include "defects.h"
#include "doorbell.h"
#include "handles.h"
#include "memory.h"
#include "mutation.h"
#include "process.h"
#include "topology.h"

static bool is_aligned(const void *memory) {
    return (uintptr_t)memory % fabric->page_size == 0;
}

/* ---- Create and destroy ---------------------------------------------------------------------------------------------- */

static int check_create(const struct object *controller, const void *out, const void *memory, size_t length) {
    uint64_t null = 0;
    REFUSE_IF(controller == NULL, RSMERR_BAD_CTLR_HNDL);
    REFUSE_IF(fabric->ports[controller->as.controller.port].is_removed, RSMERR_CTLR_NOT_PRESENT);
    REFUSE_IF(MUT_IF(!caller_write((void *)(uintptr_t)out, &null, sizeof null)) || MUT_IF(memory == NULL), RSMERR_BAD_ADDR);
    REFUSE_IF(MUT_IF(length == 0) || MUT_IF(length > INT64_MAX), RSMERR_BAD_LENGTH);
    REFUSE_IF(MUT_IF(!is_aligned(memory)) || MUT_IF(length % fabric->page_size != 0), RSMERR_BAD_MEM_ALIGNMENT);
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    REFUSE_IF(is_short_of(SHORT_OF_DESCRIPTORS), RSMERR_INSUFFICIENT_RESOURCES);
    REFUSE_IF(!is_mapped(memory, length), RSMERR_BAD_ADDR);
    return RSM_SUCCESS;
}

static int export_create(rsmapi_controller_handle_t controller, rsm_memseg_export_handle_t *memseg, void *vaddr,
                         size_t length, uint_t flags) {
    const struct object *via = handle_find(controller, CONTROLLER);
    int refusal = check_create(via, memseg, vaddr, length);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    struct object *made = handle_issue(EXPORT);
    REFUSE_IF(made == NULL, RSMERR_INSUFFICIENT_MEM);
    struct export *record = export_take(my_owner());
    if (record == NULL) {
        MUT_DO(handle_drop(made));
        return MUT_ERR(RSMERR_INSUFFICIENT_RESOURCES);
    }
    record->port = via->as.controller.port;
    record->length = MUT_NUM(length);
    MUT_DO(record->mailbox.handle = made->handle);
    MUT_DO(sample_exporter(record));
    made->as.export = (struct held_export){record, vaddr, MUT_IF((flags & RSM_ALLOW_REBIND) != 0)};
    caller_write(memseg, &made->handle, sizeof made->handle);
    return RSM_SUCCESS;
}

int rsm_memseg_export_create(rsmapi_controller_handle_t controller, rsm_memseg_export_handle_t *memseg, void *vaddr,
                             size_t length, uint_t flags) {
    return enter() ? leave(export_create(controller, memseg, vaddr, length, flags)) : CANNOT_ENTER;
}

/* Makes the memory private again. Where that cannot be done it stays in its range, which nothing else will ever be in. */
static void take_memory_back(struct held_export *export) {
    struct export *record = export->record;
    uint64_t range = record->range;
    if (MUT_IF(range != 0) && MUT_IF(memory_unshare(export->memory, record->length, range))) {
        MUT_DO(record->range = 0);
        MUT_DO(range_release(range, record->length));
    }
}

/*
 * Puts the contents of memory, and memory itself, into a new range. The new range is written down before it is filled, so
 * that nothing is left of it if this process dies meanwhile; the old one is given up last, so that a refusal has changed
 * nothing.
 */
static int move_to_new_range(struct export *record, char *memory) {
    record->spare = range_make(record->length);
    bool is_made = record->spare != 0;
    int refusal = is_made ? memory_share(memory, record->length, record->spare) : RSMERR_INSUFFICIENT_MEM;
    uint64_t left = refusal == RSM_SUCCESS ? record->range : record->spare;
    if (refusal == RSM_SUCCESS) {
        record->range = record->spare;
    }
    MUT_DO(record->spare = 0);
    MUT_DO(range_release(left, record->length));
    return refusal;
}

static int export_destroy(rsm_memseg_export_handle_t memseg) {
    struct object *held = handle_find(memseg, EXPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(held->pollfds > 0, RSMERR_POLLFD_IN_USE);
    MUT_DO(held->as.export.record->publication = 0);
    MUT_DO(take_memory_back(&held->as.export));
    MUT_DO(held->as.export.record->range = 0);
    MUT_DO(export_end(held->as.export.record));
    MUT_DO(handle_drop(held));
    MUT_DO(wake(me));
    return RSM_SUCCESS;
}

int rsm_memseg_export_destroy(rsm_memseg_export_handle_t memseg) {
    return enter() ? leave(export_destroy(memseg)) : CANNOT_ENTER;
}

/* ---- Rebind ---------------------------------------------------------------------------------------------------------- */

static int check_rebind(const struct object *held, const void *memory, size_t length) {
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(!held->as.export.is_rebindable, RSMERR_REBIND_NOT_ALLOWED);
    REFUSE_IF(memory == NULL, RSMERR_BAD_ADDR);
    REFUSE_IF(!is_aligned(memory), RSMERR_BAD_MEM_ALIGNMENT);
    REFUSE_IF(length != held->as.export.record->length, RSMERR_BAD_LENGTH);
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    REFUSE_IF(is_short_of(SHORT_OF_DESCRIPTORS), RSMERR_INSUFFICIENT_RESOURCES);
    REFUSE_IF(is_interrupted, RSMERR_INTERRUPTED);
    REFUSE_IF(!is_mapped(memory, length), RSMERR_BAD_ADDR);
    return RSM_SUCCESS;
}

/* The new memory is shared first, so that a refusal has changed nothing. */
static int rebind_shared(struct held_export *export, char *memory) {
    struct export *record = export->record;
    uint64_t former = record->range;
    record->range = 0;
    int refusal = move_to_new_range(record, memory);
    if (refusal != RSM_SUCCESS) {
        MUT_DO(record->range = former);
    } else if (MUT_IF(memory_unshare(export->memory, record->length, former))) {
        MUT_DO(range_release(former, record->length));
    }
    return refusal;
}

static int export_rebind(rsm_memseg_export_handle_t memseg, char *memory, size_t length) {
    struct object *held = handle_find(memseg, EXPORT);
    int refusal = check_rebind(held, memory, length);
    if (refusal != RSM_SUCCESS || MUT_IF(held->as.export.memory == memory)) {
        return refusal;
    }
    if (MUT_IF(held->as.export.record->range != 0)) {
        refusal = rebind_shared(&held->as.export, memory);
    }
    if (refusal == RSM_SUCCESS) {
        MUT_DO(held->as.export.memory = memory);
    }
    return refusal;
}

/* The offset says nothing: all of the memory is bound. */
int rsm_memseg_export_rebind(rsm_memseg_export_handle_t memseg, void *vaddr, offset_t off, size_t length) {
    (void)off;
    return enter() ? leave(export_rebind(memseg, vaddr, length)) : CANNOT_ENTER;
}

/* ---- Publish --------------------------------------------------------------------------------------------------------- */

static bool is_reserved(uint32_t segment) {
    return MUT_IF(segment != 0) && (MUT_CMP(segment, <, RSM_HPC_ID_BASE) || MUT_CMP(segment, >=, RSM_USER_APP_ID_BASE));
}

static bool is_in_use(uint32_t segment) {
    for (uint32_t i = 0; i < fabric->exports_used; i++) {
        const struct export *export = &fabric->exports[i];
        if (is_published(export) && MUT_IF(export->segment == segment) && MUT_IF(node_of(export->port) == me->node)) {
            return true;
        }
    }
    return false;
}

static uint32_t fresh_segment(void) {
    uint32_t segment;
    do {
        segment = fabric->next_segment;
        fabric->next_segment = segment == RSM_USER_APP_ID_END ? RSM_USER_APP_ID_BASE : MUT_NUM(segment + 1);
    } while (MUT_IF(is_in_use(segment)));
    return segment;
}

static int check_publish(const struct object *held, const rsm_memseg_id_t *id, uint32_t *segment,
                         struct access_list *list, const rsmapi_access_entry_t *entries, uint_t count) {
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(id == NULL, RSMERR_BAD_SEGID);
    REFUSE_IF(!caller_read(segment, id, sizeof *segment), RSMERR_BAD_ADDR);
    REFUSE_IF(is_published(held->as.export.record), RSMERR_SEG_ALREADY_PUBLISHED);
    int refusal = access_list_read(list, entries, count);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    REFUSE_IF(is_reserved(*segment), RSMERR_RESERVED_SEGID);
    REFUSE_IF(MUT_IF(*segment != 0) && MUT_IF(is_in_use(*segment)), RSMERR_SEGID_IN_USE);
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    REFUSE_IF(is_short_of(SHORT_OF_DESCRIPTORS), RSMERR_INSUFFICIENT_RESOURCES);
    return RSM_SUCCESS;
}

/* Whether an importer has the range mapped. */
static bool is_exposed(uint64_t range) {
    for (uint32_t i = 0; i < fabric->imports_used; i++) {
        if (MUT_IF(fabric->imports[i].owner != 0) && MUT_IF(fabric->imports[i].range == range)) {
            return true;
        }
    }
    return false;
}

static int export_publish(rsm_memseg_export_handle_t memseg, rsm_memseg_id_t *id,
                          const rsmapi_access_entry_t *entries, uint_t count) {
    struct object *held = handle_find(memseg, EXPORT);
    struct access_list list;
    uint32_t segment;
    int refusal = check_publish(held, id, &segment, &list, entries, count);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    if (has_defect(RACING_PUBLISHES)) {
        let_one_in();
        held = handle_find(memseg, EXPORT);
        if (held == NULL) {
            return RSM_SUCCESS;
        }
    }
    struct export *record = held->as.export.record;
    if (MUT_IF(record->range == 0) || MUT_IF(is_exposed(record->range))) {
        refusal = move_to_new_range(record, held->as.export.memory);
    }
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    if (MUT_IF(segment == 0)) {
        segment = fresh_segment();
        REFUSE_IF(!caller_write(id, &segment, sizeof segment), RSMERR_BAD_ADDR);
    }
    record->segment = MUT_NUM(segment);
    if (has_defect(RACING_LISTS)) {
        record->publication = fresh_number();
        let_one_in();
    }
    MUT_DO(access_list_use(record, &list));
    if (!has_defect(RACING_LISTS)) {
        __atomic_store_n(&record->publication, fresh_number(), __ATOMIC_RELEASE);
    }
    return RSM_SUCCESS;
}

int rsm_memseg_export_publish(rsm_memseg_export_handle_t memseg, rsm_memseg_id_t *segment_id,
                              rsmapi_access_entry_t access_list[], uint_t access_list_length) {
    return enter() ? leave(export_publish(memseg, segment_id, access_list, access_list_length)) : CANNOT_ENTER;
}

static int export_republish(rsm_memseg_export_handle_t memseg, const rsmapi_access_entry_t *entries, uint_t count) {
    struct object *held = handle_find(memseg, EXPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(!is_published(held->as.export.record), RSMERR_SEG_NOT_PUBLISHED);
    struct access_list list;
    int refusal = access_list_read(&list, entries, count);
    if (refusal == RSM_SUCCESS && MUT_IF(is_interrupted)) {
        refusal = MUT_ERR(RSMERR_INTERRUPTED);
    }
    if (refusal == RSM_SUCCESS || has_defect(REFUSED_FORGETS)) {
        MUT_DO(access_list_use(held->as.export.record, &list));
    }
    if (refusal == RSM_SUCCESS && has_defect(REPUBLISH_CUTS)) {
        held->as.export.record->publication = fresh_number();
    }
    return refusal;
}

int rsm_memseg_export_republish(rsm_memseg_export_handle_t memseg, rsmapi_access_entry_t access_list[],
                                uint_t access_list_length) {
    return enter() ? leave(export_republish(memseg, access_list, access_list_length)) : CANNOT_ENTER;
}

/*
 * Imports are cut off by the publication's end. What they have mapped cannot be taken from them, so the exporter moves: its
 * next publication is in another range.
 */
static int export_unpublish(rsm_memseg_export_handle_t memseg) {
    struct object *held = handle_find(memseg, EXPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    struct export *record = held->as.export.record;
    REFUSE_IF(!is_published(record), RSMERR_SEG_NOT_PUBLISHED);
    REFUSE_IF(is_interrupted, RSMERR_INTERRUPTED);
    MUT_DO(record->segment = 0);
    MUT_DO(record->publication = has_defect(UNPUBLISH_LEAVES) ? record->publication : 0);
    if (MUT_IF(is_exposed(record->range)) && !has_defect(UNPUBLISH_LEAVES)) {
        take_memory_back(&held->as.export);
    }
    return RSM_SUCCESS;
}

int rsm_memseg_export_unpublish(rsm_memseg_export_handle_t memseg) {
    return enter() ? leave(export_unpublish(memseg)) : CANNOT_ENTER;
}
