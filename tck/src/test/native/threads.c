/*
 * Keeps something for each thread that connects. RSM_OF_THREADS says what becomes of it when the thread ends: 1: its last connection
 * is ended; 2: nothing, it is left. It comes before the library by LD_PRELOAD.
 */
#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <pthread.h>
#include <rsmapi.h>
#include <stdlib.h>
#include <string.h>

enum { ENDS_CONNECTION = 1, KEPT = 8192 };

static int how;
static pthread_key_t of_thread;

static void end(void *import) {
    if (how == ENDS_CONNECTION) (void)rsm_memseg_import_disconnect(import);
}

__attribute__((constructor)) static void prepare(void) {
    how = atoi(getenv("RSM_OF_THREADS"));
    (void)pthread_key_create(&of_thread, end);
}

int rsm_memseg_import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node, rsm_memseg_id_t segment,
                              rsm_permission_t perm, rsm_memseg_import_handle_t *import) {
    int (*real)(rsmapi_controller_handle_t, rsm_node_id_t, rsm_memseg_id_t, rsm_permission_t, rsm_memseg_import_handle_t *);
    /* POSIX has a pointer to an object stand for one to a function. */
    *(void **)&real = dlsym(RTLD_NEXT, "rsm_memseg_import_connect");
    int result = real(controller, node, segment, perm, import);
    if (result != RSM_SUCCESS) return result;
    if (how == ENDS_CONNECTION) {
        (void)pthread_setspecific(of_thread, *import);
    } else if (pthread_getspecific(of_thread) == NULL) {
        void *kept = malloc(KEPT);
        if (kept != NULL) (void)pthread_setspecific(of_thread, memset(kept, 1, KEPT));
    }
    return result;
}
