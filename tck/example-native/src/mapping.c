#include "mapping.h"

#include <sys/mman.h>

#include "access.h"
#include "caller.h"
#include "defects.h"
#include "process.h"

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
    if (has_defect(RACING_MAPS)) {
        let_one_in();
        if (handle_find(memseg, IMPORT) == NULL) {
            return RSM_SUCCESS;
        }
    }
    import->protection = protection(asked);
    void *at = mmap(is_fixed ? wanted : NULL, length, import->protection, MAP_SHARED | (is_fixed ? MAP_FIXED : 0),
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

void import_unmap(struct held_import *import) {
    munmap(import->mapping, import->mapped);
    import->mapping = NULL;
    import_unmapped(import->record);
}

static int unmap(rsm_memseg_import_handle_t memseg) {
    struct object *held = handle_find(memseg, IMPORT);
    if (held == NULL) {
        return RSMERR_BAD_SEG_HNDL;
    }
    struct held_import *import = &held->as.import;
    if (import->mapping == NULL) {
        return RSMERR_SEG_NOT_MAPPED;
    }
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
