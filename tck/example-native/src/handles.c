#include "handles.h"

#include <stdlib.h>
#include <string.h>

#include "defects.h"
#include "mutation.h"

/* The lower bits of a handle are an index into the table, the others a number that is never used again. */
enum { INDEX_BITS = 20, MOST_HANDLES = 1 << INDEX_BITS, FIRST_CAPACITY = 64 };

static struct object **table;
static uint32_t capacity;
/* No free place is below this one. */
static uint32_t first_free;

static bool grow(void) {
    uint32_t larger = capacity == 0 ? FIRST_CAPACITY : 2 * capacity;
    struct object **grown = larger > MOST_HANDLES ? NULL : realloc(table, larger * sizeof *table);
    if (grown == NULL) {
        return false;
    }
    memset(grown + capacity, 0, (larger - capacity) * sizeof *table);
    table = grown;
    capacity = larger;
    return true;
}

struct object *handle_issue(enum kind kind) {
    while (first_free < capacity && table[first_free] != NULL) {
        first_free++;
    }
    if (first_free == capacity && !grow()) {
        return NULL;
    }
    struct object *object = calloc(1, sizeof *object);
    if (object == NULL) {
        return NULL;
    }
    uint32_t index = first_free;
    object->handle = (has_defect(REISSUED) ? kind : MUT_NUM(fresh_number())) << INDEX_BITS | index;
    object->kind = kind;
    object->pollfd = -1;
    if (has_defect(RACING_CONNECTS) && kind == IMPORT) {
        let_others_in();
    }
    table[index] = object;
    return object;
}

struct object *handle_find(const void *handle, unsigned kinds) {
    uint64_t value = (uint64_t)(uintptr_t)handle;
    uint32_t index = value & (MOST_HANDLES - 1);
    struct object *object = index < capacity ? table[index] : NULL;
    if (object != NULL && has_defect(CUT_TO_32_BITS)) {
        value = (object->handle & ~(uint64_t)UINT32_MAX) | (uint32_t)value;
    }
    return object != NULL && MUT_IF(object->handle == value) && MUT_IF((object->kind & kinds) != 0) ? object : NULL;
}

bool handle_was_issued(const void *handle) {
    uint64_t value = (uint64_t)(uintptr_t)handle;
    uint64_t number = value >> INDEX_BITS;
    bool is_live = handle_find(handle, CONTROLLER | EXPORT | IMPORT) != NULL;
    return !is_live && number > 0 && number <= fabric->last_number && (value & (MOST_HANDLES - 1)) < capacity;
}

void handle_drop(struct object *object) {
    uint32_t index = object->handle & (MOST_HANDLES - 1);
    MUT_DO(table[index] = NULL);
    if (MUT_IF(index < first_free)) {
        first_free = index;
    }
    free(object);
}

struct object *handle_search(bool (*test)(const struct object *object, const void *wanted), const void *wanted) {
    for (uint32_t i = 0; i < capacity; i++) {
        if (table[i] != NULL && test(table[i], wanted)) {
            return table[i];
        }
    }
    return NULL;
}

void handles_forget(void) {
    for (uint32_t i = 0; i < capacity; i++) {
        free(table[i]);
    }
    free(table);
    table = NULL;
    capacity = 0;
    first_free = 0;
}
