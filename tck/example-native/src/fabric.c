#include "fabric.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "defects.h"
#include "mutation.h"
#include "topology.h"

static const uint64_t MAGIC = 0x31656c706d617872;

/* ---- The file -------------------------------------------------------------------------------------------------------- */

static size_t mapped_size(void) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (sizeof(struct fabric) + page - 1) / page * page;
}

static void initialise(struct fabric *made, bool is_transient) {
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&made->lock, &kind);
    pthread_mutexattr_destroy(&kind);
    made->page_size = (uint64_t)sysconf(_SC_PAGESIZE);
    made->is_transient = is_transient;
    made->next_segment = RSM_USER_APP_ID_BASE;
    made->next_range = mapped_size();
    made->magic = MAGIC;
}

static struct fabric *map_file(int file) {
    void *at = mmap(NULL, mapped_size(), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return at == MAP_FAILED ? NULL : at;
}

static const char *fill(int file, const char *topology, bool is_transient) {
    /* Processes of other users are to take part, whatever the umask. */
    if (fchmod(file, 0666) != 0 || ftruncate(file, (off_t)mapped_size()) != 0) {
        return strerror(errno);
    }
    struct fabric *made = map_file(file);
    if (made == NULL) {
        return strerror(errno);
    }
    initialise(made, is_transient);
    const char *wrong = topology_read(made, topology);
    munmap(made, mapped_size());
    return wrong;
}

const char *fabric_make(const char *path, const char *topology, bool is_transient) {
    static char draft[PATH_MAX];
    if (snprintf(draft, sizeof draft, "%s.%d", path, getpid()) >= (int)sizeof draft) {
        return "the path is too long";
    }
    int file = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        return strerror(errno);
    }
    const char *wrong = fill(file, topology, is_transient);
    /* It gets its name when it is complete, and only one of those who try at the same time gives it. */
    if (wrong == NULL && link(draft, path) != 0) {
        wrong = strerror(errno);
    }
    unlink(draft);
    close(file);
    return wrong;
}

const char *fabric_open(const char *path) {
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        return errno == ENOENT ? "it was not found; make it with rsm-example-ctl" : strerror(errno);
    }
    struct stat found;
    bool is_long_enough = fstat(file, &found) == 0 && (size_t)found.st_size >= mapped_size();
    struct fabric *opened = is_long_enough ? map_file(file) : NULL;
    if (opened == NULL) {
        close(file);
        return is_long_enough ? strerror(errno) : "it is no fabric: it is too short";
    }
    fabric = opened;
    fabric_file = file;
    if (opened->magic != MAGIC || opened->page_size != (uint64_t)sysconf(_SC_PAGESIZE)) {
        fabric_close();
        return "it is no fabric, or one of another version";
    }
    return NULL;
}

void fabric_close(void) {
    if (fabric != NULL) {
        munmap(fabric, mapped_size());
        close(fabric_file);
    }
    fabric = NULL;
    fabric_file = -1;
}

/* ---- The lock -------------------------------------------------------------------------------------------------------- */

void fabric_lock(void) {
    if (pthread_mutex_lock(&fabric->lock) == EOWNERDEAD) {
        pthread_mutex_consistent(&fabric->lock);
    }
}

void fabric_unlock(void) {
    pthread_mutex_unlock(&fabric->lock);
}

void let_others_in(void) {
    fabric_unlock();
    usleep(50);
    fabric_lock();
}

void let_one_in(void) {
    fabric_unlock();
    sched_yield();
    fabric_lock();
}

/* ---- Who is alive ---------------------------------------------------------------------------------------------------- */

/* A lock of an open file goes with the process, however it dies, and before its parent can have waited for it. */
static struct flock byte_of(uint32_t process) {
    return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = process, .l_len = 1};
}

static bool is_alive(uint32_t process) {
    struct flock byte = byte_of(process);
    return fcntl(fabric_file, F_OFD_GETLK, &byte) != 0 || byte.l_type != F_UNLCK;
}

bool mark_alive(uint32_t process) {
    struct flock byte = byte_of(process);
    return fcntl(fabric_file, F_OFD_SETLK, &byte) == 0;
}

static void bury(uint32_t process) {
    for (uint32_t i = 0; i < fabric->exports_used && !has_defect(DEATH_UNNOTICED); i++) {
        if (MUT_IF(fabric->exports[i].owner == process + 1)) {
            export_end(&fabric->exports[i]);
        }
    }
    for (uint32_t i = 0; i < fabric->imports_used; i++) {
        if (MUT_IF(fabric->imports[i].owner == process + 1)) {
            import_end(&fabric->imports[i]);
        }
    }
    MUT_DO(fabric->processes[process].is_taken = 0);
}

bool bury_the_dead(void) {
    bool is_anyone_else_here = false;
    for (uint32_t i = 0; i < MOST_PROCESSES; i++) {
        struct process *process = &fabric->processes[i];
        if (process->is_taken != 0 && process != me) {
            if (MUT_IF(is_alive(i))) {
                is_anyone_else_here = true;
            } else {
                bury(i);
            }
        }
    }
    return is_anyone_else_here;
}

static void change_futex(uint32_t *futex) {
    __atomic_fetch_add(futex, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, futex, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void wake(struct process *process) {
    change_futex(&process->wakes);
}

void sleep_while(const uint32_t *futex, uint32_t value) {
    syscall(SYS_futex, futex, FUTEX_WAIT, value, NULL, NULL, 0);
}

void tell_of_loss(void) {
    for (uint32_t i = 0; i < MOST_PROCESSES; i++) {
        if (fabric->processes[i].is_taken != 0) {
            change_futex(&fabric->processes[i].losses_told);
        }
    }
}

bool is_loss_seen(void) {
    for (uint32_t i = 0; i < MOST_PROCESSES; i++) {
        const struct process *process = &fabric->processes[i];
        if (process->is_taken != 0 && is_alive(i) &&
            __atomic_load_n(&process->losses_seen, __ATOMIC_ACQUIRE) != process->losses_told) {
            return false;
        }
    }
    return true;
}

uint64_t fresh_number(void) {
    MUT_ONCE(fabric->last_number++);
    return fabric->last_number;
}

/* ---- Records --------------------------------------------------------------------------------------------------------- */

uint32_t most_imports = MOST_IMPORTS;
uint32_t most_exports = MOST_EXPORTS;

static bool is_of_node(uint32_t owner, uint32_t node) {
    return owner != 0 && fabric->processes[owner - 1].node == node;
}

static bool has_room_for_export(uint32_t node) {
    uint32_t held = 0;
    for (uint32_t i = 0; i < fabric->exports_used && most_exports < MOST_EXPORTS; i++) {
        held += is_of_node(fabric->exports[i].owner, node);
    }
    return held < most_exports;
}

static bool has_room_for_import(uint32_t node) {
    uint32_t held = 0;
    for (uint32_t i = 0; i < fabric->imports_used && most_imports < MOST_IMPORTS; i++) {
        held += is_of_node(fabric->imports[i].owner, node);
    }
    return held < most_imports;
}

struct export *export_take(uint32_t owner) {
    if (!has_room_for_export(fabric->processes[owner - 1].node)) {
        return NULL;
    }
    for (uint32_t i = 0; i < MOST_EXPORTS; i++) {
        struct export *export = &fabric->exports[i];
        if (export->owner == 0) {
            memset(export, 0, sizeof *export);
            if (i >= fabric->exports_used) {
                fabric->exports_used = i + 1;
            }
            __atomic_store_n(&export->owner, owner, __ATOMIC_RELEASE);
            return export;
        }
    }
    return NULL;
}

void export_end(struct export *export) {
    uint64_t ranges[] = {export->range, export->spare};
    MUT_DO(export->publication = 0);
    MUT_DO(export->range = 0);
    export->spare = 0;
    MUT_DO(range_release(ranges[0], export->length));
    range_release(ranges[1], export->length);
    __atomic_store_n(&export->owner, 0, __ATOMIC_RELEASE);
}

struct import *import_take(uint32_t owner) {
    if (!has_room_for_import(fabric->processes[owner - 1].node)) {
        return NULL;
    }
    for (uint32_t i = 0; i < (has_defect(LEAKS_RECORDS) ? 256 : MOST_IMPORTS); i++) {
        struct import *import = &fabric->imports[i];
        if (import->owner == 0) {
            memset(import, 0, sizeof *import);
            if (i >= fabric->imports_used) {
                fabric->imports_used = i + 1;
            }
            __atomic_store_n(&import->owner, owner, __ATOMIC_RELEASE);
            return import;
        }
    }
    return NULL;
}

void import_unmapped(struct import *import) {
    uint64_t range = import->range;
    MUT_DO(import->range = 0);
    MUT_DO(range_release(range, import->length));
}

void import_end(struct import *import) {
    MUT_DO(import_unmapped(import));
    __atomic_store_n(&import->owner, 0, __ATOMIC_RELEASE);
}

bool is_published(const struct export *export) {
    return MUT_IF(export->publication != 0) && MUT_IF(export->segment != 0);
}

static bool is_path_lost(const struct import *import, const struct export *export) {
    if (has_defect(LOSS_UNNOTICED) || has_defect(HEALING_REVIVES)) {
        return has_defect(HEALING_REVIVES) && !are_joined(import->port, export->port);
    }
    return MUT_IF(path_losses(import->port, export->port) != import->losses);
}

struct export *import_exporter(const struct import *import) {
    struct export *export = &fabric->exports[import->export];
    bool is_cut = MUT_IF(import->publication == 0) || MUT_IF(export->publication != import->publication);
    if (has_defect(CUT_REVIVED) && import->publication != 0) {
        is_cut = !is_published(export);
    }
    return is_cut || is_path_lost(import, export) ? NULL : export;
}

/* ---- Ranges of the file ---------------------------------------------------------------------------------------------- */

uint64_t range_make(uint64_t length) {
    uint64_t range = fabric->next_range;
    if (length > INT64_MAX - range || ftruncate(fabric_file, (off_t)(range + length)) != 0) {
        return 0;
    }
    MUT_DO(fabric->next_range = range + length);
    return range;
}

static bool is_in_use(uint64_t range) {
    for (uint32_t i = 0; i < fabric->exports_used; i++) {
        const struct export *export = &fabric->exports[i];
        if (MUT_IF(export->owner != 0) && (MUT_IF(export->range == range) || MUT_IF(export->spare == range))) {
            return true;
        }
    }
    for (uint32_t i = 0; i < fabric->imports_used; i++) {
        if (MUT_IF(fabric->imports[i].owner != 0) && MUT_IF(fabric->imports[i].range == range)) {
            return true;
        }
    }
    return false;
}

void range_release(uint64_t range, uint64_t length) {
    if (MUT_IF(range == 0) || MUT_IF(is_in_use(range))) {
        return;
    }
    while (fallocate(fabric_file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)range, (off_t)length) != 0 &&
           errno == EINTR) {
    }
}
