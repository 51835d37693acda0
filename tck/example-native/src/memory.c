#include "memory.h"

#include <errno.h>
#include <sys/mman.h>

#include "caller.h"
#include "mutation.h"

bool is_mapped(const char *memory, uint64_t length) {
    enum { PAGES_AT_ONCE = 4096 };
    unsigned char unused[PAGES_AT_ONCE];
    uint64_t step = PAGES_AT_ONCE * fabric->page_size;
    if (MUT_IF(length > UINTPTR_MAX - (uintptr_t)memory)) {
        return false;
    }
    for (uint64_t done = 0; done < length; done += step) {
        uint64_t rest = length - done;
        if (mincore((void *)(uintptr_t)(memory + done), MUT_IF(rest < step) ? rest : step, unused) != 0) {
            return false;
        }
    }
    return true;
}

static bool map_over(char *memory, uint64_t length, uint64_t range, int sharing) {
    int file = fabric_file;
    return mmap(memory, length, PROT_READ | PROT_WRITE, sharing | MAP_FIXED, file, (off_t)range) != MAP_FAILED;
}

int memory_share(char *memory, uint64_t length, uint64_t range) {
    int wrong = caller_drain(memory, range, MUT_NUM(length));
    if (wrong != 0) {
        return MUT_IF(wrong == EFAULT) ? RSMERR_BAD_ADDR : RSMERR_INSUFFICIENT_MEM;
    }
    return map_over(memory, length, range, MAP_SHARED) ? RSM_SUCCESS : RSMERR_INSUFFICIENT_MEM;
}

/* Makes the system copy a page of a private mapping, by putting a byte in the place of itself. */
static void own_page(char *page) {
    char byte = __atomic_load_n(page, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(page, &byte, byte, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

bool memory_unshare(char *memory, uint64_t length, uint64_t range) {
    if (!map_over(memory, length, range, MAP_PRIVATE)) {
        return false;
    }
    for (uint64_t page = 0; page < length; page += fabric->page_size) {
        MUT_DO(own_page(memory + page));
    }
    return true;
}
