#include "keeper.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>

#include "defects.h"
#include "fabric.h"
#include "handles.h"
#include "mutation.h"

/* In place of the exporter's memory the importer finds empty pages of his own. */
static bool take_mapping_away(const struct object *object, const void *unused) {
    (void)unused;
    const struct held_import *import = &object->as.import;
    if (object->kind == IMPORT && import->mapping != NULL && MUT_IF(import_exporter(import->record) == NULL)) {
        void *at = mmap(import->mapping, import->mapped, import->protection,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (at != MAP_FAILED) {
            MUT_DO(import_unmapped(import->record));
        }
    }
    return false;
}

static void *keep(void *unused) {
    for (;;) {
        uint32_t losses = __atomic_load_n(&me->losses_told, __ATOMIC_ACQUIRE);
        if (losses == me->losses_seen) {
            sleep_while(&me->losses_told, losses);
            continue;
        }
        fabric_lock();
        if (!has_defect(MAPPING_OUTLIVES_PATH)) {
            handle_search(take_mapping_away, NULL);
        }
        fabric_unlock();
        __atomic_store_n(&me->losses_seen, losses, __ATOMIC_RELEASE);
    }
    return unused;
}

bool keeper_start(void) {
    /* Signals are for the threads of whoever calls the library. */
    sigset_t all, before;
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_started = pthread_create(&thread, NULL, keep, NULL) == 0 && pthread_detach(thread) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}
