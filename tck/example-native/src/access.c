#include "access.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "caller.h"
#include "defects.h"
#include "mutation.h"

enum { OWNER = 6, GROUP = 3, OTHERS = 0 };

static const rsm_permission_t LEGAL_BITS = 0666;

static int status_file = -1;

bool access_start(void) {
    status_file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    return true;
}

void access_stop(void) {
    if (status_file >= 0) {
        close(status_file);
    }
    status_file = -1;
}

bool is_permission(rsm_permission_t asked) {
    return MUT_IF(asked == RSM_PERM_READ) || MUT_IF(asked == RSM_PERM_WRITE) || MUT_IF(asked == RSM_PERM_RDWR);
}

/* ---- The exporter ---------------------------------------------------------------------------------------------------- */

/* umask(2) cannot tell the mask without changing it, for files that other threads make meanwhile too. */
static mode_t current_umask(void) {
    char text[512];
    ssize_t length = status_file < 0 ? -1 : pread(status_file, text, sizeof text - 1, 0);
    text[length < 0 ? 0 : length] = '\0';
    const char *line = strstr(text, "\nUmask:");
    if (line != NULL) {
        return (mode_t)strtoul(line + strlen("\nUmask:"), NULL, 8);
    }
    mode_t mask = umask(077);
    umask(mask);
    return mask;
}

void sample_exporter(struct export *export) {
    export->uid = MUT_NUM(geteuid());
    export->gid = MUT_NUM(getegid());
    export->default_mode = 0777 & ~(has_defect(UMASK_IGNORED) ? 0 : current_umask());
}

/* ---- Lists ----------------------------------------------------------------------------------------------------------- */

static bool breaks_a_limit(const rsmapi_access_entry_t *entry) {
    return MUT_IF((entry->ae_permission & ~LEGAL_BITS) != 0) || MUT_CMP(entry->ae_node, >, MOST_NODES);
}

int access_list_read(struct access_list *list, const rsmapi_access_entry_t *from, uint_t count) {
    list->count = 0;
    if (MUT_IF(count == 0)) {
        return RSM_SUCCESS;
    }
    REFUSE_IF(MUT_IF(from == NULL) || MUT_CMP(count, >, MOST_ENTRIES), RSMERR_BAD_ACL);
    REFUSE_IF(!caller_read(list->entries, from, count * sizeof *from), RSMERR_BAD_ADDR);
    for (uint_t i = 0; MUT_CMP(i, <, count); i++) {
        REFUSE_IF(breaks_a_limit(&list->entries[i]), RSMERR_BAD_ACL);
    }
    list->count = count;
    return RSM_SUCCESS;
}

void access_list_use(struct export *export, const struct access_list *list) {
    MUT_DO(memcpy(export->entries, list->entries, list->count * sizeof *list->entries));
    MUT_DO(export->entry_count = list->count);
}

/* The first entry that names a node; null where none does. */
static const rsmapi_access_entry_t *entry_for(const struct export *export, uint32_t node) {
    const rsmapi_access_entry_t *found = NULL;
    for (uint32_t i = 0; MUT_CMP(i, <, export->entry_count); i++) {
        if (MUT_IF(export->entries[i].ae_node == node) || has_defect(LIST_IGNORED)) {
            found = &export->entries[i];
            if (!has_defect(LAST_ENTRY_WINS)) {
                break;
            }
        }
    }
    return found;
}

bool is_admitted(const struct export *export, uint32_t node) {
    return MUT_IF(export->entry_count == 0) || MUT_IF(entry_for(export, node) != NULL);
}

/* ---- The comparison -------------------------------------------------------------------------------------------------- */

static bool is_member(gid_t group) {
    if (MUT_IF((has_defect(REAL_IDS) ? getgid() : getegid()) == group)) {
        return true;
    }
    if (has_defect(SUPPLEMENTARY_IGNORED)) {
        return false;
    }
    static gid_t groups[NGROUPS_MAX]; /* the lock of the fabric is held */
    int count = getgroups(NGROUPS_MAX, groups);
    for (int i = 0; MUT_CMP(i, <, count); i++) {
        if (MUT_IF(groups[i] == group)) {
            return true;
        }
    }
    return false;
}

/* Exactly one class decides, and user 0 has no privilege. */
static int class_of_this_process(const struct export *export) {
    if (MUT_IF((has_defect(REAL_IDS) ? getuid() : geteuid()) == export->uid)) {
        return OWNER;
    }
    if (has_defect(GROUP_IGNORED) || has_defect(OTHERS_AS_GROUP)) {
        return has_defect(GROUP_IGNORED) ? OTHERS : GROUP;
    }
    return MUT_IF(is_member(export->gid)) ? GROUP : OTHERS;
}

bool is_granted(const struct export *export, rsm_permission_t asked) {
    const rsmapi_access_entry_t *entry = entry_for(export, me->node);
    uint32_t mode = MUT_IF(entry == NULL) ? export->default_mode : entry->ae_permission;
    /* A digit of the mode, as the permission bits of the interface. */
    rsm_permission_t granted = (mode >> class_of_this_process(export) & 06) << 6;
    if (has_defect(WRITE_ON_READ) && (granted & RSM_PERM_READ) != 0) {
        granted |= RSM_PERM_WRITE;
    }
    if ((has_defect(OWNER_PASSES) && geteuid() == export->uid) || (has_defect(ROOT_PASSES) && geteuid() == 0)) {
        return true;
    }
    return MUT_IF((asked & ~granted) == 0);
}
