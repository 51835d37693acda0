/*
 * Places at which a tool can make this implementation wrong, to see whether the kit notices. They change nothing where it is
 * built as usual: read REFUSE_IF(c, code) as "if (c) return code", and whatever else begins with MUT_ as what is between its
 * parentheses. With -DRSM_MUTANTS each place gets a number, and RSM_MUTANT=PLACE.VARIANT in the environment switches one
 * mistake on; RSM_MUTANT=list prints all there are, and ends the program; with RSM_MUTANT=trace:FILE nothing is wrong, and the
 * byte of the file that has the number of a line of the list gets 1 when that mistake would have made a difference.
 *
 *   MUT_IF(condition)     never, always
 *   MUT_CMP(a, op, b)     with b one more, one less
 *   MUT_NUM(number)       one more, one less, cut to 8, 16 or 32 bits where it has more
 *   MUT_ERR(code)         success, the codes of the function before and after it; where it has no other, those of the interface
 *   MUT_DO(statement)     left out
 *   MUT_ONCE(statement)   left out, done twice
 *
 * Which of them are no mistakes, and why, is in mutation.def.
 */
#ifndef RSM_EXAMPLE_MUTATION_H
#define RSM_EXAMPLE_MUTATION_H

#ifndef RSM_MUTANTS

#define REFUSE_IF(condition, code) \
    do {                           \
        if (condition) {           \
            return code;           \
        }                          \
    } while (0)
#define MUT_IF(condition) (condition)
#define MUT_CMP(a, op, b) ((a) op (b))
#define MUT_NUM(number) (number)
#define MUT_ERR(code) (code)
#define MUT_DO(...) __VA_ARGS__
#define MUT_ONCE(...) __VA_ARGS__
#define mutants_read() ((void)0)

#else

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mutation { MUTATION_IF, MUTATION_CMP, MUTATION_NUM, MUTATION_ERR, MUTATION_DO, MUTATION_ONCE };

/* One after another in a section of their own, so they are as long as they are aligned. */
struct mutation_place {
    const char *file;
    const char *function;
    const char *text;
    const char *detail; /* the code that it is about; else empty */
    long number;        /* the code; of a number, its bytes */
    enum mutation kind;
    int line;
    char rest[16];
} __attribute__((aligned(64)));

/* The mistake that is switched on: null for none. */
extern const struct mutation_place *mutated;
extern int mutated_variant;
/* Gets a byte for each mutant that would have done something else; null where nobody asks. */
extern volatile uint8_t *mutants_reached;

void mutants_read(void);
/* These variants of the place, the first one the lowest bit, would have done something else. */
void mutation_reached(const struct mutation_place *place, unsigned variants);
int mutation_code(const struct mutation_place *place, int code);

/* Which variant is switched on at this place: 0 for none. */
static inline int mutation_at(const struct mutation_place *place, unsigned differing) {
    if (mutants_reached != NULL) {
        mutation_reached(place, differing);
    }
    return place == mutated ? mutated_variant : 0;
}

static inline bool mutation_if(const struct mutation_place *place, bool condition) {
    int variant = mutation_at(place, condition ? 1 : 2);
    return variant == 0 ? condition : variant == 2;
}

static inline bool mutation_cmp(const struct mutation_place *place, bool right, bool with_more, bool with_less) {
    int variant = mutation_at(place, (right != with_more) | (right != with_less) << 1);
    return variant == 0 ? right : variant == 1 ? with_more : with_less;
}

static inline uint64_t mutation_num(const struct mutation_place *place, uint64_t number) {
    uint64_t variants[] = {number, number + 1, number - 1, (uint8_t)number, (uint16_t)number, (uint32_t)number};
    unsigned differing = 0;
    for (int i = 1; i < 6; i++) {
        differing |= (unsigned)(variants[i] != number) << (i - 1);
    }
    return variants[mutation_at(place, differing)];
}

/* How often a statement is executed. */
static inline int mutation_times(const struct mutation_place *place) {
    static const int times[] = {1, 0, 2};
    return times[mutation_at(place, 3)];
}

#define MUTATION_PLACE(kind, text, detail, number)                                                         \
    __extension__({                                                                                        \
        static const struct mutation_place here __attribute__((section("mutants"), used, aligned(64))) = { \
            __FILE__, __func__, text, detail, number, kind, __LINE__, ""};                                 \
        &here;                                                                                             \
    })

#define REFUSE_IF(condition, code)                                                           \
    do {                                                                                     \
        if (mutation_if(MUTATION_PLACE(MUTATION_IF, #condition, #code, 0), condition)) {     \
            return mutation_code(MUTATION_PLACE(MUTATION_ERR, #code, #code, code), code);    \
        }                                                                                    \
    } while (0)
#define MUT_IF(condition) mutation_if(MUTATION_PLACE(MUTATION_IF, #condition, "", 0), condition)
#define MUT_CMP(a, op, b)                                                                    \
    mutation_cmp(MUTATION_PLACE(MUTATION_CMP, #a " " #op " " #b, "", 0), (a)op(b), (a)op((b) + 1), (a)op((b) - 1))
#define MUT_NUM(number)                                                                      \
    ((__typeof__(number))mutation_num(MUTATION_PLACE(MUTATION_NUM, #number, "", sizeof(number)), (uint64_t)(number)))
#define MUT_ERR(code) mutation_code(MUTATION_PLACE(MUTATION_ERR, #code, #code, code), code)
#define MUT_DO(...)                                                                          \
    do {                                                                                     \
        if (mutation_times(MUTATION_PLACE(MUTATION_DO, #__VA_ARGS__, "", 0)) > 0) {          \
            __VA_ARGS__;                                                                     \
        }                                                                                    \
    } while (0)
#define MUT_ONCE(...)                                                                        \
    for (int times = mutation_times(MUTATION_PLACE(MUTATION_ONCE, #__VA_ARGS__, "", 0)); times > 0; times--) { \
        __VA_ARGS__;                                                                         \
    }

#endif

#endif
