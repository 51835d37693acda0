#include "mutation.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef RSM_MUTANTS

extern const struct mutation_place __start_mutants[];
extern const struct mutation_place __stop_mutants[];

const struct mutation_place *mutated;
int mutated_variant;
volatile uint8_t *mutants_reached;

/* The number of the line that a place begins with in the list. */
static int *first_lines;

static const char *const WORDS[][5] = {
    [MUTATION_IF] = {"never", "always"},
    [MUTATION_CMP] = {"one more", "one less"},
    [MUTATION_NUM] = {"one more", "one less", "cut to 8 bits", "cut to 16 bits", "cut to 32 bits"},
    [MUTATION_DO] = {"left out"},
    [MUTATION_ONCE] = {"left out", "done twice"},
};

static const char *const OPERATORS[] = {
    [MUTATION_IF] = "condition", [MUTATION_CMP] = "comparison", [MUTATION_NUM] = "number",
    [MUTATION_ERR] = "code",     [MUTATION_DO] = "statement",   [MUTATION_ONCE] = "statement",
};

static bool is_of(const struct mutation_place *one, const struct mutation_place *other) {
    return strcmp(one->file, other->file) == 0 && strcmp(one->function, other->function) == 0;
}

/* Adds the nearest other code of the same function in this direction, if there is one that is not there yet. */
static int add_neighbour(const struct mutation_place *place, int step, int *codes, int count) {
    const struct mutation_place *other = place + step;
    while (other >= __start_mutants && other < __stop_mutants &&
           (other->kind != MUTATION_ERR || other->number == place->number || !is_of(place, other))) {
        other += step;
    }
    if (other < __start_mutants || other >= __stop_mutants || codes[count - 1] == other->number) {
        return 0;
    }
    codes[count] = (int)other->number;
    return 1;
}

/* The code that a place has in this variant, which begin with 1; -1 where it has no such variant. */
static int code_at(const struct mutation_place *place, int variant) {
    int codes[] = {0, -1, -1};
    int count = 1;
    count += add_neighbour(place, -1, codes, count);
    count += add_neighbour(place, 1, codes, count);
    if (count == 1) {
        codes[count++] = (int)place->number - 1;
        codes[count++] = (int)place->number + 1;
    }
    return variant >= 1 && variant <= count ? codes[variant - 1] : -1;
}

int mutation_code(const struct mutation_place *place, int code) {
    int variant = mutation_at(place, 7);
    return variant == 0 ? code : code_at(place, variant);
}

/* What is wrong in a variant; null where the place has no such variant. */
static const char *words(const struct mutation_place *place, int variant) {
    static char text[64];
    if (place->kind == MUTATION_ERR) {
        int code = code_at(place, variant);
        snprintf(text, sizeof text, "answers %d", code);
        return code < 0 ? NULL : text;
    }
    bool is_as_wide = place->kind == MUTATION_NUM && variant > 2 && 1 << (variant - 3) >= place->number;
    return variant < 1 || variant > 5 || is_as_wide ? NULL : WORDS[place->kind][variant - 1];
}

struct excuse {
    const char *function;
    const char *text;
    const char *what;
    const char *why;
};

static const struct excuse EXCUSES[] = {
#define X(function, text, what, why) {function, text, what, why},
#include "mutation.def"
#undef X
};

/* Which of the places of its function that have the same text it is, from 1 in the order of the lines. */
static int number_of(const struct mutation_place *place) {
    int number = 1;
    for (const struct mutation_place *other = __start_mutants; other < __stop_mutants; other++) {
        number += other->kind == place->kind && is_of(other, place) && other->line < place->line &&
                  strcmp(other->text, place->text) == 0;
    }
    return number;
}

/* Whether a text is meant: any, this one, or this one of that number. */
static bool is_meant(const char *pattern, const char *text, int number) {
    const char *sign = strrchr(pattern, '#');
    size_t length = sign == NULL ? strlen(pattern) : (size_t)(sign - pattern);
    bool is_text = strlen(text) == length && strncmp(pattern, text, length) == 0;
    return strcmp(pattern, "*") == 0 || (is_text && (sign == NULL || atoi(sign + 1) == number));
}

static bool excuses(const struct excuse *excuse, const struct mutation_place *place, const char *what) {
    return strcmp(excuse->function, place->function) == 0 && is_meant(excuse->text, place->text, number_of(place)) &&
           is_meant(excuse->what, what, 1);
}

/* Why a variant is no mistake; empty where nobody says so. */
static const char *excuse_for(const struct mutation_place *place, const char *what) {
    for (size_t i = 0; i < sizeof EXCUSES / sizeof *EXCUSES; i++) {
        if (excuses(&EXCUSES[i], place, what)) {
            return EXCUSES[i].why;
        }
    }
    return "";
}

/* Ends the program where an excuse is for nothing. */
static void check_excuses(void) {
    for (size_t i = 0; i < sizeof EXCUSES / sizeof *EXCUSES; i++) {
        bool is_used = false;
        for (const struct mutation_place *place = __start_mutants; place < __stop_mutants; place++) {
            const char *what;
            for (int variant = 1; (what = words(place, variant)) != NULL; variant++) {
                is_used = is_used || excuses(&EXCUSES[i], place, what);
            }
        }
        if (!is_used) {
            fprintf(stderr, "rsm-example: mutation.def excuses %s, \"%s\": %s, which there is not\n", EXCUSES[i].function,
                    EXCUSES[i].text, EXCUSES[i].what);
            _exit(2);
        }
    }
}

/* A line for each: number, operator, code where it stands for one, where, the text, what is wrong, why that is no mistake. */
static void list(void) {
    check_excuses();
    for (const struct mutation_place *place = __start_mutants; place < __stop_mutants; place++) {
        const char *what;
        for (int variant = 1; (what = words(place, variant)) != NULL; variant++) {
            const char *code = strncmp(place->detail, "RSMERR_", 7) == 0 ? place->detail + 7 : "";
            const char *file = strrchr(place->file, '/');
            printf("%d.%d\t%s\t%s\t%s:%d %s\t%s\t%s\t%s\n", (int)(place - __start_mutants), variant,
                   OPERATORS[place->kind], code, file == NULL ? place->file : file + 1, place->line,
                   place->function, place->text, what, excuse_for(place, what));
        }
    }
}

void mutation_reached(const struct mutation_place *place, unsigned variants) {
    int line = first_lines[place - __start_mutants];
    int lines = first_lines[place - __start_mutants + 1] - line;
    for (int i = 0; i < lines; i++) {
        if ((variants >> i & 1) != 0) {
            mutants_reached[line + i] = 1;
        }
    }
}

static void trace(const char *path) {
    int count = (int)(__stop_mutants - __start_mutants);
    first_lines = calloc((size_t)count + 1, sizeof *first_lines);
    for (int i = 0; first_lines != NULL && i < count; i++) {
        int variants = 0;
        while (words(&__start_mutants[i], variants + 1) != NULL) {
            variants++;
        }
        first_lines[i + 1] = first_lines[i] + variants;
    }
    int file = open(path, O_RDWR | O_CLOEXEC);
    void *at = file < 0 || first_lines == NULL
                       ? MAP_FAILED
                       : mmap(NULL, (size_t)first_lines[count], PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (at == MAP_FAILED) {
        fprintf(stderr, "rsm-example: RSM_MUTANT names the file %s, which cannot be written to\n", path);
        _exit(2);
    }
    close(file);
    mutants_reached = at;
}

void mutants_read(void) {
    const char *wanted = getenv("RSM_MUTANT");
    if (wanted == NULL) {
        return;
    }
    if (strcmp(wanted, "list") == 0) {
        list();
        fflush(stdout);
        _exit(0);
    }
    if (strncmp(wanted, "trace:", 6) == 0) {
        trace(wanted + 6);
        return;
    }
    int number = -1;
    int variant = -1;
    if (sscanf(wanted, "%d.%d", &number, &variant) != 2 || number < 0 || number >= __stop_mutants - __start_mutants ||
        words(&__start_mutants[number], variant) == NULL) {
        fprintf(stderr, "rsm-example: RSM_MUTANT is %s, which is no mutant: RSM_MUTANT=list lists them\n", wanted);
        _exit(2);
    }
    mutated = &__start_mutants[number];
    mutated_variant = variant;
}

#endif
