/*
 * Who may connect: access lists, and the comparison of an importer with what an exporter grants.
 */
#ifndef RSM_EXAMPLE_ACCESS_H
#define RSM_EXAMPLE_ACCESS_H

#include "fabric.h"

/* Opens and closes what is needed to learn the umask. */
bool access_start(void);
void access_stop(void);

/* 0400, 0200 or 0600. */
bool is_permission(rsm_permission_t asked);
/* Writes the ids and the default mode of this process down in an export that it makes. */
void sample_exporter(struct export *export);

struct access_list {
    uint32_t count;
    rsmapi_access_entry_t entries[MOST_ENTRIES];
};

/* Copies a list of the caller's: 0, RSMERR_BAD_ACL or RSMERR_BAD_ADDR. */
int access_list_read(struct access_list *list, const rsmapi_access_entry_t *from, uint_t count);
void access_list_use(struct export *export, const struct access_list *list);

/* Whether an export is published to processes of a node at all. */
bool is_admitted(const struct export *export, uint32_t node);
/* Whether what is granted to the class of this process covers what it asks for. */
bool is_granted(const struct export *export, rsm_permission_t asked);

#endif
