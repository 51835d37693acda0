/*
 * rsm-agent: one participant of the conformance kit for Remote Shared Memory, made of an implementation's own C library.
 *
 * It makes the calls that the kit asks for and says what they were answered with. Requests are read from standard input and
 * answers written to standard output, one line each; docs/agent-protocol.md is the contract, and the sections below are in its
 * order.
 *
 * Compile it against the header and the library to be checked:
 *
 *     cc -std=c99 -O2 -o rsm-agent rsm-agent.c -lrsm -lpthread -ldl
 *
 * It needs C99, POSIX threads, a 64-bit system and <rsmapi.h>. Connect and disconnect have to be there; other functions may
 * be lacking in the library where the compiler knows "#pragma weak" (gcc, clang, Sun Studio). A static library is to be linked as a
 * whole (-Wl,--whole-archive -lrsm -Wl,--no-whole-archive), or with -DRSM_AGENT_STRONG, which asks for every function.
 * What the kit can be told of the process itself depends on /proc; where there is none, that is said.
 */
#if !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE 1
#endif
#if !defined(_POSIX_C_SOURCE)
#define _POSIX_C_SOURCE 200809L
#endif
#if defined(__sun) && !defined(__EXTENSIONS__)
#define __EXTENSIONS__ 1
#endif

#include <sys/types.h>
#include <sys/wait.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include <rsmapi.h>

#if !defined(MAP_ANONYMOUS)
#define MAP_ANONYMOUS MAP_ANON
#endif
#if !defined(MAP_NORESERVE)
#define MAP_NORESERVE 0
#endif

/* ---- The functions of the library ----------------------------------------------------------------------------------- */

/* Two are asked for in any case, so that the linker never takes the library for unneeded. */
#define WEAK_FUNCTIONS(F)                 \
    F(rsm_get_controller)                 \
    F(rsm_release_controller)             \
    F(rsm_get_controller_attr)            \
    F(rsm_get_interconnect_topology)      \
    F(rsm_free_interconnect_topology)     \
    F(rsm_get_segmentid_range)            \
    F(rsm_memseg_export_create)           \
    F(rsm_memseg_export_destroy)          \
    F(rsm_memseg_export_rebind)           \
    F(rsm_memseg_export_publish)          \
    F(rsm_memseg_export_republish)        \
    F(rsm_memseg_export_unpublish)        \
    F(rsm_memseg_import_map)              \
    F(rsm_memseg_import_unmap)            \
    F(rsm_memseg_import_get)              \
    F(rsm_memseg_import_get8)             \
    F(rsm_memseg_import_get16)            \
    F(rsm_memseg_import_get32)            \
    F(rsm_memseg_import_get64)            \
    F(rsm_memseg_import_put)              \
    F(rsm_memseg_import_put8)             \
    F(rsm_memseg_import_put16)            \
    F(rsm_memseg_import_put32)            \
    F(rsm_memseg_import_put64)            \
    F(rsm_memseg_import_init_barrier)     \
    F(rsm_memseg_import_open_barrier)     \
    F(rsm_memseg_import_order_barrier)    \
    F(rsm_memseg_import_close_barrier)    \
    F(rsm_memseg_import_destroy_barrier)  \
    F(rsm_memseg_import_set_mode)         \
    F(rsm_memseg_import_get_mode)         \
    F(rsm_memseg_get_pollfd)              \
    F(rsm_memseg_release_pollfd)          \
    F(rsm_intr_signal_post)               \
    F(rsm_intr_signal_wait)
#define FUNCTIONS(F)                \
    F(rsm_memseg_import_connect)    \
    F(rsm_memseg_import_disconnect) \
    WEAK_FUNCTIONS(F)

#if !defined(RSM_AGENT_STRONG)
#define PRAGMA(words) _Pragma(#words)
#define AS_WEAK(name) PRAGMA(weak name)
WEAK_FUNCTIONS(AS_WEAK)
#endif

#define AS_INDEX(name) index_of_##name,
enum function { FUNCTIONS(AS_INDEX) FUNCTION_COUNT, NO_FUNCTION };

typedef void (*address_of_code)(void);
#define AS_ENTRY(name) {#name, (address_of_code)name},
static const struct {
    const char *name;
    address_of_code address;
} functions[] = {FUNCTIONS(AS_ENTRY)};

static bool is_missing(enum function function) { return function != NO_FUNCTION && functions[function].address == NULL; }

/* ---- Sizes, shared state -------------------------------------------------------------------------------------------- */

enum {
    LINE_LIMIT = 1 << 20,
    THREADS = 64,
    FIELDS = 24,       /* more than any request has */
    PARAMETERS = 6,    /* one more than any call has */
    SENTENCE = 240,    /* of what is wrong with a request */
    GUARD = 128,       /* bytes before and behind what a pointer points at */
    GUARD_BYTE = 0x5c, /* what they hold */
    UNSET_BYTE = 0xa5, /* what an out parameter holds before the call */
    ROOM = 2 * LINE_LIMIT, /* for data; a line's access list, decoded, is that long */
    OUTCOMES = 1 << 16,
    ALTERNATE_STACK = 1 << 16,
    ROOM_SET_ASIDE = 1 << 27,
    MOST_FILLERS = 1 << 20 /* as many descriptors as systems let a process have */
};

static const uint64_t FILL_LIMIT = (uint64_t)64 << 20;

/* An address at which no system maps anything: it is neither null nor as high as the first page of any program. */
static const uintptr_t UNMAPPED_ADDRESS = 0x8000;

/* The descriptors of the kit. 0 and 1 are the library's, which may print what it likes. */
static int from_kit;
static int to_kit;
static size_t page_size;
static unsigned char guard_bytes[GUARD];

static size_t whole_pages(size_t length) { return (length + page_size - 1) / page_size * page_size; }

/* Readable and writable memory of zeros, or null. */
static void *map_pages(size_t length) {
    void *pages = mmap(NULL, whole_pages(length), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return pages == MAP_FAILED ? NULL : pages;
}

static void unmap_pages(void *pages, size_t length) {
    if (pages != NULL) (void)munmap(pages, whole_pages(length));
}

/*
 * Room that is set aside before a shortage of memory begins, so that the agent itself is not short of any. It is given out from its
 * start, and what was given out is unmapped like any other pages.
 */
static pthread_mutex_t room_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char *room;
static size_t room_left;

static void set_room_aside(void) {
    size_t length;
    (void)pthread_mutex_lock(&room_lock);
    for (length = ROOM_SET_ASIDE; room == NULL && length >= LINE_LIMIT; length /= 2) {
        void *pages = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (pages == MAP_FAILED) continue;
        room = pages;
        room_left = length;
    }
    (void)pthread_mutex_unlock(&room_lock);
}

static void give_room_up(void) {
    (void)pthread_mutex_lock(&room_lock);
    if (room_left > 0) (void)munmap(room, room_left);
    room = NULL;
    room_left = 0;
    (void)pthread_mutex_unlock(&room_lock);
}

/* Pages of zeros from the system, else from the room that was set aside; null where neither has any. */
static void *find_pages(size_t length) {
    void *pages = map_pages(length);
    if (pages != NULL || length > ROOM_SET_ASIDE) return pages;
    (void)pthread_mutex_lock(&room_lock);
    if (whole_pages(length) <= room_left) {
        pages = room;
        room += whole_pages(length);
        room_left -= whole_pages(length);
    }
    (void)pthread_mutex_unlock(&room_lock);
    return pages;
}

/* One value of a request. Names and texts end with a null and lie in the line. */
struct field {
    char *name;
    char *text; /* null where the value is a number */
    size_t length;
    int64_t number;
    bool is_taken;
};

/* A line that was read. */
struct request {
    struct request *next;
    size_t pages_length; /* of this request and its texts, where they have pages of their own; else 0: it is a pooled one */
    int64_t number;
    int thread;
    int count;
    struct field fields[FIELDS];
    char problem[SENTENCE]; /* why it cannot be understood; empty if it can */
};

/* What a call of a chain gave. */
struct outcome {
    int64_t request;
    uint64_t value;
    bool is_segment;
};

/* A thread that makes calls. Everything that it needs for them is allocated beforehand, for the sake of shortages. */
struct worker {
    int number;
    bool is_started;
    pthread_t thread;
    pthread_cond_t has_work;
    struct request *first;
    struct request *last;
    bool is_to_end; /* once it has nothing to do */
    int waiting; /* requests that were given to it and are not answered */
    volatile int64_t current; /* the request being carried out; 0 where there is none */

    char *alternate_stack;
    char *answer;
    size_t answer_length;
    bool answer_is_too_long;
    unsigned char *buffer;   /* data of get and put, and access lists; with guards around */
    unsigned char *slots[2]; /* out parameters; with guards around */
    unsigned char *readonly;
    unsigned char *edge; /* the end of a page, and behind it one that cannot be read */

    int64_t chain; /* 0 where there is none */
    int64_t broken_by;
    struct outcome *outcomes;
    int outcome_count;
};

static struct worker workers[THREADS];

/* ---- Lines: answers ------------------------------------------------------------------------------------------------- */

static pthread_mutex_t output_lock = PTHREAD_MUTEX_INITIALIZER;
static char pending[1 << 16]; /* answers not yet written */
static volatile size_t pending_length;

static void write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(to_kit, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd kit = {to_kit, POLLOUT, 0};
            (void)poll(&kit, 1, -1);
        } else if (errno != EINTR) {
            _exit(1);
        }
    }
}

static void flush_locked(void) {
    if (pending_length > 0) {
        write_all(pending, pending_length);
        pending_length = 0;
    }
}

static void flush(void) {
    (void)pthread_mutex_lock(&output_lock);
    flush_locked();
    (void)pthread_mutex_unlock(&output_lock);
}

static void add_bytes(struct worker *worker, const char *bytes, size_t length) {
    if (worker->answer_length + length > LINE_LIMIT) {
        worker->answer_is_too_long = true;
        return;
    }
    memcpy(worker->answer + worker->answer_length, bytes, length);
    worker->answer_length += length;
}

static void add(struct worker *worker, const char *text) { add_bytes(worker, text, strlen(text)); }

static size_t digits_of(uint64_t value, unsigned base, char digits[24]) {
    char reversed[24];
    size_t count = 0, i;
    do {
        reversed[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    for (i = 0; i < count; i++) digits[i] = reversed[count - 1 - i];
    return count;
}

static void add_unsigned(struct worker *worker, uint64_t value, unsigned base) {
    char digits[24];
    add_bytes(worker, digits, digits_of(value, base, digits));
}

static void add_number(struct worker *worker, int64_t value) {
    if (value < 0) add(worker, "-");
    add_unsigned(worker, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 10);
}

static void add_handle(struct worker *worker, uint64_t value) {
    add(worker, "\"0x");
    add_unsigned(worker, value, 16);
    add(worker, "\"");
}

static void add_hex(struct worker *worker, const unsigned char *bytes, size_t length) {
    char *to = worker->answer + worker->answer_length;
    size_t i;
    if (length > (LINE_LIMIT - worker->answer_length) / 2) {
        worker->answer_is_too_long = true;
        return;
    }
    for (i = 0; i < length; i++) {
        *to++ = "0123456789abcdef"[bytes[i] >> 4];
        *to++ = "0123456789abcdef"[bytes[i] & 15];
    }
    worker->answer_length += 2 * length;
}

static void add_quoted(struct worker *worker, const char *text) {
    add(worker, "\"");
    for (; *text != '\0'; text++) {
        unsigned char sign = (unsigned char)*text;
        char escaped[8];
        if (sign == '"' || sign == '\\') {
            escaped[0] = '\\';
            escaped[1] = *text;
            add_bytes(worker, escaped, 2);
        } else if (sign >= ' ' && sign < 0x7f) {
            add_bytes(worker, text, 1);
        } else {
            (void)snprintf(escaped, sizeof escaped, "\\u%04x", sign);
            add(worker, escaped);
        }
    }
    add(worker, "\"");
}

static void begin_answer(struct worker *worker, int64_t request) {
    worker->answer_length = 0;
    worker->answer_is_too_long = false;
    add(worker, "{\"v\":1,\"request\":");
    add_number(worker, request);
}

/* An answer that is the number and one sentence, such as unable. */
static void answer_with_sentence(struct worker *worker, int64_t request, const char *name, const char *sentence) {
    begin_answer(worker, request);
    add(worker, ",\"");
    add(worker, name);
    add(worker, "\":");
    add_quoted(worker, sentence);
}

static void answer_with_number(struct worker *worker, int64_t request, const char *name, int64_t number) {
    begin_answer(worker, request);
    add(worker, ",\"");
    add(worker, name);
    add(worker, "\":");
    add_number(worker, number);
}

/* Ends the answer and sends it: at once, or with those that follow. */
static void send_answer(struct worker *worker, int64_t request, bool at_once) {
    if (worker->answer_is_too_long || worker->answer_length > LINE_LIMIT - 2) {
        answer_with_sentence(worker, request, "unable", "the answer is longer than 1 MiB; ask for less");
    }
    worker->answer[worker->answer_length++] = '}';
    worker->answer[worker->answer_length++] = '\n';
    (void)pthread_mutex_lock(&output_lock);
    if (worker->answer_length > sizeof pending - pending_length) flush_locked();
    if (at_once && pending_length == 0) {
        write_all(worker->answer, worker->answer_length);
    } else if (worker->answer_length > sizeof pending) {
        write_all(worker->answer, worker->answer_length);
    } else {
        memcpy(pending + pending_length, worker->answer, worker->answer_length);
        pending_length = pending_length + worker->answer_length;
        if (at_once) flush_locked();
    }
    (void)pthread_mutex_unlock(&output_lock);
}

/* ---- Lines: requests ------------------------------------------------------------------------------------------------ */

/* The first problem of a request is the one that is told. */
static void problem(struct request *request, const char *field, const char *value, const char *remedy) {
    if (request->problem[0] != '\0') return;
    if (field == NULL) {
        (void)snprintf(request->problem, SENTENCE, "%s", remedy);
    } else if (value == NULL) {
        (void)snprintf(request->problem, SENTENCE, "field \"%.40s\" %s", field, remedy);
    } else {
        (void)snprintf(request->problem, SENTENCE, "field \"%.40s\": %.80s %s", field, value, remedy);
    }
}

/* The same for a field that was read, whose value is shown. */
static void problem_of(struct request *request, const struct field *field, const char *remedy) {
    char value[96];
    if (field->text != NULL) {
        (void)snprintf(value, sizeof value, "\"%.77s%s\"", field->text, field->length > 77 ? "..." : "");
    } else {
        (void)snprintf(value, sizeof value, "%lld", (long long)field->number);
    }
    problem(request, field->name, value, remedy);
}

static char *past_space(char *at) {
    while (*at == ' ' || *at == '\t' || *at == '\r') at++;
    return at;
}

static int hex_digit(char sign) {
    if (sign >= '0' && sign <= '9') return sign - '0';
    if (sign >= 'a' && sign <= 'f') return sign - 'a' + 10;
    if (sign >= 'A' && sign <= 'F') return sign - 'A' + 10;
    return -1;
}

/* The number of four hexadecimal digits; -1 where they are none. */
static int32_t unit_at(const char *at) {
    int32_t unit = 0;
    int i;
    for (i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static char *put_utf8(char *to, uint32_t sign) {
    if (sign < 0x80) {
        *to++ = (char)sign;
    } else if (sign < 0x800) {
        *to++ = (char)(0xc0 | sign >> 6);
        *to++ = (char)(0x80 | (sign & 0x3f));
    } else if (sign < 0x10000) {
        *to++ = (char)(0xe0 | sign >> 12);
        *to++ = (char)(0x80 | (sign >> 6 & 0x3f));
        *to++ = (char)(0x80 | (sign & 0x3f));
    } else {
        *to++ = (char)(0xf0 | sign >> 18);
        *to++ = (char)(0x80 | (sign >> 12 & 0x3f));
        *to++ = (char)(0x80 | (sign >> 6 & 0x3f));
        *to++ = (char)(0x80 | (sign & 0x3f));
    }
    return to;
}

/* What an escape means is put at *to; answers with where the text goes on, or null. */
static char *unescape(char *at, char **to) {
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char *letter = *at == '\0' ? NULL : strchr(letters, *at);
    int32_t unit, low;
    if (letter != NULL) {
        *(*to)++ = means[letter - letters];
        return at + 1;
    }
    unit = *at == 'u' ? unit_at(at + 1) : -1;
    if (unit <= 0) return NULL; /* a null ends a string of C: it cannot be passed on */
    at += 5;
    if (unit >= 0xd800 && unit < 0xdc00 && at[0] == '\\' && at[1] == 'u') {
        low = unit_at(at + 2);
        if (low >= 0xdc00 && low < 0xe000) {
            *to = put_utf8(*to, 0x10000 + ((uint32_t)(unit - 0xd800) << 10) + (uint32_t)(low - 0xdc00));
            return at + 6;
        }
    }
    *to = put_utf8(*to, (uint32_t)unit);
    return at;
}

/* Takes the quotes and escapes off the string at *at, in its place, and moves *at behind it. Null where it is none. */
static char *string_at(char **at, size_t *length) {
    char *from = *at, *start, *to;
    if (*from != '"') return NULL;
    start = to = ++from;
    while (*from != '"') {
        if ((unsigned char)*from < ' ') return NULL;
        if (*from == '\\') {
            from = unescape(from + 1, &to);
            if (from == NULL) return NULL;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    *at = from + 1;
    *length = (size_t)(to - start);
    return start;
}

static bool integer_at(char **at, int64_t *number) {
    char *from = *at;
    bool is_negative = *from == '-';
    uint64_t value = 0, limit = (uint64_t)INT64_MAX + (is_negative ? 1 : 0);
    if (is_negative) from++;
    if (*from < '0' || *from > '9' || (from[0] == '0' && from[1] >= '0' && from[1] <= '9')) return false;
    for (; *from >= '0' && *from <= '9'; from++) {
        unsigned digit = (unsigned)(*from - '0');
        if (value > (limit - digit) / 10) return false;
        value = value * 10 + digit;
    }
    *at = from;
    *number = is_negative ? (int64_t)(0 - value) : (int64_t)value;
    return *from != '.' && *from != 'e' && *from != 'E';
}

/* One name and its value. */
static char *read_field(struct request *request, char *at) {
    struct field *field = &request->fields[request->count];
    size_t ignored;
    if (request->count == FIELDS) {
        problem(request, NULL, NULL, "the line has more fields than any request; leave the others out");
        return NULL;
    }
    field->name = string_at(&at, &ignored);
    at = past_space(at);
    if (field->name == NULL || *at != ':') {
        problem(request, NULL, NULL, "the line is not JSON where a field should begin; write one object per line");
        return NULL;
    }
    at = past_space(at + 1);
    field->is_taken = false;
    field->text = NULL;
    field->length = 0;
    field->number = 0;
    if (*at == '"') {
        field->text = string_at(&at, &field->length);
        if (field->text == NULL) {
            problem(request, field->name, NULL, "is a string that does not end, or holds what no string can");
            return NULL;
        }
    } else if (!integer_at(&at, &field->number)) {
        problem(request, field->name, NULL, "is neither an integer of 64 bits nor a string; write one of them");
        return NULL;
    }
    request->count++;
    return past_space(at);
}

/* The field of that name that nobody asked for yet, or null. */
static struct field *find(struct request *request, const char *name) {
    int i;
    for (i = 0; i < request->count; i++) {
        struct field *field = &request->fields[i];
        if (!field->is_taken && field->name[0] == name[0] && strcmp(field->name, name) == 0) return field;
    }
    return NULL;
}

static struct field *take(struct request *request, const char *name) {
    struct field *field = find(request, name);
    if (field != NULL) field->is_taken = true;
    return field;
}

static char *take_text(struct request *request, const char *name) {
    struct field *field = take(request, name);
    if (field != NULL && field->text == NULL) problem_of(request, field, "is not a string; write it in quotes");
    return field == NULL ? NULL : field->text;
}

/* The integer of that name, or other where it is absent. */
static int64_t take_integer(struct request *request, const char *name, int64_t least, int64_t most, int64_t other) {
    struct field *field = take(request, name);
    if (field == NULL) return other;
    if (field->text != NULL) {
        problem_of(request, field, "is not an integer; write it without quotes");
        return other;
    }
    if (field->number < least || field->number > most) {
        char remedy[96];
        (void)snprintf(remedy, sizeof remedy, "is out of range; write %lld to %lld", (long long)least, (long long)most);
        problem_of(request, field, remedy);
        return other;
    }
    return field->number;
}

/* Fields that nobody asked for are one too many. */
static void refuse_others(struct request *request, const char *word) {
    int i;
    for (i = 0; i < request->count; i++) {
        if (!request->fields[i].is_taken) {
            char remedy[96];
            (void)snprintf(remedy, sizeof remedy, "is no field of %.40s, or is there twice; leave it out", word);
            problem_of(request, &request->fields[i], remedy);
        }
    }
}

/* The number of the request, first of all, since every answer needs it. */
static void read_number(struct request *request) {
    struct field *field = take(request, "request");
    if (field != NULL && field->text == NULL && field->number > 0) {
        request->number = field->number;
    } else {
        problem(request, "request", NULL, "is missing or no integer greater than 0; give each request its own");
    }
}

/* Reads a line, which ends with a null and is overwritten. What is wrong with it stands in the request's problem. */
static void read_request(struct request *request, char *line) {
    char *at = past_space(line);
    int64_t version;
    request->number = 0;
    request->thread = 0;
    request->count = 0;
    request->problem[0] = '\0';
    if (*at != '{') {
        problem(request, NULL, NULL, "the line is not a JSON object; write {\"v\":1, ...}");
        return;
    }
    at = past_space(at + 1);
    if (*at != '}') {
        while ((at = read_field(request, at)) != NULL && *at == ',') at = past_space(at + 1);
    }
    if (at != NULL && *at != '}') {
        problem(request, NULL, NULL, "the line is not JSON where a field ends; write one object per line");
    } else if (at != NULL && *past_space(at + 1) != '\0') {
        problem(request, NULL, NULL, "the line goes on after its object ends; write one object per line");
    }
    read_number(request);
    version = take_integer(request, "v", INT64_MIN, INT64_MAX, 0);
    if (version != 1) problem(request, "v", NULL, "is missing or not a version known here; write version 1");
    if (find(request, "call") != NULL) request->thread = (int)take_integer(request, "thread", 0, THREADS - 1, 0);
}

/* ---- Greeting ------------------------------------------------------------------------------------------------------- */

static int by_number(const void *one, const void *other) {
    gid_t a = *(const gid_t *)one, b = *(const gid_t *)other;
    return a < b ? -1 : a > b;
}

static void add_groups(struct worker *worker) {
    int count = getgroups(0, NULL), i;
    gid_t *groups = count > 0 ? malloc((size_t)count * sizeof *groups) : NULL;
    bool is_first = true;
    count = groups == NULL ? 0 : getgroups(count, groups);
    if (count > 0) qsort(groups, (size_t)count, sizeof *groups, by_number);
    for (i = 0; i < count; i++) {
        if (groups[i] == getegid() || (i > 0 && groups[i] == groups[i - 1])) continue;
        if (!is_first) add(worker, ",");
        is_first = false;
        add_unsigned(worker, groups[i], 10);
    }
    free(groups);
}

static void add_missing(struct worker *worker) {
    bool is_first = true;
    int i;
    for (i = 0; i < FUNCTION_COUNT; i++) {
        if (!is_missing((enum function)i)) continue;
        if (!is_first) add(worker, ",");
        is_first = false;
        add(worker, functions[i].name);
    }
}

static void add_named(struct worker *worker, const char *name, uint64_t value) {
    add(worker, ",\"");
    add(worker, name);
    add(worker, "\":");
    add_unsigned(worker, value, 10);
}

static void greet(struct worker *worker) {
    mode_t mask = umask(0);
    (void)umask(mask);
    worker->answer_length = 0;
    add(worker, "{\"v\":1,\"agent\":\"rsm-agent.c\"");
    add_named(worker, "pid", (uint64_t)getpid());
    add_named(worker, "uid", geteuid());
    add_named(worker, "gid", getegid());
    add_named(worker, "real_uid", getuid());
    add_named(worker, "real_gid", getgid());
    add(worker, ",\"groups\":\"");
    add_groups(worker);
    add(worker, "\",\"umask\":\"0");
    if (mask != 0) add_unsigned(worker, mask, 8);
    add(worker, "\"");
    add_named(worker, "page_size", page_size);
    add(worker, ",\"events\":\"memory,descriptors,interruption\",\"abilities\":\"races,ends,forks\",\"missing\":\"");
    add_missing(worker);
    add(worker, "\"");
    send_answer(worker, 0, true);
}

static void cannot_start(const char *sentence) {
    static const char before[] = "{\"v\":1,\"fatal\":\"", behind[] = "\"}\n";
    write_all(before, sizeof before - 1);
    write_all(sentence, strlen(sentence));
    write_all(behind, sizeof behind - 1);
    _exit(1);
}

/* ---- What the library gave, and was given --------------------------------------------------------------------------- */

enum kind { CONTROLLER, EXPORT, IMPORT, POLLFD, MAPPING, MEMORY, BARRIER, KINDS };

/* One thing that is held under a handle, or several of them that look the same. */
struct held {
    struct held *next_in_bucket;
    struct held *newer, *older; /* of the same kind */
    enum kind kind;
    uint64_t handle;
    uint64_t count;
    uint64_t kept;          /* of these, not to be given back after a trial */
    uint64_t serial;        /* no other has it */
    unsigned char *address; /* of a mapping, of an export's memory, of a barrier's slot */
    uint64_t length;        /* of a mapping, of an export's memory */
    void *pages;            /* to be unmapped with an export's memory */
    size_t pages_length;
    uint64_t import;        /* of a barrier */
    uint64_t import_serial; /* the same; 0 once the barrier was destroyed */
};

enum { BUCKETS = 1 << 12, HELD_AT_ONCE = 1 << 10 };

static pthread_mutex_t held_lock = PTHREAD_MUTEX_INITIALIZER;
static struct held *buckets[BUCKETS];
static struct held *newest[KINDS];
static struct held *unused;
static unsigned long unused_count;
static uint64_t last_serial;

static struct held **bucket_of(enum kind kind, uint64_t handle) {
    uint64_t mixed = (handle ^ handle >> 32 ^ (uint64_t)kind << 20) * UINT64_C(0x9e3779b97f4a7c15);
    return &buckets[mixed >> 52];
}

/* Makes room for so many more; false if there is no memory. */
static bool reserve_held(unsigned long count) {
    while (unused_count < count) {
        struct held *more = find_pages(HELD_AT_ONCE * sizeof *more);
        int i;
        if (more == NULL) return false;
        for (i = 0; i < HELD_AT_ONCE; i++) {
            more[i].next_in_bucket = unused;
            unused = &more[i];
        }
        unused_count += HELD_AT_ONCE;
    }
    return true;
}

static struct held *held_locked(enum kind kind, uint64_t handle) {
    struct held *held = *bucket_of(kind, handle);
    while (held != NULL && (held->kind != kind || held->handle != handle)) held = held->next_in_bucket;
    return held;
}

/* A further entry, in front of older ones of the same handle; null if there is no memory for it. */
static struct held *hold_locked(enum kind kind, uint64_t handle) {
    struct held *held, **bucket = bucket_of(kind, handle);
    if (!reserve_held(1)) return NULL;
    held = unused;
    unused = held->next_in_bucket;
    unused_count--;
    memset(held, 0, sizeof *held);
    held->kind = kind;
    held->handle = handle;
    held->count = 1;
    held->serial = ++last_serial;
    held->next_in_bucket = *bucket;
    *bucket = held;
    held->older = newest[kind];
    if (held->older != NULL) held->older->newer = held;
    newest[kind] = held;
    return held;
}

static void forget_locked(struct held *held) {
    struct held **at = bucket_of(held->kind, held->handle);
    while (*at != held) at = &(*at)->next_in_bucket;
    *at = held->next_in_bucket;
    if (held->newer != NULL) held->newer->older = held->older;
    if (held->older != NULL) held->older->newer = held->newer;
    if (newest[held->kind] == held) newest[held->kind] = held->older;
    held->next_in_bucket = unused;
    unused = held;
    unused_count++;
}

/* One more of a handle. Null handles are told to the kit and not kept. */
static void hold(enum kind kind, uint64_t handle) {
    struct held *held;
    if (handle == 0) return;
    (void)pthread_mutex_lock(&held_lock);
    held = held_locked(kind, handle);
    if (held != NULL) {
        held->count++;
    } else {
        (void)hold_locked(kind, handle);
    }
    (void)pthread_mutex_unlock(&held_lock);
}

static void forget_all_locked(enum kind kind, uint64_t handle) {
    struct held *held;
    while ((held = held_locked(kind, handle)) != NULL) {
        if (kind == MEMORY) unmap_pages(held->pages, held->pages_length);
        forget_locked(held);
    }
}

/* One less of a handle; with the last goes what hung on it. */
static void let_go(enum kind kind, uint64_t handle) {
    struct held *held;
    (void)pthread_mutex_lock(&held_lock);
    held = held_locked(kind, handle);
    if (held != NULL && --held->count == 0) {
        forget_locked(held);
        if (kind == IMPORT || kind == EXPORT) {
            forget_all_locked(MAPPING, handle);
            forget_all_locked(MEMORY, handle);
            forget_all_locked(POLLFD, handle);
        }
    }
    (void)pthread_mutex_unlock(&held_lock);
}

/* A copy of what is held; false if nothing is. */
static bool look_up(enum kind kind, uint64_t handle, struct held *copy) {
    struct held *held;
    (void)pthread_mutex_lock(&held_lock);
    held = held_locked(kind, handle);
    if (held != NULL) *copy = *held;
    (void)pthread_mutex_unlock(&held_lock);
    return held != NULL;
}

/* ---- Calls: their arguments ----------------------------------------------------------------------------------------- */

enum pointer { VALID, NULL_POINTER, UNMAPPED, MISALIGNED, READONLY };
enum placement { AT_PAGE, BEHIND_PAGE, NOWHERE };

/* The arguments of all calls; each has some of them. */
struct arguments {
    char *name;
    uint64_t handle;
    int64_t offset, length, count;
    uint32_t node, segment, flags, permission;
    int32_t width, type, mode, timeout;
    enum pointer pointer;
    enum placement placement;
    int32_t fill;
    bool list_is_absent;
    uint32_t list_length; /* its entries are in the worker's buffer */
    size_t data_length;   /* the bytes are in the worker's buffer */
};

struct call;

/* A call on its way. */
struct job {
    struct worker *worker;
    struct request *request;
    const struct call *call;
    struct arguments arguments;
    const char *damage; /* what the call should not have written; null if nothing */
    uint64_t left;      /* in the out parameter of a refused connect */

    /* For whoever wants calls at the same time. */
    int64_t meeting; /* to wait at, right before the function is called; 0 where there is none */
    int64_t parties;
    int64_t delay; /* in nanoseconds, after that */
    int64_t began; /* when the function was called and when it returned, in nanoseconds; 0 where it was not */
    int64_t ended;

    /* For the chain: how it was answered. */
    const char *word;
    int error;
    int64_t number;  /* in a reply that is a number */
    const char *how; /* there is no reply */
    bool has_value;
    bool value_is_segment;
    uint64_t value;
};

enum coding { STRING, POINTER, HANDLE, MEMORY_CODE, INT64, INT32, UINT32, MODE, BYTES, ACCESS_LIST };

struct parameter {
    const char *name;
    enum coding coding;
    size_t offset;
};

/* One call of the kit: its word, its parameters, the function, and what makes it. */
struct call {
    const char *word;
    enum function function;
    bool has_pointer; /* to something that the call reads or writes */
    void (*make)(struct job *job);
    struct parameter parameters[PARAMETERS];
};

static bool read_unsigned(const char **at, unsigned base, uint64_t most, uint64_t *value) {
    const char *from = *at;
    uint64_t read = 0;
    for (;; from++) {
        int digit = hex_digit(*from);
        if (digit < 0 || (unsigned)digit >= base) break;
        if (read > (most - (unsigned)digit) / base) return false;
        read = read * base + (unsigned)digit;
    }
    if (from == *at) return false;
    *at = from;
    *value = read;
    return true;
}

static bool read_handle(const char *text, uint64_t *handle) {
    if (text[0] != '0' || text[1] != 'x') return false;
    text += 2;
    return read_unsigned(&text, 16, UINT64_MAX, handle) && *text == '\0';
}

static bool read_mode(const char **text, uint32_t *mode) {
    uint64_t value;
    if (**text != '0' || !read_unsigned(text, 8, UINT32_MAX, &value)) return false;
    *mode = (uint32_t)value;
    return true;
}

static bool read_pointer(const char *text, enum pointer *pointer) {
    static const char *const words[] = {"valid", "null", "unmapped"};
    int i;
    for (i = 0; i < 3; i++) {
        if (strcmp(text, words[i]) == 0) {
            *pointer = (enum pointer)i;
            return true;
        }
    }
    return false;
}

static bool read_memory(const char *text, struct arguments *arguments) {
    static const char *const words[] = {"aligned:", "misaligned:", "null:"};
    bool is_negative;
    uint64_t fill;
    int i;
    for (i = 0; i < 3 && strncmp(text, words[i], strlen(words[i])) != 0; i++) {
    }
    if (i == 3) return false;
    text += strlen(words[i]);
    is_negative = *text == '-';
    if (is_negative) text++;
    if (!read_unsigned(&text, 10, (uint64_t)INT32_MAX + (is_negative ? 1 : 0), &fill) || *text != '\0') return false;
    arguments->placement = (enum placement)i;
    arguments->fill = (int32_t)(is_negative ? -(int64_t)fill : (int64_t)fill);
    return true;
}

static bool read_hex(const char *text, size_t length, unsigned char *bytes, size_t *count) {
    size_t i;
    if (length % 2 != 0) return false;
    for (i = 0; i < length / 2; i++) {
        int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    *count = length / 2;
    return true;
}

static bool read_access_list(const char *text, rsmapi_access_entry_t *entries, struct arguments *arguments) {
    uint64_t number;
    uint32_t mode;
    arguments->list_length = 0;
    arguments->list_is_absent = strncmp(text, "null:", 5) == 0;
    if (arguments->list_is_absent) {
        text += 5;
        if (!read_unsigned(&text, 10, UINT32_MAX, &number)) return false;
        arguments->list_length = (uint32_t)number;
        return *text == '\0';
    }
    if (*text == '\0') return true;
    for (;;) {
        rsmapi_access_entry_t *entry = &entries[arguments->list_length++];
        if (!read_unsigned(&text, 10, UINT32_MAX, &number) || *text++ != ':' || !read_mode(&text, &mode)) return false;
        entry->ae_node = (rsm_node_id_t)number;
        entry->ae_permission = mode;
        if (*text == '\0') return true;
        if (*text++ != ',') return false;
    }
}

static const char *remedy_of(enum coding coding) {
    switch (coding) {
        case POINTER: return "is no pointer; write \"valid\", \"null\" or \"unmapped\"";
        case HANDLE: return "is no handle; write it like \"0x1000\", 1 to 16 hexadecimal digits after 0x";
        case MEMORY_CODE: return "is no memory; write it like \"aligned:16\", the placement and the fill";
        case MODE: return "is no mode; write it like \"0400\", octal digits after 0, of at most 32 bits";
        case BYTES: return "is no bytes; write it like \"00ff\", two hexadecimal digits for each byte";
        case ACCESS_LIST: return "is no access list; write it like \"1:0600,2:0400\", \"\" or \"null:0\"";
        default: return "is wrong";
    }
}

static bool read_text(struct job *job, const struct parameter *parameter, const struct field *field) {
    struct arguments *arguments = &job->arguments;
    void *to = (char *)arguments + parameter->offset;
    const char *text = field->text;
    switch (parameter->coding) {
        case POINTER: return read_pointer(text, to);
        case HANDLE: return read_handle(text, to);
        case MEMORY_CODE: return read_memory(text, arguments);
        case MODE: return read_mode(&text, to) && *text == '\0';
        case BYTES: return read_hex(text, field->length, job->worker->buffer, &arguments->data_length);
        case ACCESS_LIST: return read_access_list(text, (rsmapi_access_entry_t *)(void *)job->worker->buffer, arguments);
        default: arguments->name = field->text; return true;
    }
}

static void read_parameter(struct job *job, const struct parameter *parameter) {
    struct request *request = job->request;
    void *to = (char *)&job->arguments + parameter->offset;
    struct field *field = find(request, parameter->name);
    if (field == NULL) {
        problem(request, parameter->name, NULL, "is missing");
        return;
    }
    switch (parameter->coding) {
        case INT64: *(int64_t *)to = take_integer(request, parameter->name, INT64_MIN, INT64_MAX, 0); return;
        case INT32: *(int32_t *)to = (int32_t)take_integer(request, parameter->name, INT32_MIN, INT32_MAX, 0); return;
        case UINT32: *(uint32_t *)to = (uint32_t)take_integer(request, parameter->name, 0, UINT32_MAX, 0); return;
        default: break;
    }
    if (take_text(request, parameter->name) != NULL && !read_text(job, parameter, field)) {
        problem_of(request, field, remedy_of(parameter->coding));
    }
}

/* The field pointer of a request, which takes the place of a valid pointer of the call. */
static void read_other_pointer(struct job *job) {
    static const char *const words[] = {"unmapped", "misaligned", "readonly"};
    static const enum pointer means[] = {UNMAPPED, MISALIGNED, READONLY};
    struct field *field = find(job->request, "pointer");
    const char *text = take_text(job->request, "pointer");
    int i;
    if (text == NULL) return;
    if (!job->call->has_pointer) problem_of(job->request, field, "is for calls with a pointer; leave it out");
    for (i = 0; i < 3; i++) {
        if (strcmp(text, words[i]) == 0) {
            if (job->arguments.pointer == VALID) job->arguments.pointer = means[i];
            return;
        }
    }
    problem_of(job->request, field, "is no pointer; write \"misaligned\", \"unmapped\" or \"readonly\"");
}

/* ---- Calls: replies ------------------------------------------------------------------------------------------------- */

static struct worker *begin_reply(struct job *job, const char *word) {
    begin_answer(job->worker, job->request->number);
    add(job->worker, ",\"reply\":\"");
    add(job->worker, word);
    add(job->worker, "\"");
    job->word = word;
    return job->worker;
}

static void reply_done(struct job *job) { (void)begin_reply(job, "done"); }

static void reply_handle(struct job *job, uint64_t handle) {
    struct worker *worker = begin_reply(job, "handle");
    add(worker, ",\"value\":");
    add_handle(worker, handle);
    job->has_value = true;
    job->value = handle;
}

static void reply_published(struct job *job, uint32_t segment) {
    add_named(begin_reply(job, "published"), "segment", segment);
    job->has_value = true;
    job->value_is_segment = true;
    job->value = segment;
}

static void reply_data(struct job *job, const unsigned char *bytes, size_t length) {
    struct worker *worker = begin_reply(job, "data");
    add(worker, ",\"bytes\":\"");
    add_hex(worker, bytes, length);
    add(worker, "\"");
}

static void reply_number(struct job *job, const char *word, const char *name, int64_t number) {
    struct worker *worker = begin_reply(job, word);
    add(worker, ",\"");
    add(worker, name);
    add(worker, "\":");
    add_number(worker, number);
    job->number = number;
}

static void reply_none(struct job *job, const char *how) {
    struct worker *worker = begin_reply(job, "no_reply");
    job->how = how;
    add(worker, ",\"how\":");
    add_quoted(worker, how);
}

static void unable(struct job *job, const char *why) {
    answer_with_sentence(job->worker, job->request->number, "unable", why);
    job->word = "unable";
}

static bool is_error(int number) { return (number >= 1 && number <= 45) || number == 100; }

/* True where the call succeeded and has yet to be answered. */
static bool succeeded(struct job *job, int result) {
    if (job->damage != NULL) {
        reply_none(job, job->damage);
    } else if (result == RSM_SUCCESS) {
        return true;
    } else if (is_error(result)) {
        reply_number(job, "refused", "error", result);
        add(job->worker, ",\"out\":");
        add_handle(job->worker, job->left);
        job->error = result;
    } else {
        reply_number(job, "unknown", "number", result);
    }
    return false;
}

static void reply(struct job *job, int result) {
    if (succeeded(job, result)) reply_done(job);
}

/* ---- Calls: at the same time ---------------------------------------------------------------------------------------- */

static int64_t nanoseconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void pause_for(int64_t length) {
    int64_t start = nanoseconds();
    while (nanoseconds() - start < length) {
    }
}

/*
 * Threads wait for each other here. That all have come does not mean that all have a processor: so the first asks the others, over
 * and over, until all have answered at once. On a busy machine it asks for a while, and then lets them go. Nobody sleeps meanwhile,
 * for it takes long to wake up.
 */
static pthread_mutex_t meeting_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    int64_t number;
    int come;    /* those that do not wait too */
    int waiting;
    int64_t round; /* of questions */
    int64_t answers[THREADS];
    bool goes;
} meeting;

static void lock_meeting(void) {
    int tries = 0;
    while (pthread_mutex_trylock(&meeting_lock) != 0) {
        if (++tries > 100) (void)sched_yield();
    }
}

static void unlock_meeting(void) { (void)pthread_mutex_unlock(&meeting_lock); }

/* One more has come. Another number is another meeting. */
static void come_locked(int64_t number) {
    if (meeting.number != number) {
        memset(&meeting, 0, sizeof meeting);
        meeting.number = number;
    }
    meeting.come++;
}

/* Comes, and does not wait. */
static void pass_meeting(int64_t number) {
    lock_meeting();
    come_locked(number);
    unlock_meeting();
}

static bool have_all_come(int64_t parties) {
    bool have;
    lock_meeting();
    have = meeting.come >= parties;
    unlock_meeting();
    return have;
}

/* Asks all that wait, and sees whether they answer at once. */
static bool have_all_answered_at_once(void) {
    enum { AT_ONCE = 5000, LONGEST_ANSWER = 20000 };
    int64_t start = nanoseconds();
    bool have = false;
    lock_meeting();
    meeting.round++;
    unlock_meeting();
    while (!have && nanoseconds() - start < LONGEST_ANSWER) {
        int i;
        lock_meeting();
        have = true;
        for (i = 1; i < meeting.waiting; i++) have = have && meeting.answers[i] == meeting.round;
        unlock_meeting();
    }
    return have && nanoseconds() - start < AT_ONCE;
}

enum { LONGEST_MEETING = 2000000000, LONGEST_ROLL_CALL = 4000000 };

static void lead_meeting(int64_t parties) {
    int64_t start = nanoseconds();
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int waiting;
    while (!have_all_come(parties) && nanoseconds() - start < LONGEST_MEETING) (void)sched_yield();
    lock_meeting();
    waiting = meeting.waiting;
    unlock_meeting();
    start = nanoseconds();
    /* More threads than processors never answer at once. */
    while (waiting <= processors && !have_all_answered_at_once() && nanoseconds() - start < LONGEST_ROLL_CALL) {
    }
    lock_meeting();
    meeting.goes = true;
    unlock_meeting();
}

static void follow_meeting(int64_t number, int me, int64_t parties) {
    int64_t start = nanoseconds();
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    bool goes = false;
    while (!goes && nanoseconds() - start < LONGEST_MEETING) {
        bool may_rest;
        lock_meeting();
        meeting.answers[me] = meeting.round;
        goes = meeting.goes || meeting.number != number;
        may_rest = meeting.come < parties || meeting.waiting > processors;
        unlock_meeting();
        if (may_rest && !goes) (void)sched_yield();
    }
}

/* Waits where the request says so. Who waits in vain goes on alone: the times will tell. */
static void meet(struct job *job) {
    int64_t number = job->meeting, delay = job->delay;
    int me;
    job->meeting = 0;
    job->delay = 0;
    if (number != 0) {
        lock_meeting();
        come_locked(number);
        me = meeting.waiting++;
        unlock_meeting();
        if (me == 0) {
            lead_meeting(job->parties);
        } else if (me < THREADS) {
            follow_meeting(number, me, job->parties);
        }
    }
    if (delay != 0) pause_for(delay);
}

/* Keeps the calling thread on one processor of those that the process may run on, where the system lets it. */
static void keep_on_one_processor(int64_t number) {
#if defined(__linux__) && defined(SYS_sched_setaffinity)
    static unsigned char allowed[128];
    static int count = -1;
    unsigned char mask[sizeof allowed];
    int64_t left;
    int i;
    lock_meeting();
    if (count < 0) {
        count = 0;
        if (syscall(SYS_sched_getaffinity, getpid(), sizeof allowed, allowed) > 0) {
            for (i = 0; i < (int)sizeof allowed * 8; i++) count += allowed[i / 8] >> i % 8 & 1;
        }
    }
    unlock_meeting();
    if (count < 2) return;
    left = number % count;
    memset(mask, 0, sizeof mask);
    for (i = 0; i < (int)sizeof allowed * 8; i++) {
        if ((allowed[i / 8] >> i % 8 & 1) != 0 && left-- == 0) mask[i / 8] = (unsigned char)(1 << i % 8);
    }
    (void)syscall(SYS_sched_setaffinity, 0, sizeof mask, mask);
#else
    (void)number;
#endif
}

/* ---- Calls: around the function ------------------------------------------------------------------------------------- */

static bool equip(struct worker *worker, int number);
static void use_alternate_stack(const struct worker *worker);
static void keep_short(void);
static void start_all_threads(void);
static void begin_interrupting(void);
static void end_interrupting(void);
static volatile bool is_short;      /* set by thread 0; others may see it a moment later */
static bool is_to_be_interrupted; /* thread 0 alone looks at it */

/* Right before a function of the library is called, and right after. Answers with what it answered. */
static void enter(struct job *job) {
    if (is_short) keep_short();
    if (job->worker->number == 0 && is_to_be_interrupted) begin_interrupting();
    meet(job);
    if (job->began == 0) job->began = nanoseconds();
}

static int leave(struct job *job, int result) {
    job->ended = nanoseconds();
    if (job->worker->number == 0 && is_to_be_interrupted) end_interrupting();
    return result;
}

#define CALL(job, expression) (enter(job), leave(job, expression))

/* Memory that a call is given a pointer to, and the guards around it. */
struct target {
    void *address;         /* as the call is given it */
    unsigned char *memory; /* that it points at; null where it points at none */
    size_t length;
    unsigned char *from, *to; /* the guards are between these and the memory; null where there are none */
};

static void lay_guards(struct target *target) {
    memset(target->from, GUARD_BYTE, (size_t)(target->memory - target->from));
    memset(target->memory + target->length, GUARD_BYTE, (size_t)(target->to - target->memory) - target->length);
}

static bool is_guard(const unsigned char *from, const unsigned char *to) {
    while (to - from >= GUARD) {
        if (memcmp(from, guard_bytes, GUARD) != 0) return false;
        from += GUARD;
    }
    return memcmp(from, guard_bytes, (size_t)(to - from)) == 0;
}

static void check_guards(struct job *job, const struct target *target) {
    if (target->from == NULL) return;
    if (!is_guard(target->from, target->memory)) {
        job->damage = "the call wrote before the memory that it was given a pointer to";
    } else if (!is_guard(target->memory + target->length, target->to)) {
        job->damage = "the call wrote beyond the memory that it was given a pointer to";
    }
}

static struct target guarded(unsigned char *memory, size_t length) {
    struct target target;
    target.address = target.memory = memory;
    target.length = length;
    target.from = memory - GUARD;
    target.to = memory + length + GUARD;
    lay_guards(&target);
    return target;
}

static struct target unguarded(void *address, unsigned char *memory, size_t length) {
    struct target target = {address, memory, length, NULL, NULL};
    return target;
}

/* The pointer as the request wants it; memory is where a valid one leads. The memory's contents are the caller's business. */
static struct target target_at(struct job *job, unsigned char *memory, size_t length) {
    switch (job->arguments.pointer) {
        case NULL_POINTER: return unguarded(NULL, NULL, 0);
        case UNMAPPED: return unguarded((void *)UNMAPPED_ADDRESS, NULL, 0);
        case MISALIGNED: return guarded(memory + 1, length);
        case READONLY: return unguarded(job->worker->readonly, job->worker->readonly, length);
        default: return guarded(memory, length);
    }
}

/* Gives the memory its contents, and takes from it the right to be written where that is wanted. */
static void set_contents(struct job *job, struct target *target, const void *contents) {
    if (target->memory == NULL || target->length == 0) return;
    if (contents == NULL) {
        memset(target->memory, UNSET_BYTE, target->length);
    } else {
        memmove(target->memory, contents, target->length);
    }
    if (job->arguments.pointer == READONLY) (void)mprotect(target->memory, whole_pages(target->length), PROT_READ);
}

/* An out parameter, the first or the second of its call. contents may be null: then it holds what no call leaves there. */
static struct target out_parameter(struct job *job, int which, const void *contents, size_t length) {
    struct target target = target_at(job, job->worker->slots[which], length);
    set_contents(job, &target, contents);
    return target;
}

/* What stands there after the call; zeros where the pointer led nowhere. */
static void read_back(struct job *job, struct target *target, void *value, size_t length) {
    memset(value, 0, length);
    if (target->memory != NULL) memcpy(value, target->memory, length);
    check_guards(job, target);
    if (job->arguments.pointer == READONLY && target->memory != NULL) {
        (void)mprotect(target->memory, whole_pages(target->length), PROT_READ | PROT_WRITE);
    }
}

/* What a call is to read, where nothing behind it can be read; where it is, if it is too long for that. */
static void *at_edge(struct job *job, void *contents, size_t length) {
    if (contents == NULL || length == 0 || length > page_size) return contents;
    return memcpy(job->worker->edge - length, contents, length);
}

static void check_unchanged(struct job *job, const void *given, const void *contents, size_t length) {
    if (given != contents && memcmp(given, contents, length) != 0) {
        job->damage = "the call changed the memory that it was to read";
    }
}

/* ---- Calls: controllers and the interconnect ------------------------------------------------------------------------ */

static rsmapi_controller_handle_t controller_of(const struct job *job) {
    return (rsmapi_controller_handle_t)(uintptr_t)job->arguments.handle;
}

static rsm_memseg_export_handle_t export_of(const struct job *job) {
    return (rsm_memseg_export_handle_t)(uintptr_t)job->arguments.handle;
}

static rsm_memseg_import_handle_t import_of(const struct job *job) {
    return (rsm_memseg_import_handle_t)(uintptr_t)job->arguments.handle;
}

static void *segment_of(const struct job *job) { return (void *)(uintptr_t)job->arguments.handle; }

static void make_get_controller(struct job *job) {
    rsmapi_controller_handle_t controller;
    struct target out = out_parameter(job, 0, NULL, sizeof controller);
    char *name = job->arguments.name;
    size_t length = name == NULL ? 0 : strlen(name) + 1;
    char *given = at_edge(job, name, length);
    int result = CALL(job, rsm_get_controller(given, out.address));
    read_back(job, &out, &controller, sizeof controller);
    check_unchanged(job, given, name, length);
    if (result == RSM_SUCCESS) hold(CONTROLLER, (uintptr_t)controller);
    if (succeeded(job, result)) reply_handle(job, (uintptr_t)controller);
}

static void make_release_controller(struct job *job) {
    int result = CALL(job, rsm_release_controller(controller_of(job)));
    if (result == RSM_SUCCESS) let_go(CONTROLLER, job->arguments.handle);
    reply(job, result);
}

static void make_get_controller_attr(struct job *job) {
    rsmapi_controller_attr_t attributes;
    struct target out = out_parameter(job, 0, NULL, sizeof attributes);
    int result = CALL(job, rsm_get_controller_attr(controller_of(job), out.address));
    read_back(job, &out, &attributes, sizeof attributes);
    if (!succeeded(job, result)) return;
    (void)begin_reply(job, "attributes");
    add_named(job->worker, "directAccessSizes", attributes.attr_direct_access_sizes);
    add_named(job->worker, "atomicSizes", attributes.attr_atomic_sizes);
    add(job->worker, ",\"pageSize\":");
    add_number(job->worker, (int64_t)attributes.attr_page_size);
}

/* The sign that the bytes begin with, as UTF-8; a byte that begins none stands for itself. */
static uint32_t sign_at(const char **at, const char *end) {
    const unsigned char *bytes = (const unsigned char *)*at;
    int more = bytes[0] >= 0xf0 ? 3 : bytes[0] >= 0xe0 ? 2 : bytes[0] >= 0xc2 ? 1 : 0, i;
    uint32_t sign = more == 0 ? bytes[0] : bytes[0] & (0x3fU >> more);
    for (i = 1; i <= more; i++) {
        if (*at + i >= end || (bytes[i] & 0xc0) != 0x80) {
            *at += 1;
            return bytes[0];
        }
        sign = sign << 6 | (bytes[i] & 0x3f);
    }
    *at += 1 + more;
    return sign;
}

static void add_unit(struct worker *worker, uint32_t unit) {
    char escaped[8];
    (void)snprintf(escaped, sizeof escaped, "%%%04x", (unsigned)(unit & 0xffff));
    add(worker, escaped);
}

/* A controller's name, which need not end with a null, as it is written in ports. */
static void add_controller_name(struct worker *worker, const char *name, size_t room) {
    const char *end = memchr(name, '\0', room);
    if (end == NULL) end = name + room;
    while (name < end) {
        uint32_t sign = sign_at(&name, end);
        if ((sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') || sign == '.' ||
            sign == '_') {
            char letter = (char)sign;
            add_bytes(worker, &letter, 1);
        } else if (sign < 0x10000) {
            add_unit(worker, sign);
        } else {
            add_unit(worker, 0xd7c0 + (sign >> 10));
            add_unit(worker, 0xdc00 + (sign & 0x3ff));
        }
    }
}

static void add_connections(struct worker *worker, const rsm_connections_t *connections, bool *is_first) {
    /* By their address: the header gives the array one element. */
    const rsm_remote_cntlr_t *remotes =
        (const rsm_remote_cntlr_t *)(const void *)((const char *)connections + offsetof(rsm_connections_t, remote_cntlr));
    int i;
    for (i = 0; i < connections->hdr.remote_cntlr_count && !worker->answer_is_too_long; i++) {
        const rsm_remote_cntlr_t *remote = &remotes[i];
        if (!*is_first) add(worker, ",");
        *is_first = false;
        add_controller_name(worker, connections->hdr.cntlr_name, sizeof connections->hdr.cntlr_name);
        add(worker, ">");
        add_unsigned(worker, remote->remote_nodeid, 10);
        add(worker, "/");
        add_controller_name(worker, remote->remote_cntlrname, sizeof remote->remote_cntlrname);
        add(worker, remote->connection_state == RSM_CONNECTION_ACTIVE ? ":active" : ":down");
    }
}

static void reply_interconnect(struct job *job, const rsm_topology_t *topology) {
    bool is_first = true;
    unsigned i;
    (void)begin_reply(job, "interconnect");
    add_named(job->worker, "node", topology == NULL ? 0 : topology->topology_hdr.local_nodeid);
    add(job->worker, ",\"connections\":\"");
    for (i = 0; topology != NULL && i < topology->topology_hdr.local_cntlr_count && !job->worker->answer_is_too_long; i++) {
        const char *at = (const char *)topology + offsetof(rsm_topology_t, connections) + i * sizeof(rsm_connections_t *);
        const rsm_connections_t *connections;
        memcpy(&connections, at, sizeof connections);
        add_connections(job->worker, connections, &is_first);
    }
    add(job->worker, "\"");
}

static void make_get_topology(struct job *job) {
    rsm_topology_t *topology = NULL;
    struct target out;
    int result;
    if (is_missing(index_of_rsm_free_interconnect_topology)) {
        answer_with_sentence(job->worker, job->request->number, "missing", "rsm_free_interconnect_topology");
        job->word = "missing";
        return;
    }
    out = out_parameter(job, 0, &topology, sizeof topology);
    result = CALL(job, rsm_get_interconnect_topology(out.address));
    read_back(job, &out, &topology, sizeof topology);
    if (result == RSM_SUCCESS && out.memory != NULL && topology == NULL && job->damage == NULL) {
        job->damage = "the call succeeded and left no topology";
    }
    if (succeeded(job, result)) reply_interconnect(job, topology);
    if (result == RSM_SUCCESS && topology != NULL) rsm_free_interconnect_topology(topology);
}

static void make_get_segmentid_range(struct job *job) {
    rsm_memseg_id_t base;
    uint32_t length;
    struct target out = out_parameter(job, 0, NULL, sizeof base);
    bool is_readonly = job->arguments.pointer == READONLY;
    struct target other = is_readonly ? out : out_parameter(job, 1, NULL, sizeof length);
    int result = CALL(job, rsm_get_segmentid_range(job->arguments.name, out.address, other.address));
    if (!is_readonly) read_back(job, &other, &length, sizeof length);
    read_back(job, &out, &base, sizeof base);
    if (is_readonly) length = base;
    if (!succeeded(job, result)) return;
    (void)begin_reply(job, "segment_ids");
    add_named(job->worker, "base", base);
    add_named(job->worker, "length", length);
}

/* ---- Calls: exports ------------------------------------------------------------------------------------------------- */

/* Memory for an export. */
struct block {
    unsigned char *address;
    uint64_t length;
    void *pages;
    size_t pages_length;
};

static uint64_t least_significant_first(uint64_t word) {
    unsigned char bytes[8];
    uint64_t swapped;
    unsigned i;
    for (i = 0; i < 8; i++) bytes[i] = (unsigned char)(word >> 8 * i & 0xff);
    memcpy(&swapped, bytes, sizeof swapped);
    return swapped;
}

static void fill_memory(unsigned char *memory, uint64_t length, int32_t fill) {
    bool is_little = least_significant_first(1) == 1;
    uint64_t offset;
    for (offset = 0; offset < length; offset += 8) {
        uint64_t word = (uint64_t)(uint32_t)fill << 32 | (offset & UINT32_MAX);
        if (!is_little) word = least_significant_first(word);
        memcpy(memory + offset, &word, length - offset < 8 ? (size_t)(length - offset) : 8);
    }
}

/* False, and answered, where the memory that was asked for cannot be had. */
static bool allocate(struct job *job, struct block *block) {
    const struct arguments *arguments = &job->arguments;
    uint64_t length = (uint64_t)arguments->length;
    size_t lead = arguments->placement == BEHIND_PAGE ? 8 : 0;
    memset(block, 0, sizeof *block);
    if (arguments->placement == NOWHERE) return true;
    if (length <= FILL_LIMIT) {
        block->pages_length = whole_pages((size_t)length + lead + (length == 0 ? 1 : 0));
        block->pages = find_pages(block->pages_length);
        if (block->pages == NULL) {
            unable(job, "there is no memory for the segment; ask for a smaller one, or end the shortage of memory");
            return false;
        }
        block->length = length;
    } else {
        /* Past what any system has, adding to the length would begin at 0 again. */
        block->pages_length = length > SIZE_MAX / 2 ? 0 : whole_pages((size_t)length + lead);
        block->pages = block->pages_length == 0 ? MAP_FAILED
                                                : mmap(NULL, block->pages_length, PROT_READ | PROT_WRITE,
                                                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        block->length = length;
        if (block->pages == MAP_FAILED) {
            block->pages_length = page_size + lead;
            block->pages = find_pages(block->pages_length);
            block->length = page_size;
        }
        if (block->pages == NULL) {
            unable(job, "there is no memory for the segment; end the shortage of memory");
            return false;
        }
    }
    block->address = (unsigned char *)block->pages + lead;
    if (length <= FILL_LIMIT) fill_memory(block->address, block->length, arguments->fill);
    return true;
}

/* The memory is the export's until that is destroyed. */
static void give_memory(uint64_t handle, const struct block *block) {
    struct held *held;
    if (block->pages == NULL) return;
    (void)pthread_mutex_lock(&held_lock);
    held = hold_locked(MEMORY, handle);
    if (held != NULL) {
        held->address = block->address;
        held->length = block->length;
        held->pages = block->pages;
        held->pages_length = block->pages_length;
    }
    (void)pthread_mutex_unlock(&held_lock);
}

static void make_create(struct job *job) {
    rsm_memseg_export_handle_t handle;
    struct target out;
    struct block block;
    int result;
    if (!allocate(job, &block)) return;
    out = out_parameter(job, 0, NULL, sizeof handle);
    result = CALL(job, rsm_memseg_export_create(controller_of(job), out.address, block.address,
                                                (size_t)job->arguments.length, job->arguments.flags));
    read_back(job, &out, &handle, sizeof handle);
    if (result == RSM_SUCCESS) {
        hold(EXPORT, (uintptr_t)handle);
        give_memory((uintptr_t)handle, &block);
    } else {
        unmap_pages(block.pages, block.pages_length);
    }
    if (succeeded(job, result)) reply_handle(job, (uintptr_t)handle);
}

enum { PLACES = 32 };

/* A few words of the memory of an export, from its first to its last. */
struct sight {
    const unsigned char *address; /* null where there is too little to be seen */
    uint64_t words[PLACES];
};

static void see_words(struct sight *sight, const struct held *memory) {
    size_t last = memory->length / sizeof(uint64_t) - 1;
    int i;
    for (i = 0; i < PLACES; i++) {
        memcpy(&sight->words[i], memory->address + last * (size_t)i / (PLACES - 1) * sizeof(uint64_t), sizeof(uint64_t));
    }
    sight->address = memory->address;
}

/* As long as the lock is held nobody frees it. */
static struct sight see_memory(const struct job *job) {
    struct sight sight = {NULL, {0}};
    const struct held *memory;
    if (job->worker->number >= THREADS) return sight; /* a racer has no time for it */
    (void)pthread_mutex_lock(&held_lock);
    memory = held_locked(MEMORY, job->arguments.handle);
    if (memory != NULL && memory->length >= PLACES * sizeof(uint64_t) && memory->length <= FILL_LIMIT) {
        see_words(&sight, memory);
    }
    (void)pthread_mutex_unlock(&held_lock);
    return sight;
}

/* The memory that an export had stays the caller's. Importers may have written some of it meanwhile, but hardly to all places. */
static void check_memory(struct job *job, const struct sight *before) {
    struct sight after;
    int i, changed = 0;
    if (before->address == NULL) return;
    after = see_memory(job);
    if (after.address != before->address) return;
    for (i = 0; i < PLACES; i++) changed += after.words[i] != before->words[i];
    if (changed == PLACES) job->damage = "the call changed the memory of its caller";
}

static void make_destroy(struct job *job) {
    struct sight before = see_memory(job);
    int result = CALL(job, rsm_memseg_export_destroy(export_of(job)));
    check_memory(job, &before);
    if (result == RSM_SUCCESS) let_go(EXPORT, job->arguments.handle);
    reply(job, result);
}

static void make_rebind(struct job *job) {
    struct sight before = see_memory(job);
    struct block block;
    int result;
    if (!allocate(job, &block)) return;
    result = CALL(job, rsm_memseg_export_rebind(export_of(job), block.address, job->arguments.offset,
                                                (size_t)job->arguments.length));
    check_memory(job, &before);
    if (result == RSM_SUCCESS) {
        give_memory(job->arguments.handle, &block);
    } else {
        unmap_pages(block.pages, block.pages_length);
    }
    reply(job, result);
}

static size_t length_of_list(const struct job *job) {
    return job->arguments.list_is_absent ? 0 : job->arguments.list_length * sizeof(rsmapi_access_entry_t);
}

static rsmapi_access_entry_t *access_list_of(struct job *job) {
    return job->arguments.list_is_absent ? NULL : at_edge(job, job->worker->buffer, length_of_list(job));
}

static void check_list(struct job *job, const rsmapi_access_entry_t *given) {
    if (given != NULL) check_unchanged(job, given, job->worker->buffer, length_of_list(job));
}

static void make_publish(struct job *job) {
    rsm_memseg_id_t segment = job->arguments.segment;
    struct target out = out_parameter(job, 0, &segment, sizeof segment);
    rsmapi_access_entry_t *list = access_list_of(job);
    int result = CALL(job, rsm_memseg_export_publish(export_of(job), out.address, list, job->arguments.list_length));
    read_back(job, &out, &segment, sizeof segment);
    check_list(job, list);
    if (succeeded(job, result)) reply_published(job, segment);
}

static void make_republish(struct job *job) {
    rsmapi_access_entry_t *list = access_list_of(job);
    int result = CALL(job, rsm_memseg_export_republish(export_of(job), list, job->arguments.list_length));
    check_list(job, list);
    reply(job, result);
}

static void make_unpublish(struct job *job) { reply(job, CALL(job, rsm_memseg_export_unpublish(export_of(job)))); }

/* ---- Calls: imports ------------------------------------------------------------------------------------------------- */

static void make_connect(struct job *job) {
    rsm_memseg_import_handle_t handle;
    struct target out = out_parameter(job, 0, NULL, sizeof handle);
    int result = CALL(job, rsm_memseg_import_connect(controller_of(job), job->arguments.node, job->arguments.segment,
                                                     job->arguments.permission, out.address));
    read_back(job, &out, &handle, sizeof handle);
    if (result == RSM_SUCCESS) hold(IMPORT, (uintptr_t)handle);
    job->left = job->arguments.pointer == VALID ? (uintptr_t)handle : 0;
    if (succeeded(job, result)) reply_handle(job, (uintptr_t)handle);
}

static void make_disconnect(struct job *job) {
    int result = CALL(job, rsm_memseg_import_disconnect(import_of(job)));
    if (result == RSM_SUCCESS) let_go(IMPORT, job->arguments.handle);
    reply(job, result);
}

static void remember_mapping(uint64_t handle, void *address, int64_t length) {
    struct held *held;
    (void)pthread_mutex_lock(&held_lock);
    held = held_locked(MAPPING, handle);
    if (held == NULL) held = hold_locked(MAPPING, handle);
    if (held != NULL) {
        held->address = address;
        held->length = (uint64_t)length;
    }
    (void)pthread_mutex_unlock(&held_lock);
}

static void make_map(struct job *job) {
    void *address = NULL; /* a wish for one, for libraries that look at it: there is none */
    struct target out = out_parameter(job, 0, &address, sizeof address);
    int result = CALL(job, rsm_memseg_import_map(import_of(job), out.address, RSM_MAP_NONE, job->arguments.permission,
                                                 (off_t)job->arguments.offset, (size_t)job->arguments.length));
    read_back(job, &out, &address, sizeof address);
    if (result == RSM_SUCCESS) remember_mapping(job->arguments.handle, address, job->arguments.length);
    reply(job, result);
}

static void make_unmap(struct job *job) {
    int result = CALL(job, rsm_memseg_import_unmap(import_of(job)));
    if (result == RSM_SUCCESS) let_go(MAPPING, job->arguments.handle);
    reply(job, result);
}

/*
 * A buffer of that many bytes, which ends at an address that is a multiple of eight, and begins at one wherever its length is too.
 * Where it is too long for the worker's own, *pages has to be unmapped afterwards.
 */
static struct target buffer_for(struct job *job, uint64_t length, void **pages, size_t *pages_length) {
    struct target target;
    *pages = NULL;
    *pages_length = 0;
    if (length <= LINE_LIMIT) return target_at(job, job->worker->buffer + (-length & 7), (size_t)length);
    if (job->arguments.pointer == VALID || job->arguments.pointer == MISALIGNED) {
        if (length <= SIZE_MAX / 2) {
            *pages_length = whole_pages((size_t)length + 2 * page_size);
            *pages = mmap(NULL, *pages_length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        }
        if (*pages_length != 0 && *pages != MAP_FAILED) {
            return target_at(job, (unsigned char *)*pages + page_size, (size_t)length);
        }
        *pages = NULL; /* no system has that much: a valid pointer to less is all that there is */
    }
    target = target_at(job, job->worker->buffer, LINE_LIMIT);
    if (target.memory != NULL) target.to = NULL;
    target.from = NULL;
    return target;
}

static int get_units(struct job *job, void *to) {
    const struct arguments *a = &job->arguments;
    rsm_memseg_import_handle_t import = import_of(job);
    off_t offset = (off_t)a->offset;
    unsigned long count = (unsigned long)a->count;
    switch (a->width) {
        case 0: return rsm_memseg_import_get(import, offset, to, (size_t)a->length);
        case 1: return rsm_memseg_import_get8(import, offset, to, count);
        case 2: return rsm_memseg_import_get16(import, offset, to, count);
        case 4: return rsm_memseg_import_get32(import, offset, to, count);
        default: return rsm_memseg_import_get64(import, offset, to, count);
    }
}

static int put_units(struct job *job, void *from) {
    const struct arguments *a = &job->arguments;
    rsm_memseg_import_handle_t import = import_of(job);
    off_t offset = (off_t)a->offset;
    size_t length = a->data_length;
    switch (a->width) {
        case 0: return rsm_memseg_import_put(import, offset, from, length);
        case 1: return rsm_memseg_import_put8(import, offset, from, length);
        case 2: return rsm_memseg_import_put16(import, offset, from, length / 2);
        case 4: return rsm_memseg_import_put32(import, offset, from, length / 4);
        default: return rsm_memseg_import_put64(import, offset, from, length / 8);
    }
}

static void get_bytes(struct job *job, uint64_t length) {
    void *pages;
    size_t pages_length;
    unsigned char nothing;
    struct target target = buffer_for(job, length, &pages, &pages_length);
    int result;
    if (pages == NULL) set_contents(job, &target, NULL);
    result = CALL(job, get_units(job, target.address));
    read_back(job, &target, &nothing, 0);
    if (succeeded(job, result)) {
        if (length > LINE_LIMIT / 2 && target.memory != NULL) {
            unable(job, "the bytes that were read do not fit in an answer of 1 MiB; ask for less");
        } else {
            reply_data(job, target.memory, target.memory == NULL ? 0 : (size_t)length);
        }
    }
    unmap_pages(pages, pages_length);
}

static void put_bytes(struct job *job) {
    unsigned char nothing, *data = job->worker->buffer;
    size_t length = job->arguments.data_length;
    struct target target;
    int result;
    if (job->arguments.pointer == MISALIGNED) memmove(data + 1, data, length);
    target = target_at(job, data, length);
    if (job->arguments.pointer == READONLY) set_contents(job, &target, data);
    if (job->arguments.pointer == VALID) target.address = at_edge(job, data, length);
    result = CALL(job, put_units(job, target.address));
    read_back(job, &target, &nothing, 0);
    if (job->arguments.pointer == VALID) check_unchanged(job, target.address, data, length);
    reply(job, result);
}

static void make_get(struct job *job) { get_bytes(job, (uint64_t)job->arguments.length); }

static void make_put(struct job *job) { put_bytes(job); }

/* The function for this width, of those for bytes, and two, four and eight of them. False, and answered, where there is none. */
static bool has_width(struct job *job, const enum function by_width[4]) {
    int32_t width = job->arguments.width;
    enum function function = width == 1 ? by_width[0] : width == 2 ? by_width[1] : width == 4 ? by_width[2] : by_width[3];
    if (width != 1 && width != 2 && width != 4 && width != 8) {
        answer_with_sentence(job->worker, job->request->number, "malformed", "the width is none of 1, 2, 4 and 8");
        job->word = "malformed";
        return false;
    }
    if (is_missing(function)) {
        answer_with_sentence(job->worker, job->request->number, "missing", functions[function].name);
        job->word = "missing";
        return false;
    }
    return true;
}

static void make_get_units(struct job *job) {
    static const enum function by_width[4] = {index_of_rsm_memseg_import_get8, index_of_rsm_memseg_import_get16,
                                              index_of_rsm_memseg_import_get32, index_of_rsm_memseg_import_get64};
    uint64_t count = (uint64_t)job->arguments.count;
    if (!has_width(job, by_width)) return;
    get_bytes(job, count > UINT64_MAX / 8 ? UINT64_MAX : count * (uint64_t)job->arguments.width);
}

static void make_put_units(struct job *job) {
    static const enum function by_width[4] = {index_of_rsm_memseg_import_put8, index_of_rsm_memseg_import_put16,
                                              index_of_rsm_memseg_import_put32, index_of_rsm_memseg_import_put64};
    if (!has_width(job, by_width)) return;
    if (job->arguments.data_length % (size_t)job->arguments.width != 0) {
        answer_with_sentence(job->worker, job->request->number, "malformed", "the data is not whole units of the width");
        job->word = "malformed";
        return;
    }
    put_bytes(job);
}

/* ---- Calls: barriers ------------------------------------------------------------------------------------------------ */

/* A barrier with guards around it. It lies at the start of its 64 bytes, or one byte behind. */
struct slot {
    struct slot *next;
    unsigned char before[GUARD];
    unsigned char barrier[64];
    unsigned char behind[GUARD];
};

enum { SLOTS_AT_ONCE = 256 };

static pthread_mutex_t slots_lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot *free_slots;

static void find_slots_locked(void) {
    struct slot *more = find_pages(SLOTS_AT_ONCE * sizeof *more);
    int i;
    for (i = 0; more != NULL && i < SLOTS_AT_ONCE; i++) {
        more[i].next = free_slots;
        free_slots = &more[i];
    }
}

static struct slot *take_slot(void) {
    struct slot *slot;
    (void)pthread_mutex_lock(&slots_lock);
    if (free_slots == NULL) find_slots_locked();
    slot = free_slots;
    if (slot != NULL) free_slots = slot->next;
    (void)pthread_mutex_unlock(&slots_lock);
    return slot;
}

static void give_slot_back(struct slot *slot) {
    (void)pthread_mutex_lock(&slots_lock);
    slot->next = free_slots;
    free_slots = slot;
    (void)pthread_mutex_unlock(&slots_lock);
}

static void remember_barrier(uint64_t barrier, uint64_t import, struct slot *slot) {
    struct held *segment, *held;
    (void)pthread_mutex_lock(&held_lock);
    segment = held_locked(IMPORT, import);
    held = hold_locked(BARRIER, barrier);
    if (held != NULL) {
        held->address = (unsigned char *)slot;
        held->import = import;
        held->import_serial = segment == NULL ? 0 : segment->serial;
    }
    (void)pthread_mutex_unlock(&held_lock);
}

static void make_init_barrier(struct job *job) {
    struct slot *slot = take_slot();
    struct target target;
    unsigned char nothing;
    int result;
    if (slot == NULL) {
        unable(job, "there is no memory for a barrier; end the shortage of memory");
        return;
    }
    target = target_at(job, slot->barrier, sizeof(rsmapi_barrier_t));
    if (target.memory != NULL) memset(target.memory, UNSET_BYTE, target.length);
    if (job->arguments.pointer == READONLY) (void)mprotect(target.memory, page_size, PROT_READ);
    result = CALL(job, rsm_memseg_import_init_barrier(import_of(job), (rsm_barrier_type_t)job->arguments.type, target.address));
    read_back(job, &target, &nothing, 0);
    if (result == RSM_SUCCESS && target.from != NULL) {
        remember_barrier((uintptr_t)target.address, job->arguments.handle, slot);
    } else {
        give_slot_back(slot);
    }
    if (succeeded(job, result)) reply_handle(job, (uintptr_t)target.address);
}

typedef int (*barrier_function)(rsmapi_barrier_t *barrier);

/* Calls on the barrier that the handle stands for: one that was issued, null, or one that is all zero. */
static int call_on_barrier(struct job *job, barrier_function function) {
    struct target target = unguarded(NULL, NULL, 0);
    struct held held;
    int result;
    if (job->arguments.handle != 0 && look_up(BARRIER, job->arguments.handle, &held)) {
        target.address = target.memory = (unsigned char *)(uintptr_t)job->arguments.handle;
        target.length = sizeof(rsmapi_barrier_t);
        target.from = target.memory - GUARD;
        target.to = target.memory + target.length + GUARD;
    } else if (job->arguments.handle != 0) {
        target = guarded(job->worker->slots[0], sizeof(rsmapi_barrier_t));
        memset(target.memory, 0, target.length);
    }
    result = CALL(job, function(target.address));
    check_guards(job, &target);
    if (job->damage != NULL) lay_guards(&target);
    return result;
}

static void make_open_barrier(struct job *job) { reply(job, call_on_barrier(job, rsm_memseg_import_open_barrier)); }

static void make_order_barrier(struct job *job) { reply(job, call_on_barrier(job, rsm_memseg_import_order_barrier)); }

static void make_close_barrier(struct job *job) { reply(job, call_on_barrier(job, rsm_memseg_import_close_barrier)); }

static void make_destroy_barrier(struct job *job) {
    int result = call_on_barrier(job, rsm_memseg_import_destroy_barrier);
    if (result == RSM_SUCCESS) {
        struct held *held;
        (void)pthread_mutex_lock(&held_lock);
        held = held_locked(BARRIER, job->arguments.handle);
        if (held != NULL) held->import_serial = 0;
        (void)pthread_mutex_unlock(&held_lock);
    }
    reply(job, result);
}

static void make_set_mode(struct job *job) {
    reply(job, CALL(job, rsm_memseg_import_set_mode(import_of(job), (rsm_barrier_mode_t)job->arguments.mode)));
}

static void make_get_mode(struct job *job) {
    rsm_barrier_mode_t mode;
    struct target out = out_parameter(job, 0, NULL, sizeof mode);
    int result = CALL(job, rsm_memseg_import_get_mode(import_of(job), out.address));
    int32_t number = 0;
    read_back(job, &out, &number, sizeof mode);
    if (succeeded(job, result)) reply_number(job, "mode", "mode", number);
}

/* ---- Calls: signals ------------------------------------------------------------------------------------------------- */

static void make_get_pollfd(struct job *job) {
    struct pollfd fd;
    struct target out = out_parameter(job, 0, NULL, sizeof fd);
    int result = CALL(job, rsm_memseg_get_pollfd(segment_of(job), out.address));
    read_back(job, &out, &fd, sizeof fd);
    if (result == RSM_SUCCESS) hold(POLLFD, job->arguments.handle);
    if (!succeeded(job, result)) return;
    reply_number(job, "pollfd", "fd", fd.fd);
    add(job->worker, ",\"events\":");
    add_number(job->worker, fd.events);
}

static void make_release_pollfd(struct job *job) {
    int result = CALL(job, rsm_memseg_release_pollfd(segment_of(job)));
    if (result == RSM_SUCCESS) let_go(POLLFD, job->arguments.handle);
    reply(job, result);
}

static void make_signal_post(struct job *job) {
    reply(job, CALL(job, rsm_intr_signal_post(segment_of(job), job->arguments.flags)));
}

static void make_signal_wait(struct job *job) {
    if (job->arguments.timeout != 0) flush(); /* somebody may wait for the answers before */
    reply(job, CALL(job, rsm_intr_signal_wait(segment_of(job), job->arguments.timeout)));
}

/* ---- Calls: accesses to memory -------------------------------------------------------------------------------------- */

/* The bytes that the call is about; null, and answered, where the handle has none such. */
static volatile unsigned char *bytes_of(struct job *job, enum kind kind, uint64_t length) {
    struct held held;
    uint64_t offset = (uint64_t)job->arguments.offset;
    if (!look_up(kind, job->arguments.handle, &held)) {
        reply_none(job, kind == MAPPING ? "the agent knows no mapping of this handle" : "the agent knows no memory of this handle");
        return NULL;
    }
    if (offset > held.length || length > held.length - offset) {
        reply_none(job, kind == MAPPING ? "the range is not within the mapping" : "the range is not within the memory");
        return NULL;
    }
    return held.address + offset;
}

static void read_memory_of(struct job *job, enum kind kind) {
    uint64_t length = (uint64_t)job->arguments.length, i;
    volatile unsigned char *bytes = bytes_of(job, kind, length);
    if (bytes == NULL) return;
    if (length > LINE_LIMIT / 2) {
        unable(job, "the bytes do not fit in an answer of 1 MiB; ask for less");
        return;
    }
    for (i = 0; i < length; i++) job->worker->buffer[i] = bytes[i];
    reply_data(job, job->worker->buffer, (size_t)length);
}

static void write_memory_of(struct job *job, enum kind kind) {
    size_t length = job->arguments.data_length, i;
    volatile unsigned char *bytes = bytes_of(job, kind, length);
    if (bytes == NULL) return;
    for (i = 0; i < length; i++) bytes[i] = job->worker->buffer[i];
    reply_done(job);
}

static void make_exporter_read(struct job *job) { read_memory_of(job, MEMORY); }

static void make_exporter_write(struct job *job) { write_memory_of(job, MEMORY); }

static void make_load(struct job *job) { read_memory_of(job, MAPPING); }

static void make_store(struct job *job) { write_memory_of(job, MAPPING); }

/* ---- Calls: the table, in the order of the formats ------------------------------------------------------------------ */

#define P(name, coding, member) {name, coding, offsetof(struct arguments, member)}
#define ON_HANDLE P("handle", HANDLE, handle)
#define ON_CONTROLLER P("controller", HANDLE, handle)
#define OFFSET P("offset", INT64, offset)
#define LENGTH P("length", INT64, length)
#define DATA P("data", BYTES, data_length)
#define TO(name) P(name, POINTER, pointer)

static const struct call calls[] = {
    {"get_controller", index_of_rsm_get_controller, true, make_get_controller, {P("name", STRING, name), TO("out")}},
    {"release_controller", index_of_rsm_release_controller, false, make_release_controller, {ON_CONTROLLER}},
    {"get_controller_attr", index_of_rsm_get_controller_attr, true, make_get_controller_attr, {ON_CONTROLLER, TO("out")}},
    {"get_topology", index_of_rsm_get_interconnect_topology, true, make_get_topology, {TO("out")}},
    {"get_segmentid_range",
     index_of_rsm_get_segmentid_range,
     true,
     make_get_segmentid_range,
     {P("application", STRING, name), TO("out")}},
    {"create",
     index_of_rsm_memseg_export_create,
     true,
     make_create,
     {ON_CONTROLLER, P("memory", MEMORY_CODE, placement), LENGTH, P("flags", UINT32, flags), TO("out")}},
    {"destroy", index_of_rsm_memseg_export_destroy, false, make_destroy, {ON_HANDLE}},
    {"rebind",
     index_of_rsm_memseg_export_rebind,
     false,
     make_rebind,
     {ON_HANDLE, P("memory", MEMORY_CODE, placement), OFFSET, LENGTH}},
    {"publish",
     index_of_rsm_memseg_export_publish,
     true,
     make_publish,
     {ON_HANDLE, P("segment", UINT32, segment), P("access", ACCESS_LIST, list_length), TO("id")}},
    {"republish",
     index_of_rsm_memseg_export_republish,
     false,
     make_republish,
     {ON_HANDLE, P("access", ACCESS_LIST, list_length)}},
    {"unpublish", index_of_rsm_memseg_export_unpublish, false, make_unpublish, {ON_HANDLE}},
    {"connect",
     index_of_rsm_memseg_import_connect,
     true,
     make_connect,
     {ON_CONTROLLER, P("node", UINT32, node), P("segment", UINT32, segment), P("permission", MODE, permission), TO("out")}},
    {"disconnect", index_of_rsm_memseg_import_disconnect, false, make_disconnect, {ON_HANDLE}},
    {"map",
     index_of_rsm_memseg_import_map,
     true,
     make_map,
     {ON_HANDLE, P("permission", MODE, permission), OFFSET, LENGTH, TO("address")}},
    {"unmap", index_of_rsm_memseg_import_unmap, false, make_unmap, {ON_HANDLE}},
    {"get", index_of_rsm_memseg_import_get, true, make_get, {ON_HANDLE, OFFSET, LENGTH, TO("buffer")}},
    {"put", index_of_rsm_memseg_import_put, true, make_put, {ON_HANDLE, OFFSET, DATA, TO("buffer")}},
    {"get_units",
     NO_FUNCTION,
     true,
     make_get_units,
     {ON_HANDLE, P("width", INT32, width), OFFSET, P("count", INT64, count), TO("buffer")}},
    {"put_units", NO_FUNCTION, true, make_put_units, {ON_HANDLE, P("width", INT32, width), OFFSET, DATA, TO("buffer")}},
    {"init_barrier",
     index_of_rsm_memseg_import_init_barrier,
     true,
     make_init_barrier,
     {ON_HANDLE, P("type", INT32, type), TO("barrier")}},
    {"open_barrier", index_of_rsm_memseg_import_open_barrier, false, make_open_barrier, {ON_HANDLE}},
    {"order_barrier", index_of_rsm_memseg_import_order_barrier, false, make_order_barrier, {ON_HANDLE}},
    {"close_barrier", index_of_rsm_memseg_import_close_barrier, false, make_close_barrier, {ON_HANDLE}},
    {"destroy_barrier", index_of_rsm_memseg_import_destroy_barrier, false, make_destroy_barrier, {ON_HANDLE}},
    {"set_mode", index_of_rsm_memseg_import_set_mode, false, make_set_mode, {ON_HANDLE, P("mode", INT32, mode)}},
    {"get_mode", index_of_rsm_memseg_import_get_mode, true, make_get_mode, {ON_HANDLE}},
    {"get_pollfd", index_of_rsm_memseg_get_pollfd, true, make_get_pollfd, {ON_HANDLE}},
    {"release_pollfd", index_of_rsm_memseg_release_pollfd, false, make_release_pollfd, {ON_HANDLE}},
    {"signal_post", index_of_rsm_intr_signal_post, false, make_signal_post, {ON_HANDLE, P("flags", UINT32, flags)}},
    {"signal_wait", index_of_rsm_intr_signal_wait, false, make_signal_wait, {ON_HANDLE, P("timeout", INT32, timeout)}},
    {"exporter_read", NO_FUNCTION, false, make_exporter_read, {ON_HANDLE, OFFSET, LENGTH}},
    {"exporter_write", NO_FUNCTION, false, make_exporter_write, {ON_HANDLE, OFFSET, DATA}},
    {"load", NO_FUNCTION, false, make_load, {ON_HANDLE, OFFSET, LENGTH}},
    {"store", NO_FUNCTION, false, make_store, {ON_HANDLE, OFFSET, DATA}},
};

static const struct call *call_named(const char *word) {
    size_t i;
    for (i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        if (strcmp(calls[i].word, word) == 0) return &calls[i];
    }
    return NULL;
}

/* ---- Calls: chains -------------------------------------------------------------------------------------------------- */

/* What a call has around it besides number and thread. */
struct place {
    int64_t chain;
    const char *expect;
    int64_t handle_from;
    int64_t segment_from;
    int64_t processor;
    bool is_timed;
};

/* When it is to be made. */
static void read_times(struct job *job, struct place *place) {
    struct request *request = job->request;
    job->meeting = take_integer(request, "meeting", 1, INT64_MAX, 0);
    job->parties = take_integer(request, "parties", 1, THREADS, 0);
    job->delay = take_integer(request, "delay", 0, 1000000000, 0);
    place->processor = take_integer(request, "processor", 0, THREADS, -1);
    place->is_timed = take_integer(request, "timed", 1, 1, 0) == 1;
    if ((job->meeting == 0) != (job->parties == 0)) {
        problem(request, "meeting", NULL, "and parties go together; write both");
    }
}

static struct place read_place(struct request *request, bool is_connect) {
    struct place place;
    place.chain = take_integer(request, "chain", 1, INT64_MAX, 0);
    place.expect = take_text(request, "expect");
    place.handle_from = take_integer(request, "handle_from", 1, INT64_MAX, 0);
    place.segment_from = is_connect ? take_integer(request, "segment_from", 1, INT64_MAX, 0) : 0;
    if (place.chain == 0 && (place.expect != NULL || place.handle_from != 0 || place.segment_from != 0)) {
        problem(request, "chain", NULL, "is missing; expect, handle_from and segment_from go with a chain");
    }
    return place;
}

/* What an earlier call of the chain gave. */
static bool find_outcome(const struct worker *worker, int64_t request, bool is_segment, uint64_t *value) {
    int i;
    for (i = worker->outcome_count - 1; i >= 0; i--) {
        if (worker->outcomes[i].request == request && worker->outcomes[i].is_segment == is_segment) {
            *value = worker->outcomes[i].value;
            return true;
        }
    }
    return false;
}

static void follow_chain(struct job *job, const struct place *place) {
    struct worker *worker = job->worker;
    uint64_t value;
    if (worker->chain != place->chain) {
        worker->chain = place->chain;
        worker->broken_by = 0;
        worker->outcome_count = 0;
    }
    if (place->handle_from != 0) {
        job->arguments.handle = find_outcome(worker, place->handle_from, false, &value) ? value : 0;
    }
    if (place->segment_from != 0 && find_outcome(worker, place->segment_from, true, &value)) {
        job->arguments.segment = (uint32_t)value;
    }
}

static bool is_as_expected(const struct job *job, const char *expect) {
    static const char refused[] = "refused:";
    if (strncmp(expect, refused, sizeof refused - 1) == 0) {
        const char *at = expect + sizeof refused - 1;
        uint64_t number;
        return read_unsigned(&at, 10, INT32_MAX, &number) && *at == '\0' && job->error == (int)number;
    }
    return job->error == 0 && strcmp(expect, job->word) == 0;
}

static void remember_outcome(struct job *job, const struct place *place) {
    struct worker *worker = job->worker;
    if (job->has_value && worker->outcome_count < OUTCOMES) {
        struct outcome *outcome = &worker->outcomes[worker->outcome_count++];
        outcome->request = job->request->number;
        outcome->value = job->value;
        outcome->is_segment = job->value_is_segment;
    }
    if (place->expect != NULL && !is_as_expected(job, place->expect)) worker->broken_by = job->request->number;
}

static void answer_malformed(struct worker *worker, const struct request *request) {
    answer_with_sentence(worker, request->number, "malformed", request->problem);
}

/* ---- Races: their calls --------------------------------------------------------------------------------------------- */

enum { TURNS = 48, RACERS = 4, WORD = 4096 };
enum part { BASE, SETUP, RACE, AFTER };

/* One call of a race, as it is made in every trial, and what it was answered with in this one. */
struct turn {
    int64_t request;
    const struct call *call;
    enum part part;
    int racer; /* who makes it in the race, from 0 */
    int from;  /* the turn whose handle takes the place of the call's; -1 where none does */
    bool is_careful; /* not made where an earlier call has given that handle back */
    struct arguments arguments;
    unsigned char *contents; /* of the worker's buffer, as the call wants it */
    size_t contents_length;

    bool is_made, is_success;
    bool has_handle;
    uint64_t handle;
    bool has_id; /* of a segment that it has published */
    uint64_t id;
    int64_t began, ended;
    char word[WORD];
    size_t word_length;
};

/* The race that was told last. Thread 0 alone takes turns in. */
static struct {
    int64_t number;
    int count;
    int racers;
    struct turn *turns;
} race;

static void forget_turns(void) {
    int i;
    for (i = 0; i < race.count; i++) {
        free(race.turns[i].arguments.name);
        free(race.turns[i].contents);
    }
    race.count = 0;
    race.racers = 1;
}

static enum part read_part(struct request *request) {
    static const char *const words[] = {"base", "setup", "race", "after"};
    struct field *field = find(request, "part");
    const char *text = take_text(request, "part");
    int i;
    for (i = 0; text != NULL && i <= AFTER; i++) {
        if (strcmp(text, words[i]) == 0) return (enum part)i;
    }
    if (field == NULL) {
        problem(request, "part", NULL, "is missing");
    } else if (text != NULL) {
        problem_of(request, field, "is no part of a race; write \"base\", \"setup\", \"race\" or \"after\"");
    }
    return BASE;
}

static int read_turn_before(struct request *request) {
    int64_t from = take_integer(request, "handle_from", 1, INT64_MAX, 0);
    int i;
    if (from == 0) return -1;
    for (i = 0; i < race.count; i++) {
        if (race.turns[i].request == from) return i;
    }
    problem(request, "handle_from", NULL, "is no earlier call of the race");
    return -1;
}

/* Those whose replies can be told in an outcome. */
static bool is_for_races(const struct call *call) {
    return call->make != make_get_controller_attr && call->make != make_get_topology &&
           call->make != make_get_segmentid_range;
}

/* What the call was given lies in the line and in the worker's buffer: it is needed for longer. */
static bool keep_turn(const struct job *job, struct turn turn) {
    const struct arguments *arguments = &job->arguments;
    size_t entries = arguments->list_length * sizeof(rsmapi_access_entry_t);
    struct turn *kept;
    if (race.turns == NULL) race.turns = map_pages(TURNS * sizeof *race.turns);
    if (race.turns == NULL) return false;
    turn.contents_length = entries > arguments->data_length ? entries : arguments->data_length;
    turn.contents = malloc(turn.contents_length + 1);
    turn.arguments.name = arguments->name == NULL ? NULL : malloc(strlen(arguments->name) + 1);
    if (turn.contents == NULL || (arguments->name != NULL && turn.arguments.name == NULL)) {
        free(turn.contents);
        free(turn.arguments.name);
        return false;
    }
    memcpy(turn.contents, job->worker->buffer, turn.contents_length);
    if (arguments->name != NULL) (void)strcpy(turn.arguments.name, arguments->name);
    kept = &race.turns[race.count++];
    *kept = turn;
    if (kept->racer >= race.racers) race.racers = kept->racer + 1;
    return true;
}

/* Takes a call in for a race, and does not make it. Its parameters are read. */
static void answer_turn(struct job *job) {
    struct request *request = job->request;
    static struct turn turn;
    int64_t number;
    if (request->thread != 0) {
        problem(request, "thread", NULL, "is not for races; leave it out");
        answer_malformed(job->worker, request);
        return;
    }
    number = take_integer(request, "race", 1, INT64_MAX, 0);
    memset(&turn, 0, sizeof turn);
    if (number != race.number) forget_turns();
    race.number = number;
    turn.request = request->number;
    turn.call = job->call;
    turn.part = read_part(request);
    turn.racer = (int)take_integer(request, "racer", 1, RACERS, 1) - 1;
    turn.from = read_turn_before(request);
    turn.is_careful = take_integer(request, "careful", 0, 1, 0) == 1;
    turn.arguments = job->arguments;
    refuse_others(request, job->call->word);
    if (!is_for_races(job->call)) problem(request, "call", job->call->word, "is not for races; leave it out");
    if (race.count == TURNS) problem(request, "race", NULL, "has more than 48 calls; leave some out");
    if (request->problem[0] != '\0') {
        answer_malformed(job->worker, request);
    } else if (is_missing(job->call->function)) {
        answer_with_sentence(job->worker, request->number, "missing", functions[job->call->function].name);
    } else if (!keep_turn(job, turn)) {
        unable(job, "there is no memory for the call");
    } else {
        begin_answer(job->worker, request->number);
        add(job->worker, ",\"reply\":\"done\"");
    }
}

/* ---- Calls: one after the other ------------------------------------------------------------------------------------- */

/* To the answer, where the function was called. */
static void add_times(struct job *job) {
    if (job->ended == 0) return;
    add(job->worker, ",\"began\":");
    add_number(job->worker, job->began);
    add(job->worker, ",\"ended\":");
    add_number(job->worker, job->ended);
}

static void answer_call(struct worker *worker, struct request *request) {
    const char *word = take_text(request, "call");
    const struct call *call = word == NULL ? NULL : call_named(word);
    struct job job;
    struct place place;
    int i;
    memset(&job, 0, sizeof job);
    job.worker = worker;
    job.request = request;
    job.call = call;
    job.word = "malformed";
    if (call == NULL) {
        problem(request, "call", word, "is not known; write one of the calls of the formats");
        answer_malformed(worker, request);
        return;
    }
    for (i = 0; i < PARAMETERS && call->parameters[i].name != NULL; i++) read_parameter(&job, &call->parameters[i]);
    read_other_pointer(&job);
    if (find(request, "race") != NULL) {
        answer_turn(&job);
        return;
    }
    place = read_place(request, call->make == make_connect);
    read_times(&job, &place);
    refuse_others(request, call->word);
    follow_chain(&job, &place);
    if (request->problem[0] != '\0') {
        answer_malformed(worker, request);
    } else if (place.chain != 0 && worker->broken_by != 0) {
        answer_with_number(worker, request->number, "skipped", worker->broken_by);
        return;
    } else if (place.chain != 0 && worker->outcome_count == OUTCOMES) {
        unable(&job, "the chain has given more than 65536 handles; begin another");
    } else if (is_missing(call->function)) {
        answer_with_sentence(worker, request->number, "missing", functions[call->function].name);
        job.word = "missing";
    } else {
        if (place.processor >= 0) keep_on_one_processor(place.processor);
        if (call->function == NO_FUNCTION) {
            meet(&job);
            job.began = nanoseconds();
        }
        call->make(&job);
        if (call->function == NO_FUNCTION) job.ended = nanoseconds();
        if (place.is_timed) add_times(&job);
    }
    if (place.chain != 0) remember_outcome(&job, &place);
}

/* ---- Events: shortages ---------------------------------------------------------------------------------------------- */

static pthread_mutex_t shortage_lock = PTHREAD_MUTEX_INITIALIZER;

/* Places in /proc that are kept open, since there may be no descriptor for them later; null or -1 where there is none. */
static DIR *proc_descriptors;
static int proc_mappings;
static int proc_sizes;

/* The number in this place of /proc/self/statm, in bytes; -1 where there is none. */
static int64_t size_in_proc(int which) {
    char text[256], *at = text, *end;
    ssize_t length = proc_sizes < 0 ? -1 : pread(proc_sizes, text, sizeof text - 1, 0);
    long long pages = -1;
    int i;
    if (length <= 0) return -1;
    text[length] = '\0';
    for (i = 0; i <= which; i++, at = end) {
        pages = strtoll(at, &end, 10);
        if (end == at) return -1;
    }
    return (int64_t)pages * (int64_t)page_size;
}

static bool is_short_of_descriptors;
static struct rlimit descriptors_before;
static int fillers[MOST_FILLERS]; /* descriptors that fill holes */
static int filler_count;
static int hole_filler; /* what they are copies of */

/* The highest descriptor that is open. */
static int highest_descriptor(void) {
    int highest = 2;
    if (proc_descriptors != NULL) {
        struct dirent *entry;
        rewinddir(proc_descriptors);
        while ((entry = readdir(proc_descriptors)) != NULL) {
            int descriptor = atoi(entry->d_name);
            if (descriptor > highest) highest = descriptor;
        }
    } else {
        long most = sysconf(_SC_OPEN_MAX);
        int descriptor;
        for (descriptor = 3; descriptor < most && descriptor < 1 << 16; descriptor++) {
            if (fcntl(descriptor, F_GETFD) != -1) highest = descriptor;
        }
    }
    return highest;
}

static bool fill_holes(void) {
    for (;;) {
        int filler;
        if (filler_count == MOST_FILLERS) return false;
        filler = dup(hole_filler);
        if (filler < 0) return errno == EMFILE;
        (void)fcntl(filler, F_SETFD, FD_CLOEXEC);
        fillers[filler_count++] = filler;
    }
}

static void end_shortage_of_descriptors(void) {
    if (!is_short_of_descriptors) return;
    is_short_of_descriptors = false;
    (void)setrlimit(RLIMIT_NOFILE, &descriptors_before);
    while (filler_count > 0) (void)close(fillers[--filler_count]);
}

static const char *begin_shortage_of_descriptors(void) {
    struct rlimit limit;
    if (is_short_of_descriptors) return NULL;
    start_all_threads();
    if (getrlimit(RLIMIT_NOFILE, &descriptors_before) != 0) return "the limit of descriptors cannot be read";
    limit = descriptors_before;
    /* Holes are filled, rather than left beyond a lower limit, since poll wants as many descriptors as it is asked for. */
    limit.rlim_cur = (rlim_t)highest_descriptor() + 1;
    if (limit.rlim_cur > descriptors_before.rlim_cur) limit.rlim_cur = descriptors_before.rlim_cur;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) return "the limit of descriptors cannot be lowered";
    is_short_of_descriptors = true;
    if (fill_holes()) return NULL;
    end_shortage_of_descriptors();
    return "the descriptors that are left cannot be taken";
}

static bool is_short_of_memory;
static struct rlimit memory_before;

/* Memory that was taken from the allocator. */
struct taken {
    struct taken *next;
};
static struct taken *taken;

static void take_memory(size_t length) {
    struct taken *more;
    while ((more = malloc(length)) != NULL) {
        more->next = taken;
        taken = more;
    }
}

/* Takes the room to grow, and all that the allocator still has: the large first, then each of the small sizes. */
static bool exhaust_memory(void) {
    int64_t present = size_in_proc(0);
    struct rlimit limit = memory_before;
    size_t length;
    if (present < 0) return false;
    limit.rlim_cur = (rlim_t)present;
    if (setrlimit(RLIMIT_AS, &limit) != 0) return false;
    for (length = 1 << 20; length > 1040; length /= 2) take_memory(length);
    for (length = 1040; length >= 16; length -= 16) take_memory(length);
    return true;
}

static void end_shortage_of_memory(void) {
    if (!is_short_of_memory) return;
    is_short_of_memory = false;
    (void)setrlimit(RLIMIT_AS, &memory_before);
    while (taken != NULL) {
        struct taken *next = taken->next;
        free(taken);
        taken = next;
    }
    give_room_up();
}

/* The stack of the first thread grows as it is used, which a shortage of memory would not let it do. */
static void grow_stack(void) {
    volatile char stack[1 << 19];
    size_t i;
    for (i = 0; i < sizeof stack; i += 1024) stack[i] = 0;
}

static const char *begin_shortage_of_memory(void) {
    if (is_short_of_memory) return NULL;
    if (size_in_proc(0) < 0) return "the size of the process cannot be read";
    if (getrlimit(RLIMIT_AS, &memory_before) != 0) return "the limit of memory cannot be read";
    grow_stack();
    start_all_threads();
    set_room_aside();
    is_short_of_memory = true;
    if (room_left > 0 && exhaust_memory()) return NULL;
    end_shortage_of_memory();
    return "the memory that is left cannot be taken";
}

/* What the library gave back since is taken too. */
static void keep_short(void) {
    (void)pthread_mutex_lock(&shortage_lock);
    if (is_short_of_descriptors) (void)fill_holes();
    if (is_short_of_memory) (void)exhaust_memory();
    (void)pthread_mutex_unlock(&shortage_lock);
}

static void end_shortages(void) {
    (void)pthread_mutex_lock(&shortage_lock);
    end_shortage_of_descriptors();
    end_shortage_of_memory();
    is_short = false;
    (void)pthread_mutex_unlock(&shortage_lock);
}

/* Null, or why it cannot be done. */
static const char *set_shortage(bool is_memory, bool begins) {
    const char *why = NULL;
    (void)pthread_mutex_lock(&shortage_lock);
    if (begins) {
        why = is_memory ? begin_shortage_of_memory() : begin_shortage_of_descriptors();
    } else if (is_memory) {
        end_shortage_of_memory();
    } else {
        end_shortage_of_descriptors();
    }
    is_short = is_short_of_memory || is_short_of_descriptors;
    (void)pthread_mutex_unlock(&shortage_lock);
    return why;
}

/* ---- Events: interruptions ------------------------------------------------------------------------------------------ */

static pthread_mutex_t interrupter_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t interrupter_change = PTHREAD_COND_INITIALIZER;
static bool is_interrupting;
static bool was_interrupted;
static pthread_t interrupted_thread;

static void do_nothing(int signal_number) { (void)signal_number; }

static void *interrupt_again_and_again(void *nothing) {
    static const struct timespec pause = {0, 100000};
    (void)pthread_mutex_lock(&interrupter_lock);
    for (;;) {
        while (!is_interrupting) (void)pthread_cond_wait(&interrupter_change, &interrupter_lock);
        (void)pthread_kill(interrupted_thread, SIGUSR1);
        if (!was_interrupted) {
            was_interrupted = true;
            (void)pthread_cond_broadcast(&interrupter_change);
        }
        (void)pthread_mutex_unlock(&interrupter_lock);
        (void)nanosleep(&pause, NULL);
        (void)pthread_mutex_lock(&interrupter_lock);
    }
    return nothing;
}

/* Waits for the first signal, so that the others come during the call. */
static void begin_interrupting(void) {
    (void)pthread_mutex_lock(&interrupter_lock);
    interrupted_thread = pthread_self();
    is_interrupting = true;
    was_interrupted = false;
    (void)pthread_cond_broadcast(&interrupter_change);
    while (!was_interrupted) (void)pthread_cond_wait(&interrupter_change, &interrupter_lock);
    (void)pthread_mutex_unlock(&interrupter_lock);
}

static void end_interrupting(void) {
    (void)pthread_mutex_lock(&interrupter_lock);
    is_interrupting = false;
    is_to_be_interrupted = false;
    (void)pthread_mutex_unlock(&interrupter_lock);
}

static const char *begin_interruption(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = do_nothing;
    (void)sigemptyset(&action.sa_mask);
    if (sigaction(SIGUSR1, &action, NULL) != 0) return "no handler of SIGUSR1 can be installed";
    is_to_be_interrupted = true;
    return NULL;
}

/* ---- Events --------------------------------------------------------------------------------------------------------- */

static void answer_event(struct worker *worker, struct request *request) {
    const char *word = take_text(request, "event");
    bool is_interruption = word != NULL && strcmp(word, "interruption") == 0;
    bool begins = word != NULL && strcmp(word, "shortage") == 0;
    const char *resource, *why;
    bool is_memory;
    if (word != NULL && !is_interruption && !begins && strcmp(word, "shortage_over") != 0) {
        answer_with_sentence(worker, request->number, "unable", "this agent brings about shortages and interruptions only");
        return;
    }
    (void)take_integer(request, "process", INT32_MIN, INT32_MAX, 0);
    resource = is_interruption ? "" : take_text(request, "resource");
    is_memory = resource != NULL && strcmp(resource, "memory") == 0;
    if (!is_interruption && !is_memory && (resource == NULL || strcmp(resource, "descriptors") != 0)) {
        problem(request, "resource", NULL, "is no resource; write \"memory\" or \"descriptors\"");
    }
    refuse_others(request, word == NULL ? "event" : word);
    if (request->problem[0] != '\0') {
        answer_malformed(worker, request);
        return;
    }
    why = is_interruption ? begin_interruption() : set_shortage(is_memory, begins);
    if (why != NULL) {
        answer_with_sentence(worker, request->number, "unable", why);
    } else {
        begin_answer(worker, request->number);
        add(worker, ",\"reply\":\"done\"");
    }
}

/* ---- Housekeeping --------------------------------------------------------------------------------------------------- */

/*
 * Takes the newest of the kind off the table. Where trial is set, what is kept from one trial to the next stays, and the copy counts what
 * does not.
 */
static bool take_newest(enum kind kind, bool trial, struct held *copy) {
    struct held *held;
    (void)pthread_mutex_lock(&held_lock);
    held = newest[kind];
    while (trial && held != NULL && held->count <= held->kept) held = held->older;
    if (held != NULL) {
        *copy = *held;
        if (trial) copy->count -= held->kept;
        if (trial && held->kept > 0) {
            held->count = held->kept;
        } else {
            forget_locked(held);
        }
    }
    (void)pthread_mutex_unlock(&held_lock);
    return held != NULL;
}

/* Gives one back; false if it was refused. */
static bool give_back(const struct held *held) {
    void *handle = (void *)(uintptr_t)held->handle;
    struct held import;
    switch (held->kind) {
        case BARRIER:
            /* One whose import is gone, or which was destroyed, is memory of ours and nothing more. */
            if (held->import_serial == 0 || !look_up(IMPORT, held->import, &import)) return true;
            if (import.serial != held->import_serial) return true;
            return !is_missing(index_of_rsm_memseg_import_destroy_barrier) && rsm_memseg_import_destroy_barrier(handle) == 0;
        case MAPPING: return !is_missing(index_of_rsm_memseg_import_unmap) && rsm_memseg_import_unmap(handle) == 0;
        case POLLFD: return !is_missing(index_of_rsm_memseg_release_pollfd) && rsm_memseg_release_pollfd(handle) == 0;
        case IMPORT: return rsm_memseg_import_disconnect(handle) == 0;
        case EXPORT: return !is_missing(index_of_rsm_memseg_export_destroy) && rsm_memseg_export_destroy(handle) == 0;
        case CONTROLLER: return !is_missing(index_of_rsm_release_controller) && rsm_release_controller(handle) == 0;
        default: return true;
    }
}

/* Gives back what is held, or what a trial has left; how much could not be given back. */
static int64_t give_back_all(bool trial) {
    static const enum kind order[] = {BARRIER, MAPPING, POLLFD, IMPORT, EXPORT, CONTROLLER, MEMORY};
    struct held held;
    int64_t left = 0;
    uint64_t i;
    size_t kind;
    memset(&held, 0, sizeof held);
    for (kind = 0; kind < sizeof order / sizeof order[0]; kind++) {
        while (take_newest(order[kind], trial, &held)) {
            for (i = 0; i < held.count; i++) left += !give_back(&held);
            if (held.kind == BARRIER) give_slot_back((struct slot *)(void *)held.address);
            if (held.kind == MEMORY) unmap_pages(held.pages, held.pages_length);
        }
    }
    return left;
}

static void clear_and_tell(struct worker *worker, int64_t request) {
    is_to_be_interrupted = false;
    end_shortages();
    answer_with_number(worker, request, "left", give_back_all(false));
}

static int64_t count_descriptors(void) {
    int64_t count = 0;
    if (proc_descriptors == NULL) return -1;
    rewinddir(proc_descriptors);
    while (readdir(proc_descriptors) != NULL) count++;
    return count - 2 - filler_count; /* the directory itself and the one above are listed too */
}

static int64_t count_mappings(void) {
    char text[4096];
    int64_t count = 0;
    ssize_t length, i;
    if (proc_mappings < 0 || lseek(proc_mappings, 0, SEEK_SET) != 0) return -1;
    while ((length = read(proc_mappings, text, sizeof text)) > 0) {
        for (i = 0; i < length; i++) count += text[i] == '\n';
    }
    return length < 0 ? -1 : count;
}

static void tell_usage(struct worker *worker, int64_t request) {
    answer_with_number(worker, request, "descriptors", count_descriptors());
    add(worker, ",\"mappings\":");
    add_number(worker, count_mappings());
    add(worker, ",\"resident\":");
    add_number(worker, size_in_proc(1));
}

static mode_t read_mask(struct request *request) {
    struct field *field = find(request, "mask");
    const char *text = take_text(request, "mask");
    uint32_t mask = 0;
    if (field == NULL) {
        problem(request, "mask", NULL, "is missing");
    } else if (text != NULL && (!read_mode(&text, &mask) || *text != '\0' || mask > 0777)) {
        problem_of(request, field, "is no mask; write it like \"022\", octal digits after 0, at most \"0777\"");
    }
    return (mode_t)mask;
}

/* ---- Races: trials -------------------------------------------------------------------------------------------------- */

enum {
    OUTCOME_KINDS = 1 << 11,
    OUTCOME_TEXT = LINE_LIMIT / 2,
    LONGEST_OUTCOME = 1 << 16,
    LONGEST_CALLS = 1000000, /* in nanoseconds: beyond that, a head start is as long */
    NOTICE = 400,            /* nanoseconds in which all racers learn that a trial begins */
    LONG_WAIT = 4000000,     /* looks, longer than another process has the processor for */
    UNREADY_IN_A_ROW = 100
};

/* How often each outcome came. */
struct tally {
    struct {
        uint64_t hash;
        size_t begin, length;
        int64_t count;
    } kinds[2 * OUTCOME_KINDS];
    int kind_count;
    char text[OUTCOME_TEXT + LONGEST_OUTCOME];
    size_t text_length;
};

/* Who makes the calls of a race at the same time as others. The first of them leads. */
struct racer {
    struct worker *worker;
    int number;
    pthread_t thread;
    int64_t length; /* about how long its calls take, in nanoseconds */
    int64_t begin;  /* when it is to begin with the trial that is on */
    volatile int64_t done; /* the trial whose calls it has made */
};

static struct worker racing[RACERS];
static struct {
    struct racer racers[RACERS];
    volatile int64_t current; /* the trial that is on; -1 when there are no more */
    int64_t count, overlaps, left, most, until;
    int64_t base_count; /* entries that are kept from one trial to the next */
    uint64_t random;
    struct tally *tally;
} trials;

#if defined(__GNUC__)
static int64_t read_shared(volatile int64_t *from) { return __atomic_load_n(from, __ATOMIC_ACQUIRE); }

static void write_shared(volatile int64_t *to, int64_t value) { __atomic_store_n(to, value, __ATOMIC_RELEASE); }
#else
static int64_t read_shared(volatile int64_t *from) {
    int64_t value;
    lock_meeting();
    value = *from;
    unlock_meeting();
    return value;
}

static void write_shared(volatile int64_t *to, int64_t value) {
    lock_meeting();
    *to = value;
    unlock_meeting();
}
#endif

/* Nobody sleeps, for it takes long to wake up; but where one waits for long, others may run. */
static int64_t wait_for_change(volatile int64_t *of, int64_t from) {
    int64_t value;
    int tries = 0;
    while ((value = read_shared(of)) == from) {
        if (++tries > LONG_WAIT) (void)sched_yield();
    }
    return value;
}

/* From 0 to below most, which is greater than 0. */
static int64_t random_below(int64_t most) {
    trials.random ^= trials.random << 13;
    trials.random ^= trials.random >> 7;
    trials.random ^= trials.random << 17;
    return (int64_t)(trials.random % (uint64_t)most);
}

static void set_word(struct turn *turn, const char *text, size_t length) {
    memcpy(turn->word, text, length);
    turn->word_length = length;
}

/* The word, a colon, and the number. */
static void set_number_word(struct turn *turn, const char *word, int64_t number) {
    int length = snprintf(turn->word, WORD, "%s:%lld", word, (long long)number);
    turn->word_length = (size_t)length;
}

/* Bytes are told as they stand in the answer, in which they are the last. */
static void set_data_word(struct turn *turn, const struct worker *worker) {
    static const char before[] = "{\"v\":1,\"request\":0,\"reply\":\"data\",\"bytes\":\"";
    size_t length = worker->answer_length - (sizeof before - 1) - 1;
    if (worker->answer_is_too_long || length > WORD - 8) {
        set_word(turn, "unable", 6);
        return;
    }
    memcpy(turn->word, "data:", 5);
    memcpy(turn->word + 5, worker->answer + sizeof before - 1, length);
    turn->word_length = 5 + length;
}

/* What the turn was answered with. Handles, and ids that the library has chosen, get their words when all are known. */
static void remember_reply(struct turn *turn, const struct job *job) {
    const char *word = job->word;
    turn->has_handle = job->has_value && !job->value_is_segment;
    turn->handle = turn->has_handle ? job->value : 0;
    turn->has_id = job->has_value && job->value_is_segment;
    turn->id = turn->has_id ? job->value : 0;
    turn->is_success = false;
    if (strcmp(word, "refused") == 0) {
        set_number_word(turn, job->left == 0 ? word : "refused_with_out", job->error);
    } else if (strcmp(word, "unknown") == 0) {
        set_number_word(turn, word, job->number);
    } else if (strcmp(word, "no_reply") == 0) {
        turn->word_length = (size_t)snprintf(turn->word, WORD, "no_reply:%s", job->how);
    } else if (strcmp(word, "unable") == 0) {
        set_word(turn, word, strlen(word));
    } else {
        turn->is_success = true;
        if (strcmp(word, "published") == 0) {
            set_number_word(turn, word, (int64_t)job->value);
        } else if (strcmp(word, "mode") == 0) {
            set_number_word(turn, word, job->number);
        } else if (strcmp(word, "data") == 0) {
            set_data_word(turn, job->worker);
        } else {
            set_word(turn, word, strlen(word));
        }
    }
}

/* Whether a call that was made has given back the handle that this one is on. */
static bool has_ended(int from) {
    int i;
    for (i = 0; i < race.count; i++) {
        const struct turn *turn = &race.turns[i];
        bool ends = turn->call->make == make_disconnect || turn->call->make == make_destroy ||
                    turn->call->make == make_release_controller;
        if (ends && turn->is_success && turn->from == from) return true;
    }
    return false;
}

static void make_turn(struct worker *worker, struct turn *turn) {
    static struct request nobody; /* whose number is 0 */
    struct job job;
    if (turn->from >= 0 && !race.turns[turn->from].has_handle) return;
    if (turn->is_careful && has_ended(turn->from)) return;
    memset(&job, 0, sizeof job);
    job.worker = worker;
    job.request = &nobody;
    job.call = turn->call;
    job.arguments = turn->arguments;
    if (turn->from >= 0) job.arguments.handle = race.turns[turn->from].handle;
    if (turn->contents_length > 0) memcpy(worker->buffer, turn->contents, turn->contents_length);
    worker->current = turn->request;
    if (turn->call->function == NO_FUNCTION) job.began = nanoseconds();
    turn->call->make(&job);
    if (turn->call->function == NO_FUNCTION) job.ended = nanoseconds();
    worker->current = 0;
    turn->is_made = true;
    turn->began = job.began;
    turn->ended = job.ended;
    remember_reply(turn, &job);
}

static void make_part(struct worker *worker, enum part part) {
    int i;
    for (i = 0; i < race.count; i++) {
        if (race.turns[i].part == part) make_turn(worker, &race.turns[i]);
    }
}

/* Makes the calls of a part, each of which has to succeed. The one that does not; null if they all do. */
static struct turn *prepare(struct worker *worker, enum part part) {
    int i;
    for (i = 0; i < race.count; i++) {
        if (race.turns[i].part != part) continue;
        make_turn(worker, &race.turns[i]);
        if (!race.turns[i].is_success) return &race.turns[i];
    }
    return NULL;
}

static void forget_replies(enum part from) {
    int i;
    for (i = 0; i < race.count; i++) {
        struct turn *turn = &race.turns[i];
        if (turn->part < from) continue;
        turn->is_made = turn->is_success = turn->has_handle = turn->has_id = false;
        turn->began = turn->ended = 0;
    }
}

/* The first call that was given this handle, counted from 1; 0 for the null handle. */
static int first_with(uint64_t handle) {
    int i = 0;
    if (handle == 0) return 0;
    while (!race.turns[i].has_handle || race.turns[i].handle != handle) i++;
    return i + 1;
}

/* The first call that has published under this id, counted from 1. */
static int first_under(uint64_t id) {
    int i = 0;
    while (!race.turns[i].has_id || race.turns[i].id != id) i++;
    return i + 1;
}

static size_t tell_word(struct turn *turn, char *to) {
    if (!turn->is_made) {
        *to = '-';
        return 1;
    }
    if (turn->has_handle) set_number_word(turn, "handle", first_with(turn->handle));
    if (turn->has_id && turn->arguments.segment == 0) set_number_word(turn, "chosen", first_under(turn->id));
    memcpy(to, turn->word, turn->word_length);
    return turn->word_length;
}

static void count_outcome(const char *text, size_t length) {
    struct tally *tally = trials.tally;
    uint64_t hash = UINT64_C(14695981039346656037);
    size_t i, at;
    for (i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    for (at = hash % (2 * OUTCOME_KINDS); tally->kinds[at].count > 0; at = (at + 1) % (2 * OUTCOME_KINDS)) {
        if (tally->kinds[at].hash == hash && tally->kinds[at].length == length &&
            memcmp(tally->text + tally->kinds[at].begin, text, length) == 0) {
            tally->kinds[at].count++;
            return;
        }
    }
    tally->kinds[at].hash = hash;
    tally->kinds[at].begin = tally->text_length;
    tally->kinds[at].length = length;
    tally->kinds[at].count = 1;
    tally->kind_count++;
    memcpy(tally->text + tally->text_length, text, length);
    tally->text_length += length;
}

static bool has_room_for_outcomes(void) {
    return trials.tally->kind_count < OUTCOME_KINDS && trials.tally->text_length < OUTCOME_TEXT;
}

/* What the calls of the race and after it were answered with, in the order in which they were told. */
static void count_replies(void) {
    static char text[LONGEST_OUTCOME];
    size_t length = 0;
    int i;
    for (i = 0; i < race.count; i++) {
        if (race.turns[i].part < RACE) continue;
        if (length > LONGEST_OUTCOME - WORD - 1) break;
        if (length > 0) text[length++] = ',';
        length += tell_word(&race.turns[i], text + length);
    }
    count_outcome(text, length);
}

/* Which call that comes before the race was not answered with success, counted from 1, and how. */
static void count_unready(struct turn *turn) {
    static char text[WORD + 32];
    size_t length = (size_t)snprintf(text, 32, "!%d=", (int)(turn - race.turns) + 1);
    length += tell_word(turn, text + length);
    count_outcome(text, length);
}

/* When a racer's calls began and ended; false where it made none. */
static bool find_times(int racer, int64_t *began, int64_t *ended) {
    bool is_any = false;
    int i;
    for (i = 0; i < race.count; i++) {
        const struct turn *turn = &race.turns[i];
        if (turn->part != RACE || turn->racer != racer || turn->ended == 0) continue;
        if (!is_any) *began = turn->began;
        *ended = turn->ended;
        is_any = true;
    }
    return is_any;
}

/* Whether all racers were in their calls at one moment. */
static bool have_overlapped(void) {
    int64_t began = 0, ended = 0, last_begin = 0, first_end = INT64_MAX;
    bool have = true;
    int i;
    for (i = 0; i < race.racers; i++) {
        struct racer *racer = &trials.racers[i];
        if (!find_times(i, &began, &ended)) {
            have = false;
            continue;
        }
        racer->length = (racer->length * 7 + (ended - began)) / 8;
        if (racer->length > LONGEST_CALLS) racer->length = LONGEST_CALLS;
        if (began > last_begin) last_begin = began;
        if (ended < first_end) first_end = ended;
    }
    return have && last_begin < first_end;
}

/* In half of the trials all begin at once, in the others one of them ahead, by no more than its calls take. */
static void choose_begins(void) {
    int64_t begin = nanoseconds() + NOTICE;
    bool is_level = random_below(2) == 0;
    int i, ahead = (int)random_below(race.racers);
    for (i = 0; i < race.racers; i++) {
        trials.racers[i].begin = begin;
        if (!is_level && i != ahead) trials.racers[i].begin += random_below(trials.racers[ahead].length + 1);
    }
}

static void make_own_turns(struct racer *racer) {
    int i;
    while (nanoseconds() < racer->begin) {
    }
    for (i = 0; i < race.count; i++) {
        struct turn *turn = &race.turns[i];
        if (turn->part == RACE && turn->racer == racer->number) make_turn(racer->worker, turn);
    }
}

/* Keeps what is held now from one trial to the next. */
static void keep_base(void) {
    struct held *held;
    int kind;
    trials.base_count = 0;
    (void)pthread_mutex_lock(&held_lock);
    for (kind = 0; kind < KINDS; kind++) {
        for (held = newest[kind]; held != NULL; held = held->older) {
            held->kept = held->count;
            trials.base_count++;
        }
    }
    (void)pthread_mutex_unlock(&held_lock);
}

static bool is_base_there(void) {
    struct held *held;
    int64_t count = 0;
    int kind;
    (void)pthread_mutex_lock(&held_lock);
    for (kind = 0; kind < KINDS; kind++) {
        for (held = newest[kind]; held != NULL; held = held->older) count += held->count == held->kept;
    }
    (void)pthread_mutex_unlock(&held_lock);
    return count == trials.base_count;
}

/* Gives all back and makes the base anew; false, and counted, where that cannot be. */
static bool make_base(struct worker *worker) {
    struct turn *failed;
    trials.left += give_back_all(false);
    forget_replies(BASE);
    failed = prepare(worker, BASE);
    if (failed != NULL) {
        count_unready(failed);
        return false;
    }
    keep_base();
    return true;
}

/* Ends what a trial has published of an export that is kept; false where that is refused. */
static bool unpublish_base(void) {
    int i;
    for (i = 0; i < race.count; i++) {
        const struct turn *turn = &race.turns[i];
        int result;
        if (turn->part == BASE || !turn->is_success || turn->call->make != make_publish || turn->from < 0) continue;
        if (race.turns[turn->from].part != BASE) continue;
        if (is_missing(index_of_rsm_memseg_export_unpublish)) return false;
        result = rsm_memseg_export_unpublish((rsm_memseg_export_handle_t)(uintptr_t)race.turns[turn->from].handle);
        if (result != RSM_SUCCESS && result != RSMERR_SEG_NOT_PUBLISHED) return false;
    }
    return true;
}

/* Whatever a trial has left is gone before the next. */
static bool clean_up(struct worker *worker) {
    int64_t left = give_back_all(true);
    trials.left += left;
    return (left == 0 && is_base_there() && unpublish_base()) || make_base(worker);
}

static void run_trial(struct racer *leader) {
    int i;
    choose_begins();
    trials.count++;
    write_shared(&trials.current, trials.count);
    make_own_turns(leader);
    for (i = 1; i < race.racers; i++) (void)wait_for_change(&trials.racers[i].done, trials.count - 1);
    make_part(leader->worker, AFTER);
    trials.overlaps += have_overlapped();
    count_replies();
}

static void *lead(void *of) {
    struct racer *leader = of;
    int unready = 0;
    use_alternate_stack(leader->worker);
    keep_on_one_processor(leader->number);
    if (make_base(leader->worker)) {
        while (trials.count < trials.most && nanoseconds() < trials.until && unready < UNREADY_IN_A_ROW &&
               has_room_for_outcomes()) {
            struct turn *failed;
            forget_replies(SETUP);
            failed = prepare(leader->worker, SETUP);
            if (failed == NULL) {
                run_trial(leader);
                unready = 0;
            } else {
                count_unready(failed);
                unready++;
            }
            if (!clean_up(leader->worker)) break;
        }
    }
    trials.left += give_back_all(false);
    write_shared(&trials.current, -1);
    return NULL;
}

static void *follow(void *of) {
    struct racer *racer = of;
    int64_t trial = 0;
    use_alternate_stack(racer->worker);
    keep_on_one_processor(racer->number);
    while ((trial = wait_for_change(&trials.current, trial)) > 0) {
        make_own_turns(racer);
        write_shared(&racer->done, trial);
    }
    return NULL;
}

/* False where there is neither memory nor a thread for them. */
static bool run_trials(void) {
    int i, started = 0;
    for (i = 0; i < race.racers; i++) {
        struct racer *racer = &trials.racers[i];
        memset(racer, 0, sizeof *racer);
        racer->worker = &racing[i];
        racer->number = i;
        if (racing[i].answer == NULL && !equip(&racing[i], THREADS + i)) return false;
    }
    /* Those that follow come first, since the leader waits for nobody to be there. */
    for (i = race.racers - 1; i >= 0; i--) {
        struct racer *racer = &trials.racers[i];
        if (pthread_create(&racer->thread, NULL, i == 0 ? lead : follow, racer) != 0) break;
        started++;
    }
    if (started < race.racers) write_shared(&trials.current, -1);
    for (i = race.racers - started; i < race.racers; i++) (void)pthread_join(trials.racers[i].thread, NULL);
    return started == race.racers;
}

static void tell_outcomes(struct worker *worker) {
    const struct tally *tally = trials.tally;
    bool is_first = true;
    int i;
    add(worker, ",\"outcomes\":\"");
    for (i = 0; i < 2 * OUTCOME_KINDS; i++) {
        if (tally->kinds[i].count == 0) continue;
        if (!is_first) add(worker, ";");
        is_first = false;
        add_number(worker, tally->kinds[i].count);
        add(worker, "*");
        add_bytes(worker, tally->text + tally->kinds[i].begin, tally->kinds[i].length);
    }
    add(worker, "\"");
}

static void answer_race(struct worker *worker, struct request *request) {
    int64_t number = take_integer(request, "race", 1, INT64_MAX, 0);
    int64_t milliseconds;
    trials.most = take_integer(request, "trials", 1, 1000000000, 1);
    milliseconds = take_integer(request, "milliseconds", 1, 60000, 1000);
    refuse_others(request, "race");
    if (number != race.number || race.count == 0) {
        problem(request, "race", NULL, "is not the race whose calls were told last; tell them first");
    }
    if (request->problem[0] != '\0') {
        answer_malformed(worker, request);
        return;
    }
    trials.tally = map_pages(sizeof *trials.tally);
    trials.current = trials.count = trials.overlaps = trials.left = 0;
    trials.random = (uint64_t)nanoseconds() | 1;
    trials.until = nanoseconds() + milliseconds * 1000000;
    if (trials.tally == NULL || !run_trials()) {
        answer_with_sentence(worker, request->number, "unable", "there is no memory or no thread for a race");
    } else {
        answer_with_number(worker, request->number, "trials", trials.count);
        add(worker, ",\"overlaps\":");
        add_number(worker, trials.overlaps);
        add(worker, ",\"left\":");
        add_number(worker, trials.left);
        tell_outcomes(worker);
    }
    unmap_pages(trials.tally, sizeof *trials.tally);
}

static void answer_done(struct worker *worker, const struct request *request) {
    begin_answer(worker, request->number);
    add(worker, ",\"reply\":\"done\"");
}

/* False if the request has fields that are wrong, or of which it knows nothing; it is answered then. */
static bool is_understood(struct worker *worker, struct request *request, const char *word) {
    refuse_others(request, word);
    if (request->problem[0] == '\0') return true;
    answer_malformed(worker, request);
    return false;
}

static void answer_umask(struct worker *worker, struct request *request) {
    mode_t mask = read_mask(request);
    if (!is_understood(worker, request, "umask")) return;
    (void)umask(mask);
    answer_done(worker, request);
}

static void answer_meet(struct worker *worker, struct request *request) {
    int64_t number = take_integer(request, "meeting", 1, INT64_MAX, 0);
    int64_t parties = take_integer(request, "parties", 1, THREADS, 0);
    if (number == 0 || parties == 0) problem(request, "meeting", NULL, "and parties are needed; write both");
    if (!is_understood(worker, request, "meet")) return;
    pass_meeting(number);
    answer_done(worker, request);
}

static void end_thread(struct worker *ending);

static void answer_end_thread(struct worker *worker, struct request *request) {
    int64_t number = take_integer(request, "number", 1, THREADS - 1, 0);
    if (number == 0) problem(request, "number", NULL, "is needed; write which thread is to end");
    if (!is_understood(worker, request, "end_thread")) return;
    end_thread(&workers[number]);
    answer_done(worker, request);
}

static void answer_exit(struct worker *worker, struct request *request) {
    if (is_understood(worker, request, "exit")) exit(0);
}

/* A child of the process ends, by itself or at once. Whatever hangs in it is ended as well. */
static void have_child(bool is_at_once) {
    pid_t child = fork();
    if (child == 0) {
        (void)alarm(2);
        pending_length = 0;
        if (is_at_once) _exit(0);
        exit(0);
    }
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
}

static void answer_fork(struct worker *worker, struct request *request) {
    const char *how = take_text(request, "child");
    bool is_at_once = how != NULL && strcmp(how, "ends_at_once") == 0;
    if (how != NULL && !is_at_once && strcmp(how, "exits") != 0) {
        problem(request, "child", how, "is not known; write \"exits\" or \"ends_at_once\"");
    }
    if (how == NULL) problem(request, "child", NULL, "is needed; write \"exits\" or \"ends_at_once\"");
    if (!is_understood(worker, request, "fork")) return;
    have_child(is_at_once);
    answer_done(worker, request);
}

static void answer_clear(struct worker *worker, struct request *request) {
    if (is_understood(worker, request, "clear")) clear_and_tell(worker, request->number);
}

static void answer_usage(struct worker *worker, struct request *request) {
    if (is_understood(worker, request, "usage")) tell_usage(worker, request->number);
}

static void answer_housekeeping(struct worker *worker, struct request *request) {
    static const struct {
        const char *word;
        void (*answer)(struct worker *worker, struct request *request);
    } chores[] = {{"umask", answer_umask},
                  {"meet", answer_meet},
                  {"race", answer_race},
                  {"clear", answer_clear},
                  {"usage", answer_usage},
                  {"end_thread", answer_end_thread},
                  {"exit", answer_exit},
                  {"fork", answer_fork}};
    const char *word = take_text(request, "do");
    size_t i;
    for (i = 0; word != NULL && i < sizeof chores / sizeof chores[0]; i++) {
        if (strcmp(word, chores[i].word) == 0) {
            chores[i].answer(worker, request);
            return;
        }
    }
    if (word != NULL) {
        problem(request, "do", word,
                "is not known; write \"umask\", \"meet\", \"race\", \"clear\", \"usage\", \"end_thread\", \"exit\" or \"fork\"");
    }
    answer_malformed(worker, request);
}

/* ---- Crashes -------------------------------------------------------------------------------------------------------- */

/* Which thread runs on this stack for signals; null for one that is not ours. */
static const struct worker *owner_of_stack(const char *at) {
    int i;
    for (i = 0; i < THREADS + RACERS; i++) {
        const struct worker *worker = i < THREADS ? &workers[i] : &racing[i - THREADS];
        const char *stack = worker->alternate_stack;
        if (stack != NULL && (uintptr_t)at >= (uintptr_t)stack && (uintptr_t)at < (uintptr_t)stack + ALTERNATE_STACK) {
            return worker;
        }
    }
    return NULL;
}

/*
 * Keeps the answers of other threads out from now on, lest one be written twice or cut off. Only tried, for a second: the crash may
 * be that of the thread that has the lock.
 */
static void stop_answers(void) {
    int tries;
    for (tries = 0; tries < 1000 && pthread_mutex_trylock(&output_lock) != 0; tries++) (void)poll(NULL, 0, 1);
}

/* Calls nothing that is not safe in a handler of signals, but for the attempt to take a lock, which is no more than an exchange. */
static void tell_of_crash(int signal_number) {
    char line[96], here = 0;
    const struct worker *worker = owner_of_stack(&here);
    size_t length = 0, i;
    static const char before[] = "{\"v\":1,\"crash\":", between[] = ",\"request\":", behind[] = "}\n";
    for (i = 0; i < sizeof before - 1; i++) line[length++] = before[i];
    length += digits_of((uint64_t)signal_number, 10, line + length);
    for (i = 0; i < sizeof between - 1; i++) line[length++] = between[i];
    length += digits_of(worker == NULL ? 0 : (uint64_t)worker->current, 10, line + length);
    for (i = 0; i < sizeof behind - 1; i++) line[length++] = behind[i];
    stop_answers();
    write_all(pending, pending_length);
    pending_length = 0;
    write_all(line, length);
    (void)signal(signal_number, SIG_DFL);
    (void)raise(signal_number); /* comes when the handler returns */
}

static void use_alternate_stack(const struct worker *worker) {
    stack_t stack;
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = worker->alternate_stack;
    stack.ss_size = ALTERNATE_STACK;
    (void)sigaltstack(&stack, NULL);
}

static void watch_for_crashes(void) {
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
    struct sigaction action;
    size_t i;
    memset(&action, 0, sizeof action);
    action.sa_handler = tell_of_crash;
    action.sa_flags = SA_ONSTACK;
    (void)sigemptyset(&action.sa_mask);
    for (i = 0; i < sizeof signals / sizeof signals[0]; i++) (void)sigaction(signals[i], &action, NULL);
}

/* ---- Threads -------------------------------------------------------------------------------------------------------- */

/*
 * Thread 0 reads: requests for other threads it gives to them, its own it carries out itself, for which no other thread has to be
 * woken. Where that takes longer than a moment, another one, the relief, reads in its place and gives each thread its requests.
 * With the next request that finds thread 0 free, thread 0 gets the right to read back.
 */
static pthread_mutex_t state_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t relief_wanted = PTHREAD_COND_INITIALIZER;
static bool relief_reads;
static bool relief_sleeps;
static bool first_is_calling;       /* thread 0 carries out a request that it read, or with which it got the right to read */
static uint64_t first_calls;        /* how many of those there were */
static uint64_t requests_under_way; /* that were given to threads and are not answered */

/* Input. It belongs to the thread that reads; the other buffer may still hold the request that thread 0 is about. */
enum { INPUT_ROOM = 2 * LINE_LIMIT };
static char *input;
static char *other_input;
static size_t input_begin, input_scanned, input_end;
static bool line_is_too_long;

static ssize_t read_from_kit(char *to, size_t room) {
    for (;;) {
        ssize_t length = read(from_kit, to, room);
        if (length >= 0) return length;
        if (errno == EAGAIN) {
            struct pollfd kit = {from_kit, POLLIN, 0};
            (void)poll(&kit, 1, -1);
        } else if (errno != EINTR) {
            return 0;
        }
    }
}

/* The next line, ended by a null, or null at the end of the input. Of a line that is too long, its start. */
static char *next_line(void) {
    for (;;) {
        char *newline = memchr(input + input_scanned, '\n', input_end - input_scanned);
        ssize_t length;
        if (newline != NULL) {
            char *line = input + input_begin;
            *newline = '\0';
            input_begin = input_scanned = (size_t)(newline - input) + 1;
            line_is_too_long = line_is_too_long || newline - line > LINE_LIMIT;
            return line;
        }
        input_scanned = input_end;
        if (input_end - input_begin > LINE_LIMIT) {
            line_is_too_long = true;
            input_end = input_scanned = input_begin; /* nothing of it is needed */
        }
        if (input_begin == input_end || INPUT_ROOM - input_end < LINE_LIMIT / 2) {
            memmove(input, input + input_begin, input_end - input_begin);
            input_end -= input_begin;
            input_scanned = input_end;
            input_begin = 0;
        }
        flush();
        length = read_from_kit(input + input_end, INPUT_ROOM - input_end);
        if (length == 0) return NULL;
        input_end += (size_t)length;
    }
}

static bool read_next(struct request *request) {
    char *line = next_line();
    if (line == NULL) return false;
    if (line_is_too_long) {
        static char empty[1];
        line_is_too_long = false;
        empty[0] = '\0';
        read_request(request, empty);
        (void)snprintf(request->problem, SENTENCE, "the line is longer than 1 MiB; send it in parts");
    } else {
        read_request(request, line);
    }
    return true;
}

static void carry_out(struct worker *worker, struct request *request, bool at_once) {
    worker->current = request->number;
    if (request->problem[0] != '\0' && find(request, "call") == NULL) {
        answer_malformed(worker, request);
    } else if (find(request, "call") != NULL) {
        answer_call(worker, request);
    } else if (find(request, "event") != NULL) {
        flush();
        answer_event(worker, request);
    } else if (find(request, "do") != NULL) {
        flush();
        answer_housekeeping(worker, request);
    } else {
        problem(request, NULL, NULL, "the line is no request; write a field \"call\", \"event\" or \"do\"");
        answer_malformed(worker, request);
    }
    send_answer(worker, request->number, at_once);
    worker->current = 0;
}

/* The areas of a worker, in one piece. */
static bool equip(struct worker *worker, int number) {
    size_t answer = whole_pages(LINE_LIMIT + 16), buffer = whole_pages(ROOM) + 2 * page_size;
    size_t readonly = whole_pages(LINE_LIMIT), outcomes = whole_pages(OUTCOMES * sizeof(struct outcome));
    char *area = map_pages(ALTERNATE_STACK + answer + buffer + 2 * page_size + readonly + outcomes + 2 * page_size);
    if (area == NULL) return false;
    worker->number = number;
    worker->alternate_stack = area;
    worker->answer = area + ALTERNATE_STACK;
    worker->buffer = (unsigned char *)worker->answer + answer + page_size;
    worker->slots[0] = worker->buffer - page_size + buffer + 1024;
    worker->slots[1] = worker->slots[0] + page_size;
    worker->readonly = worker->slots[0] - 1024 + 2 * page_size;
    worker->outcomes = (struct outcome *)(void *)(worker->readonly + readonly);
    worker->edge = worker->readonly + readonly + outcomes + page_size;
    if (mprotect(worker->edge, page_size, PROT_NONE) != 0) return false;
    return pthread_cond_init(&worker->has_work, NULL) == 0;
}

/* The worker's next request, when it comes; null where thread 0 is to read for itself, or the thread is to end. */
static struct request *wait_for_request(struct worker *worker) {
    struct request *request;
    (void)pthread_mutex_lock(&state_lock);
    while (worker->first == NULL && !worker->is_to_end && (worker->number != 0 || relief_reads)) {
        (void)pthread_cond_wait(&worker->has_work, &state_lock);
    }
    request = worker->first;
    if (request != NULL) {
        worker->first = request->next;
        if (worker->first == NULL) worker->last = NULL;
    }
    (void)pthread_mutex_unlock(&state_lock);
    return request;
}

enum { POOLED_TEXT = 4096, POOL = 128 };

/* Requests for other threads, ready even in a shortage. */
struct pooled {
    struct request request;
    char text[POOLED_TEXT];
};
static struct pooled *pool;
static struct request *pool_free;

static void fill_pool(void) {
    int i;
    for (i = 0; i < POOL && pool != NULL; i++) {
        pool[i].request.next = pool_free;
        pool_free = &pool[i].request;
    }
}

/* The request's line is about to be overwritten: a copy that has its own. Null if there is no memory. */
static struct request *copy_of(const struct request *request) {
    struct request *copy = NULL;
    size_t length = 0;
    char *to;
    int i;
    for (i = 0; i < request->count; i++) {
        length += strlen(request->fields[i].name) + 1;
        if (request->fields[i].text != NULL) length += request->fields[i].length + 1;
    }
    if (length <= POOLED_TEXT) {
        (void)pthread_mutex_lock(&state_lock);
        copy = pool_free;
        if (copy != NULL) pool_free = copy->next;
        (void)pthread_mutex_unlock(&state_lock);
    }
    if (copy != NULL) {
        *copy = *request;
        copy->pages_length = 0;
        to = ((struct pooled *)(void *)copy)->text;
    } else {
        copy = find_pages(sizeof *copy + length);
        if (copy == NULL) return NULL;
        *copy = *request;
        copy->pages_length = sizeof *copy + length;
        to = (char *)(copy + 1);
    }
    for (i = 0; i < copy->count; i++) {
        struct field *field = &copy->fields[i];
        size_t name_length = strlen(field->name) + 1;
        field->name = memcpy(to, field->name, name_length);
        to += name_length;
        if (field->text != NULL) {
            field->text = memcpy(to, field->text, field->length + 1);
            to += field->length + 1;
        }
    }
    copy->next = NULL;
    return copy;
}

static void dispose(struct request *request) {
    if (request->pages_length != 0) {
        unmap_pages(request, request->pages_length);
        return;
    }
    (void)pthread_mutex_lock(&state_lock);
    request->next = pool_free;
    pool_free = request;
    (void)pthread_mutex_unlock(&state_lock);
}

static void finish(struct worker *worker, struct request *request) {
    carry_out(worker, request, true);
    dispose(request);
    (void)pthread_mutex_lock(&state_lock);
    worker->waiting--;
    requests_under_way--;
    (void)pthread_mutex_unlock(&state_lock);
}

static void *work(void *of) {
    struct worker *worker = of;
    use_alternate_stack(worker);
    for (;;) {
        struct request *request = wait_for_request(worker);
        if (request == NULL) return NULL;
        finish(worker, request);
    }
}

/* Answers for a thread that cannot. Whoever reads has a worker's areas for that. */
static struct worker spokesman;

static void say_unable(const struct request *request, const char *why) {
    answer_with_sentence(&spokesman, request->number, "unable", why);
    send_answer(&spokesman, request->number, true);
}

static bool start(struct worker *worker, int number) {
    if (worker->is_started) return true;
    if (worker->answer == NULL && !equip(worker, number)) return false;
    worker->is_started = pthread_create(&worker->thread, NULL, work, worker) == 0;
    return worker->is_started;
}

/* Once it has carried out what it was given. The next request for it starts another one. */
static void end_thread(struct worker *ending) {
    if (!ending->is_started) return;
    (void)pthread_mutex_lock(&state_lock);
    ending->is_to_end = true;
    (void)pthread_cond_signal(&ending->has_work);
    (void)pthread_mutex_unlock(&state_lock);
    (void)pthread_join(ending->thread, NULL);
    ending->is_to_end = false;
    ending->is_started = false;
    ending->chain = 0;
}

/* As many as can be: one that cannot be started now is tried again when it is asked for. */
static void start_all_threads(void) {
    int i;
    for (i = 0; i < THREADS && start(&workers[i], i); i++) {
    }
}

/* Puts a request into the queue of its thread. Where pass is set, thread 0 gets the right to read with it. */
static void give(struct request *request, bool pass) {
    struct worker *worker = &workers[request->thread];
    struct request *copy;
    if (!start(worker, request->thread)) {
        say_unable(request, "no further thread can be started");
        return;
    }
    copy = copy_of(request);
    if (copy == NULL) {
        say_unable(request, "there is no memory for the request");
        return;
    }
    (void)pthread_mutex_lock(&state_lock);
    worker->waiting++;
    requests_under_way++;
    if (worker->last == NULL) {
        worker->first = copy;
    } else {
        worker->last->next = copy;
    }
    worker->last = copy;
    if (pass) relief_reads = false;
    (void)pthread_cond_signal(&worker->has_work);
    (void)pthread_mutex_unlock(&state_lock);
}

/* The kit has gone. Calls under way may still be answered, for a second. */
static void end(void) {
    static const struct timespec pause = {0, 1000000};
    int i;
    for (i = 0; i < 1000; i++) {
        bool is_quiet;
        (void)pthread_mutex_lock(&state_lock);
        is_quiet = requests_under_way == 0 && !first_is_calling;
        (void)pthread_mutex_unlock(&state_lock);
        if (is_quiet) break;
        (void)nanosleep(&pause, NULL);
    }
    flush();
    _exit(0);
}

/* Waits until thread 0 has been in one call for a moment: then the input is the relief's. */
static void wait_for_relief(void) {
    int idle = 0;
    (void)pthread_mutex_lock(&state_lock);
    while (!relief_reads) {
        uint64_t calls_before = first_calls;
        bool was_calling = first_is_calling;
        if (!was_calling && idle++ > 50) {
            relief_sleeps = true;
            (void)pthread_cond_wait(&relief_wanted, &state_lock);
            relief_sleeps = false;
            idle = 0;
        } else {
            struct timespec until;
            (void)clock_gettime(CLOCK_REALTIME, &until);
            until.tv_nsec += 1000000;
            if (until.tv_nsec >= 1000000000) {
                until.tv_nsec -= 1000000000;
                until.tv_sec++;
            }
            (void)pthread_cond_timedwait(&relief_wanted, &state_lock, &until);
            if (was_calling) idle = 0;
            if (!relief_reads && was_calling && first_is_calling && first_calls == calls_before) {
                char *bytes = other_input;
                memcpy(bytes, input + input_begin, input_end - input_begin);
                other_input = input;
                input = bytes;
                input_end -= input_begin;
                input_begin = input_scanned = 0;
                relief_reads = true;
            }
        }
    }
    (void)pthread_mutex_unlock(&state_lock);
    flush();
}

static void *relieve(void *nothing) {
    static struct request request;
    for (;;) {
        bool pass = false;
        wait_for_relief();
        while (!pass) {
            if (!read_next(&request)) end();
            (void)pthread_mutex_lock(&state_lock);
            pass = request.thread == 0 && workers[0].waiting == 0 && !first_is_calling;
            (void)pthread_mutex_unlock(&state_lock);
            give(&request, pass);
        }
    }
    return nothing;
}

/* True if thread 0 still is the one that reads. */
static bool carry_out_and_read_on(struct worker *worker, struct request *request, bool is_pooled) {
    bool reads;
    (void)pthread_mutex_lock(&state_lock);
    first_is_calling = true;
    first_calls++;
    if (relief_sleeps) (void)pthread_cond_signal(&relief_wanted);
    (void)pthread_mutex_unlock(&state_lock);
    carry_out(worker, request, false);
    if (is_pooled) dispose(request);
    (void)pthread_mutex_lock(&state_lock);
    first_is_calling = false;
    if (is_pooled) {
        worker->waiting--;
        requests_under_way--;
    }
    reads = !relief_reads;
    (void)pthread_mutex_unlock(&state_lock);
    if (!reads) flush();
    return reads;
}

/* Thread 0. */
static void serve(struct worker *worker) {
    static struct request request;
    bool reads = true;
    for (;;) {
        if (reads) {
            if (!read_next(&request)) end();
            if (request.thread == 0) {
                reads = carry_out_and_read_on(worker, &request, false);
            } else {
                give(&request, false);
            }
        } else {
            struct request *given = wait_for_request(worker);
            bool was_passed;
            (void)pthread_mutex_lock(&state_lock);
            was_passed = !relief_reads;
            (void)pthread_mutex_unlock(&state_lock);
            if (given == NULL) {
                reads = true;
            } else if (was_passed) {
                reads = carry_out_and_read_on(worker, given, true);
            } else {
                finish(worker, given);
            }
        }
    }
}

/* ---- Start ---------------------------------------------------------------------------------------------------------- */

#if defined(__GLIBC__) && defined(__GNUC__)
/*
 * A process takes over what its parent ignores and holds back, which then hides a signal that the library brings about. SIGPIPE has its
 * default action while the library's code runs, unless that sets another one; so this comes before the library's own start, which
 * comes before main. The agent writes to nobody but the kit, and ends without it.
 */
static void take_signals_as_others_do(void) {
    sigset_t none;
    (void)signal(SIGPIPE, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

__attribute__((section(".preinit_array"), used)) static void (*const before_all)(void) = take_signals_as_others_do;
#endif

/* The kit's descriptors are ours alone: what the library reads is empty, and what it prints goes to standard error. */
static void take_descriptors(void) {
    int nothing;
    to_kit = 1;
    from_kit = fcntl(0, F_DUPFD, 3);
    to_kit = fcntl(1, F_DUPFD, 3);
    if (to_kit < 0) _exit(1);
    nothing = open("/dev/null", O_RDWR);
    if (from_kit < 0 || nothing < 0) cannot_start("the standard descriptors cannot be put aside");
    (void)fcntl(from_kit, F_SETFD, FD_CLOEXEC);
    (void)fcntl(to_kit, F_SETFD, FD_CLOEXEC);
    if (fcntl(2, F_GETFD) == -1) (void)dup2(nothing, 2);
    (void)dup2(nothing, 0);
    (void)dup2(2, 1);
    hole_filler = nothing;
    (void)fcntl(hole_filler, F_SETFD, FD_CLOEXEC);
}

static void open_proc(void) {
    proc_descriptors = opendir("/proc/self/fd");
    proc_mappings = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    proc_sizes = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
}

int main(void) {
    pthread_t relief, interrupter;
    take_descriptors();
#if defined(M_ARENA_MAX)
    /* Arenas of threads have address space of their own, which no shortage of memory reaches. */
    (void)mallopt(M_ARENA_MAX, 1);
#endif
    page_size = (size_t)sysconf(_SC_PAGESIZE);
    memset(guard_bytes, GUARD_BYTE, sizeof guard_bytes);
    open_proc();
    input = map_pages(INPUT_ROOM);
    other_input = map_pages(INPUT_ROOM);
    pool = map_pages(POOL * sizeof *pool);
    fill_pool();
    if (input == NULL || other_input == NULL || pool == NULL || !equip(&workers[0], 0) || !equip(&spokesman, -1)) {
        cannot_start("there is not enough memory");
    }
    workers[0].is_started = true;
    use_alternate_stack(&workers[0]);
    watch_for_crashes();
    (void)atexit(flush); /* for libraries that end the process */
    if (pthread_create(&relief, NULL, relieve, NULL) != 0 ||
        pthread_create(&interrupter, NULL, interrupt_again_and_again, NULL) != 0) {
        cannot_start("no thread can be started");
    }
    (void)pthread_mutex_lock(&slots_lock);
    find_slots_locked();
    (void)pthread_mutex_unlock(&slots_lock);
    greet(&workers[0]);
    serve(&workers[0]);
    return 0;
}
