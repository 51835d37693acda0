/*
 * Refuses one in so many calls for a shortage or a signal that nobody brought about; RSM_BUSY says how many. A negative
 * number: so many are served, and all later ones refused. It comes before the library by LD_PRELOAD.
 */
#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <rsmapi.h>
#include <stdbool.h>
#include <stdlib.h>

static int every;

__attribute__((constructor)) static void prepare(void) {
    every = atoi(getenv("RSM_BUSY"));
}

static bool is_due(int *calls) {
    int number = __sync_add_and_fetch(calls, 1);
    return every < 0 ? number > -every : number % every == 0;
}

/* The function of the library behind. POSIX has a pointer to an object stand for one to a function. */
#define REAL(name, function) *(void **)&(function) = dlsym(RTLD_NEXT, name)

int rsm_memseg_import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node, rsm_memseg_id_t segment,
                              rsm_permission_t perm, rsm_memseg_import_handle_t *import) {
    static int calls;
    int (*real)(rsmapi_controller_handle_t, rsm_node_id_t, rsm_memseg_id_t, rsm_permission_t, rsm_memseg_import_handle_t *);
    REAL("rsm_memseg_import_connect", real);
    int result = real(controller, node, segment, perm, import);
    if (result != RSM_SUCCESS || !is_due(&calls)) return result;
    (void)rsm_memseg_import_disconnect(*import);
    *import = NULL;
    return every < 0 ? RSMERR_INSUFFICIENT_RESOURCES : RSMERR_INTERRUPTED;
}

int rsm_memseg_export_create(rsmapi_controller_handle_t controller, rsm_memseg_export_handle_t *export, void *address,
                             size_t length, uint_t flags) {
    static int calls;
    int (*real)(rsmapi_controller_handle_t, rsm_memseg_export_handle_t *, void *, size_t, uint_t);
    REAL("rsm_memseg_export_create", real);
    int result = real(controller, export, address, length, flags);
    if (result != RSM_SUCCESS || !is_due(&calls)) return result;
    (void)rsm_memseg_export_destroy(*export);
    *export = NULL;
    return RSMERR_INSUFFICIENT_MEM;
}

int rsm_memseg_export_publish(rsm_memseg_export_handle_t export, rsm_memseg_id_t *segment, rsmapi_access_entry_t list[],
                              uint_t length) {
    static int calls;
    int (*real)(rsm_memseg_export_handle_t, rsm_memseg_id_t *, rsmapi_access_entry_t[], uint_t);
    REAL("rsm_memseg_export_publish", real);
    return is_due(&calls) ? RSMERR_INSUFFICIENT_RESOURCES : real(export, segment, list, length);
}

int rsm_memseg_export_unpublish(rsm_memseg_export_handle_t export) {
    static int calls;
    int (*real)(rsm_memseg_export_handle_t);
    REAL("rsm_memseg_export_unpublish", real);
    return is_due(&calls) ? RSMERR_INTERRUPTED : real(export);
}

int rsm_memseg_import_map(rsm_memseg_import_handle_t import, void **address, rsm_attribute_t attribute, rsm_permission_t perm,
                          off_t offset, size_t length) {
    static int calls;
    int (*real)(rsm_memseg_import_handle_t, void **, rsm_attribute_t, rsm_permission_t, off_t, size_t);
    REAL("rsm_memseg_import_map", real);
    return is_due(&calls) ? RSMERR_INSUFFICIENT_RESOURCES : real(import, address, attribute, perm, offset, length);
}

int rsm_memseg_get_pollfd(void *segment, struct pollfd *descriptor) {
    static int calls;
    int (*real)(void *, struct pollfd *);
    REAL("rsm_memseg_get_pollfd", real);
    return is_due(&calls) ? RSMERR_INSUFFICIENT_RESOURCES : real(segment, descriptor);
}
