/*
 * Signals between an export and its imports. They are counted.
 */
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "caller.h"
#include "defects.h"
#include "doorbell.h"
#include "handles.h"
#include "mutation.h"
#include "process.h"

static struct mailbox *mailbox_of(const struct object *held) {
    return held->kind == EXPORT ? &held->as.export.record->mailbox : &held->as.import.record->mailbox;
}

/* ---- Post ------------------------------------------------------------------------------------------------------------ */

static void deliver(uint32_t owner, struct mailbox *mailbox) {
    bool is_first = MUT_IF(mailbox->count == 0);
    MUT_ONCE(mailbox->count++);
    if (is_first && MUT_IF(mailbox->has_doorbell != 0)) {
        MUT_DO(doorbell_ring(mailbox));
    }
    if (has_defect(SIGNALS_NOT_COUNTED)) {
        mailbox->count = 1;
    }
    MUT_DO(wake(&fabric->processes[owner - 1]));
}

static void deliver_to_imports(const struct export *export) {
    for (uint32_t i = 0; i < fabric->imports_used; i++) {
        struct import *import = &fabric->imports[i];
        if (import->owner != 0 && MUT_IF(import_exporter(import) == export)) {
            deliver(import->owner, &import->mailbox);
        }
    }
}

static int signal_post(void *memseg) {
    const struct object *held = handle_find(memseg, EXPORT | IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    if (held->kind == EXPORT) {
        MUT_DO(deliver_to_imports(held->as.export.record));
        return RSM_SUCCESS;
    }
    struct export *exporter = import_exporter(held->as.import.record);
    REFUSE_IF(exporter == NULL, RSMERR_CONN_ABORTED);
    MUT_DO(deliver(exporter->owner, &exporter->mailbox));
    return RSM_SUCCESS;
}

/* Every signal counts, with whatever flags. */
int rsm_intr_signal_post(void *memseg, uint_t flags) {
    (void)flags;
    return enter() ? leave(signal_post(memseg)) : CANNOT_ENTER;
}

/* ---- Wait ------------------------------------------------------------------------------------------------------------ */

/* A time that no wait reaches. */
static const int64_t NEVER = INT64_MAX;

static int64_t now_in_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sleeps until something changed since wakes was read: 0, or what errno said. */
static int sleep_until(int64_t deadline, uint32_t wakes) {
    int64_t rest = deadline == NEVER ? 0 : deadline - now_in_milliseconds();
    struct timespec timeout = {.tv_sec = rest / 1000, .tv_nsec = rest % 1000 * 1000000};
    if (rest < 0) {
        return ETIMEDOUT;
    }
    long slept = syscall(SYS_futex, &me->wakes, FUTEX_WAIT, wakes, deadline == NEVER ? NULL : &timeout, NULL, 0);
    return slept == 0 || errno == EAGAIN ? 0 : errno;
}

/* Takes a signal if there is one. -1 where there is none and the caller may wait. */
static int take_signal(void *memseg, bool may_wait) {
    const struct object *held = handle_find(memseg, EXPORT | IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    struct mailbox *mailbox = mailbox_of(held);
    if (MUT_IF(mailbox->count > 0)) {
        if (has_defect(RACING_WAITS)) {
            let_one_in();
            held = handle_find(memseg, EXPORT | IMPORT);
            if (held == NULL || mailbox->count == 0) {
                return RSM_SUCCESS;
            }
        }
        MUT_ONCE(mailbox->count--);
        if (MUT_IF(mailbox->count == 0) && held->pollfd >= 0) {
            MUT_DO(doorbell_silence(held->pollfd));
        }
        return RSM_SUCCESS;
    }
    REFUSE_IF(is_interrupted, RSMERR_INTERRUPTED);
    return MUT_IF(may_wait) ? -1 : MUT_ERR(RSMERR_TIMEOUT);
}

int rsm_intr_signal_wait(void *memseg, int timeout) {
    int64_t deadline = MUT_IF(timeout < 0) ? NEVER : now_in_milliseconds() + MUT_NUM(timeout);
    int slept = MUT_IF(timeout == 0) ? ETIMEDOUT : 0;
    for (;;) {
        if (!enter()) {
            return CANNOT_ENTER;
        }
        int result = take_signal(memseg, slept != ETIMEDOUT);
        uint32_t wakes = __atomic_load_n(&me->wakes, __ATOMIC_ACQUIRE);
        leave(result);
        if (result >= 0) {
            return result;
        }
        REFUSE_IF(slept == EINTR, RSMERR_INTERRUPTED);
        slept = sleep_until(deadline, wakes);
    }
}

/* ---- Poll descriptors ------------------------------------------------------------------------------------------------ */

static int get_pollfd(void *memseg, struct pollfd *out) {
    struct object *held = handle_find(memseg, EXPORT | IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    REFUSE_IF(is_short_of(SHORT_OF_DESCRIPTORS), RSMERR_INSUFFICIENT_RESOURCES);
    int descriptor = MUT_IF(held->pollfd >= 0) ? held->pollfd : doorbell_open(mailbox_of(held));
    if (descriptor < 0) {
        return errno == ENOMEM || errno == ENOBUFS ? RSMERR_INSUFFICIENT_MEM : RSMERR_INSUFFICIENT_RESOURCES;
    }
    struct pollfd found = {.fd = descriptor, .events = POLLRDNORM};
    if (!caller_write(out, &found, sizeof found)) {
        if (MUT_IF(held->pollfd < 0)) {
            MUT_DO(doorbell_close(mailbox_of(held), descriptor));
        }
        return MUT_ERR(RSMERR_BAD_ADDR);
    }
    MUT_DO(held->pollfd = descriptor);
    uint32_t pollfds = held->pollfds;
    if (has_defect(RACING_POLLFDS)) {
        let_one_in();
        held = handle_find(memseg, EXPORT | IMPORT);
    }
    if (held != NULL) {
        held->pollfds = MUT_NUM(pollfds + 1);
    }
    return RSM_SUCCESS;
}

int rsm_memseg_get_pollfd(void *memseg, struct pollfd *fd) {
    return enter() ? leave(get_pollfd(memseg, fd)) : CANNOT_ENTER;
}

static int release_pollfd(void *memseg) {
    struct object *held = handle_find(memseg, EXPORT | IMPORT);
    REFUSE_IF(held == NULL, RSMERR_BAD_SEG_HNDL);
    uint32_t pollfds = held->pollfds;
    if (has_defect(RACING_RELEASES)) {
        let_one_in();
        held = handle_find(memseg, EXPORT | IMPORT);
    }
    if (held != NULL && MUT_IF(pollfds > 0) && (held->pollfds = MUT_NUM(pollfds - 1)) == 0 && held->pollfd >= 0) {
        MUT_DO(doorbell_close(mailbox_of(held), held->pollfd));
        MUT_DO(held->pollfd = -1);
    }
    return RSM_SUCCESS;
}

int rsm_memseg_release_pollfd(void *memseg) {
    return enter() ? leave(release_pollfd(memseg)) : CANNOT_ENTER;
}
