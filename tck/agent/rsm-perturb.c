/*
 * rsm-perturb: delays a library at the places where its threads hand over to each other, so that what may come between two
 * of its steps does come. The library is not compiled anew:
 *
 *     cc -std=c99 -O2 -shared -fPIC -o rsm-perturb.so rsm-perturb.c -ldl
 *     LD_PRELOAD=./rsm-perturb.so rsm-agent
 *
 * Before each lock and after each unlock of POSIX (mutexes, read-write locks, spin locks, semaphores), and before each mmap
 * and munmap, the calling thread waits for a while in one of four cases, or lets others run in another. The main program, which is the
 * agent, is left alone: it measures when calls begin and end. RSM_PERTURB_MICROSECONDS says how long the longest of these delays
 * is, from 0 to 1000; 20 if it is not set, and what is no such number counts as 20.
 */
#if !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1
#endif

#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

enum { USUAL_MICROSECONDS = 20, MOST_MICROSECONDS = 1000, NANOSECONDS = 1000 };

static uintptr_t program_begin = UINTPTR_MAX;
static uintptr_t program_end;
static uint64_t longest = (uint64_t)USUAL_MICROSECONDS * NANOSECONDS;

/* The first object that the dynamic linker tells of is the main program. */
static int note_program(struct dl_phdr_info *info, size_t size, void *unused) {
    (void)size, (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type == PT_LOAD) {
            uintptr_t begin = info->dlpi_addr + header->p_vaddr;
            program_begin = begin < program_begin ? begin : program_begin;
            program_end = begin + header->p_memsz > program_end ? begin + header->p_memsz : program_end;
        }
    }
    return 1;
}

__attribute__((constructor)) static void prepare(void) {
    dl_iterate_phdr(note_program, NULL);
    const char *said = getenv("RSM_PERTURB_MICROSECONDS");
    if (said != NULL) {
        char *end;
        long number = strtol(said, &end, 10);
        if (end != said && *end == '\0' && number >= 0 && number <= MOST_MICROSECONDS) {
            longest = (uint64_t)number * NANOSECONDS;
        }
    }
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* The finaliser of SplitMix64, over a counter of each thread that starts at its own address. */
static uint64_t draw(void) {
    static __thread uint64_t state;
    if (state == 0) {
        state = (uintptr_t)&state ^ now();
    }
    uint64_t mixed = state += 0x9E3779B97F4A7C15;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

static void perturb(const void *caller) {
    if ((uintptr_t)caller >= program_begin && (uintptr_t)caller < program_end) {
        return;
    }
    uint64_t drawn = draw();
    if (drawn % 4 == 0) {
        uint64_t end = now() + (longest == 0 ? 0 : (drawn >> 2) % longest);
        while (now() < end) {
        }
    } else if (drawn % 4 == 1) {
        sched_yield();
    }
}

/* The function of this name that would have been called. C99 has no cast from an object to a function. */
#define NEXT(name) \
    static union { \
        void *object; \
        __typeof__(&name) function; \
    } next; \
    if (next.object == NULL) { \
        next.object = dlsym(RTLD_NEXT, #name); \
    }

#define BEFORE(name, type) \
    int name(type *on) { \
        NEXT(name) \
        perturb(__builtin_return_address(0)); \
        return next.function(on); \
    }

#define AFTER(name, type) \
    int name(type *on) { \
        NEXT(name) \
        int result = next.function(on); \
        perturb(__builtin_return_address(0)); \
        return result; \
    }

BEFORE(pthread_mutex_lock, pthread_mutex_t)
BEFORE(pthread_mutex_trylock, pthread_mutex_t)
AFTER(pthread_mutex_unlock, pthread_mutex_t)
BEFORE(pthread_rwlock_rdlock, pthread_rwlock_t)
BEFORE(pthread_rwlock_tryrdlock, pthread_rwlock_t)
BEFORE(pthread_rwlock_wrlock, pthread_rwlock_t)
BEFORE(pthread_rwlock_trywrlock, pthread_rwlock_t)
AFTER(pthread_rwlock_unlock, pthread_rwlock_t)
BEFORE(pthread_spin_lock, pthread_spinlock_t)
AFTER(pthread_spin_unlock, pthread_spinlock_t)
BEFORE(sem_wait, sem_t)
BEFORE(sem_trywait, sem_t)
AFTER(sem_post, sem_t)

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
    NEXT(mmap)
    perturb(__builtin_return_address(0));
    return next.function(address, length, protection, flags, file, offset);
}

int munmap(void *address, size_t length) {
    NEXT(munmap)
    perturb(__builtin_return_address(0));
    return next.function(address, length);
}
