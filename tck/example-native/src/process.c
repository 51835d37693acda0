#include "process.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "access.h"
#include "defects.h"
#include "doorbell.h"
#include "fabric.h"
#include "handles.h"
#include "keeper.h"
#include "mutation.h"
#include "topology.h"

bool is_interrupted;

static char path[PATH_MAX];
static const char *what_is_wrong;
/* Guards the beginning only; afterwards the lock in the fabric guards everything. */
static pthread_mutex_t joining = PTHREAD_MUTEX_INITIALIZER;

static uint32_t node_here(void) {
    const char *text = getenv("RSM_EXAMPLE_NODE");
    return text == NULL ? 1 : (uint32_t)strtoul(text, NULL, 10);
}

static const char *take_record(void) {
    uint32_t node = node_here();
    if (node_named(fabric, node) == NONE) {
        return "it has no such node as RSM_EXAMPLE_NODE says";
    }
    for (uint32_t i = 0; i < MOST_PROCESSES; i++) {
        struct process *process = &fabric->processes[i];
        if (process->is_taken == 0 && mark_alive(i)) {
            *process = (struct process){.pid = getpid(), .node = node, .wakes = process->wakes};
            __atomic_store_n(&process->is_taken, 1, __ATOMIC_RELEASE);
            me = process;
            return NULL;
        }
    }
    return "it has no room for another process";
}

static void choose_path(void) {
    const char *named = getenv("RSM_EXAMPLE_FABRIC");
    if (named != NULL && *named != '\0') {
        snprintf(path, sizeof path, "%s", named);
        return;
    }
    snprintf(path, sizeof path, "/dev/shm/rsm-example");
    if (access(path, F_OK) != 0) {
        fabric_make(path, "1:", true);
    }
}

static void stop(void) {
    fabric_close();
    access_stop();
    doorbell_stop();
    me = NULL;
}

static void remove_if_last(void) {
    if (fabric->is_transient && !bury_the_dead()) {
        /* Only its owner may remove it; for the others it stays, empty. */
        fabric->is_gone = unlink(path) == 0;
    }
}

static const char *take_part(void) {
    const char *wrong = fabric->is_gone ? "it is being removed" : take_record();
    if (wrong == NULL && !(access_start() && doorbell_start())) {
        wrong = "a descriptor cannot be had";
    }
    if (wrong == NULL && !keeper_start()) {
        wrong = "a thread cannot be had";
    }
    return wrong;
}

static const char *join(void) {
    choose_path();
    const char *wrong = fabric_open(path);
    if (wrong != NULL) {
        return wrong;
    }
    fabric_lock();
    bury_the_dead();
    wrong = take_part();
    if (wrong != NULL && !fabric->is_gone) {
        remove_if_last();
    }
    fabric_unlock();
    if (wrong != NULL) {
        stop();
    }
    return wrong;
}

static bool is_here(void) {
    pthread_mutex_lock(&joining);
    /* The last process of a transient fabric may take it away between our finding and our opening it. */
    for (int attempt = 0; attempt < 100 && me == NULL; attempt++) {
        what_is_wrong = join();
    }
    pthread_mutex_unlock(&joining);
    return me != NULL;
}

bool enter(void) {
    if (!is_here()) {
        return false;
    }
    fabric_lock();
    MUT_DO(bury_the_dead());
    is_interrupted = MUT_IF(me->interrupted == NEXT_CALL);
    if (is_interrupted) {
        MUT_DO(me->interrupted = NO_CALL);
    }
    return true;
}

bool enter_connect(void) {
    if (!enter()) {
        return false;
    }
    is_interrupted = is_interrupted || me->interrupted == NEXT_CONNECT;
    me->interrupted = NO_CALL;
    return true;
}

int leave(int result) {
    fabric_unlock();
    return result;
}

uint32_t my_owner(void) {
    return (uint32_t)(me - fabric->processes) + 1;
}

bool is_short_of(uint32_t resource) {
    return MUT_IF((me->short_of & resource) != 0);
}

/* ---- Beginning and end ----------------------------------------------------------------------------------------------- */

static void before_fork(void) {
    pthread_mutex_lock(&joining);
    if (me != NULL) {
        fabric_lock();
    }
}

static void after_fork_in_parent(void) {
    if (me != NULL) {
        fabric_unlock();
    }
    pthread_mutex_unlock(&joining);
}

/* A child has no part in what its parent holds, not even in the lock: it takes part anew when it makes its first call. */
static void after_fork_in_child(void) {
    stop();
    MUT_DO(handles_forget());
    pthread_mutex_init(&joining, NULL);
}

static void read_room(const char *name, uint32_t *most) {
    const char *text = getenv(name);
    if (text != NULL && strtoul(text, NULL, 10) < *most) {
        *most = (uint32_t)strtoul(text, NULL, 10);
    }
}

/* At once, so that no later call needs descriptors that may be short by then. */
__attribute__((constructor)) static void begin(void) {
    mutants_read();
    defects_read();
    read_room("RSM_EXAMPLE_MOST_IMPORTS", &most_imports);
    read_room("RSM_EXAMPLE_MOST_EXPORTS", &most_exports);
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
    if (!is_here()) {
        fprintf(stderr, "rsm-example: fabric %s cannot be used: %s\n", path, what_is_wrong);
        _exit(2);
    }
}

/* What this process holds is cleared away by the others when they see that it has gone. */
__attribute__((destructor)) static void end(void) {
    if (me != NULL) {
        fabric_lock();
        remove_if_last();
        fabric_unlock();
    }
}
