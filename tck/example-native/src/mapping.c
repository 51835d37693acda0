#include "mapping.h"

#include <sys/mman.h>

#include "access.h"
#include "caller.h"
#include "defects.h"
#include "mutation.h"
#include "process.h"

static bool is_within(off_t offset, size_t length, uint64_t size) {
    return MUT_IF(offset >= 0) && MUT_CMP((uint64_t)offset, <=, size) && MUT_CMP(length, <=, size - (uint64_t)offset);
}

static int check_map(const struct object *held, void **address, rsm_permission_t asked, off_t offset, size_t length) {
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    const struct held_import *import = &held->as.import;
    REFUSE_IF(address == NULL, RSMERR_BAD_ADDR);
    REFUSE_IF(import->mapping != NULL, RSMERR_SEG_ALREADY_MAPPED);
    bool is_wider = MUT_IF((asked & ~import->permission) != 0) && !has_defect(MAP_WIDER);
    REFUSE_IF(MUT_IF(!is_permission(asked)) || is_wider, RSMERR_BAD_PERMS);
    bool is_no_length = MUT_IF(length == 0) || MUT_IF(length > INT64_MAX);
    REFUSE_IF(is_no_length || !is_within(offset, length, import->record->length), RSMERR_BAD_LENGTH);
    REFUSE_IF((uint64_t)offset % fabric->page_size != 0, RSMERR_BAD_MEM_ALIGNMENT);
    REFUSE_IF(import_exporter(import->record) == NULL, RSMERR_CONN_ABORTED);
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_MAP_FAILED);
    REFUSE_IF(is_short_of(SHORT_OF_DESCRIPTORS), RSMERR_INSUFFICIENT_RESOURCES);
    return RSM_SUCCESS;
}

static int protection(rsm_permission_t permission) {
    return (MUT_IF((permission & RSM_PERM_READ) != 0) ? PROT_READ : 0) |
           (MUT_IF((permission & RSM_PERM_WRITE) != 0) ? PROT_WRITE : 0);
}

static int import_map(rsm_memseg_import_handle_t memseg, void **address, rsm_attribute_t attribute,
                      rsm_permission_t asked, off_t offset, size_t length) {
    struct object *held = handle_find(memseg, IMPORT);
    int refusal = check_map(held, address, asked, offset, length);
    if (refusal != RSM_SUCCESS) {
        return refusal;
    }
    void *wanted;
    REFUSE_IF(!caller_read(&wanted, address, sizeof wanted), RSMERR_BAD_ADDR);
    REFUSE_IF(!caller_write(address, &wanted, sizeof wanted), RSMERR_BAD_ADDR);
    bool is_fixed = MUT_IF(attribute == RSM_MAP_FIXED);
    REFUSE_IF(is_fixed && (uintptr_t)wanted % fabric->page_size != 0, RSMERR_BAD_MEM_ALIGNMENT);
    struct held_import *import = &held->as.import;
    uint64_t range = import_exporter(import->record)->range;
    if (has_defect(RACING_MAPS)) {
        let_one_in();
        if (handle_find(memseg, IMPORT) == NULL) {
            return RSM_SUCCESS;
        }
    }
    import->protection = protection(asked);
    void *at = mmap(is_fixed ? wanted : NULL, length, import->protection, MAP_SHARED | (is_fixed ? MAP_FIXED : 0),
                    fabric_file, (off_t)(range + MUT_NUM((uint64_t)offset)));
    REFUSE_IF(at == MAP_FAILED, RSMERR_MAP_FAILED);
    MUT_DO(import->mapping = at);
    import->mapped = MUT_NUM(length);
    MUT_DO(import->record->range = range);
    MUT_DO(caller_write(address, &at, sizeof at));
    return RSM_SUCCESS;
}

int rsm_memseg_import_map(rsm_memseg_import_handle_t im_memseg, void **address, rsm_attribute_t attr,
                          rsm_permission_t perm, off_t offset, size_t length) {
    return enter() ? leave(import_map(im_memseg, address, attr, perm, offset, length)) : CANNOT_ENTER;
}

void import_unmap(struct held_import *import) {
    MUT_DO(munmap(import->mapping, import->mapped));
    MUT_DO(import->mapping = NULL);
    MUT_DO(import_unmapped(import->record));
}

static int unmap(rsm_memseg_import_handle_t memseg) {
    struct object *held = handle_find(memseg, IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    struct held_import *import = &held->as.import;
    REFUSE_IF(import->mapping == NULL, RSMERR_SEG_NOT_MAPPED);
    if (has_defect(RACING_UNMAPS)) {
        let_one_in();
        if (handle_find(memseg, IMPORT) == NULL || import->mapping == NULL) {
            return RSM_SUCCESS;
        }
    }
    import_unmap(import);
    return RSM_SUCCESS;
}

int rsm_memseg_import_unmap(rsm_memseg_import_handle_t im_memseg) {
    return enter() ? leave(unmap(im_memseg)) : CANNOT_ENTER;
}
