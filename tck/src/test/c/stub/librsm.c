/*
 * An implementation of RSM for the tests of agents: everything in one process, no rules but a few, and misbehaviour on demand.
 *
 * What connect does is chosen by the node that it is asked for: 1 connects to a published segment, the others are listed at
 * misbehave. What the library holds can be asked for by names of applications: see rsm_get_segmentid_range.
 */
#define _DEFAULT_SOURCE 1
#define _XOPEN_SOURCE 700

#include <rsmapi.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 4096, POLL_EVENTS = 0x40 };

/* All 64 bits of an import handle count. */
static const uintptr_t FIRST_IMPORT = (uintptr_t)0xfedcba9876540000;
static const uintptr_t FIRST_EXPORT = 0x30000;
static const uintptr_t LOOPBACK = 0x1000;

struct segment {
    int is_live;
    char *memory; /* of an import: the exporter's */
    size_t length;
    uint32_t id; /* of an export; 0 while it is not published */
    int is_mapped;
    int pollfds;
    int signals;
    int mode;
};

static struct segment exports[MOST];
static struct segment imports[MOST];
static int controllers;
static int barriers;
static int threads;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t posted = PTHREAD_COND_INITIALIZER;

static struct segment *at(struct segment *table, uintptr_t first, const void *handle) {
    uintptr_t index = (uintptr_t)handle - first;
    return index < MOST && table[index].is_live ? &table[index] : NULL;
}

static struct segment *import_at(const void *handle) { return at(imports, FIRST_IMPORT, handle); }

static struct segment *export_at(const void *handle) { return at(exports, FIRST_EXPORT, handle); }

static struct segment *segment_at(const void *handle) {
    struct segment *segment = import_at(handle);
    return segment != NULL ? segment : export_at(handle);
}

static int take(struct segment *table) {
    int i;
    for (i = 0; i < MOST; i++) {
        if (!table[i].is_live) {
            memset(&table[i], 0, sizeof table[i]);
            table[i].is_live = 1;
            return i;
        }
    }
    return -1;
}

static uint32_t count(const struct segment *table) {
    uint32_t live = 0;
    int i;
    for (i = 0; i < MOST; i++) live += table[i].is_live != 0;
    return live;
}

static uint32_t count_in(const char *what) {
    uint32_t sum = 0;
    int i;
    for (i = 0; i < MOST; i++) {
        if (strcmp(what, "pollfds") == 0) sum += (uint32_t)(imports[i].pollfds + exports[i].pollfds);
        if (strcmp(what, "mappings") == 0) sum += imports[i].is_mapped != 0;
    }
    return sum;
}

/* Whether the kernel can write there; what stood there is lost. */
static int is_writable(void *address, size_t length) {
    int zeros = open("/dev/zero", O_RDONLY);
    ssize_t read_there = read(zeros, address, length);
    (void)close(zeros);
    return read_there == (ssize_t)length;
}

int rsm_get_controller(char *name, rsmapi_controller_handle_t *controller) {
    if (strcmp(name, "loopback") != 0 && strcmp(name, "\303\266") != 0) return RSMERR_CTLR_NOT_PRESENT;
    if (controller == NULL) return RSMERR_BAD_ADDR;
    controllers++;
    *controller = (rsmapi_controller_handle_t)LOOPBACK;
    return RSM_SUCCESS;
}

int rsm_release_controller(rsmapi_controller_handle_t controller) {
    if (controller != (rsmapi_controller_handle_t)LOOPBACK || controllers == 0) return RSMERR_BAD_CTLR_HNDL;
    controllers--;
    return RSM_SUCCESS;
}

int rsm_get_controller_attr(rsmapi_controller_handle_t controller, rsmapi_controller_attr_t *attr) {
    if (controller != (rsmapi_controller_handle_t)LOOPBACK) return RSMERR_BAD_CTLR_HNDL;
    if (attr == NULL || !is_writable(attr, sizeof *attr)) return RSMERR_BAD_ADDR;
    attr->attr_direct_access_sizes = 15;
    attr->attr_atomic_sizes = 8;
    attr->attr_page_size = 4096;
    return RSM_SUCCESS;
}

/* One controller with an odd name, from which two paths lead. */
int rsm_get_interconnect_topology(rsm_topology_t **topology) {
    struct {
        rsm_topology_t topology;
        rsm_connections_t connections;
        rsm_remote_cntlr_t second;
    } *all;
    if (topology == NULL) return RSMERR_BAD_TOPOLOGY_PTR;
    all = calloc(1, sizeof *all);
    if (all == NULL) return RSMERR_INSUFFICIENT_MEM;
    all->topology.topology_hdr.local_nodeid = 7;
    all->topology.topology_hdr.local_cntlr_count = 1;
    all->topology.connections[0] = &all->connections;
    strcpy(all->connections.hdr.cntlr_name, "wi-re\303\266" "0");
    all->connections.hdr.remote_cntlr_count = 2;
    strcpy(all->connections.remote_cntlr[0].remote_cntlrname, "wire1");
    all->connections.remote_cntlr[0].remote_nodeid = 2;
    all->connections.remote_cntlr[0].connection_state = RSM_CONNECTION_ACTIVE;
    strcpy(all->second.remote_cntlrname, "wire2");
    all->second.remote_nodeid = 4294967295u;
    all->second.connection_state = 1;
    *topology = &all->topology;
    return RSM_SUCCESS;
}

void rsm_free_interconnect_topology(rsm_topology_t *topology) { free(topology); }

/* How much of what the application's name says is held; "thread" is another for each thread; "umask" is the process's. */
int rsm_get_segmentid_range(const char *appid, rsm_memseg_id_t *baseid, uint32_t *length) {
    static __thread uint32_t thread;
    if (baseid == NULL || length == NULL) return RSMERR_BAD_ADDR;
    *length = 0;
    if (strcmp(appid, "imports") == 0) {
        *baseid = count(imports);
    } else if (strcmp(appid, "exports") == 0) {
        *baseid = count(exports);
    } else if (strcmp(appid, "controllers") == 0) {
        *baseid = (uint32_t)controllers;
    } else if (strcmp(appid, "barriers") == 0) {
        *baseid = (uint32_t)barriers;
    } else if (strcmp(appid, "thread") == 0) {
        if (thread == 0) thread = (uint32_t)__sync_add_and_fetch(&threads, 1);
        *baseid = thread;
    } else if (strcmp(appid, "umask") == 0) {
        *baseid = (uint32_t)umask(0);
        (void)umask((mode_t)*baseid);
    } else if (strcmp(appid, "pollfds") == 0 || strcmp(appid, "mappings") == 0) {
        *baseid = count_in(appid);
    } else {
        return RSMERR_BAD_APPID;
    }
    return RSM_SUCCESS;
}

int rsm_memseg_export_create(rsmapi_controller_handle_t controller, rsm_memseg_export_handle_t *memseg, void *vaddr,
                             size_t length, uint_t flags) {
    int index;
    (void)flags;
    if (controller != (rsmapi_controller_handle_t)LOOPBACK) return RSMERR_BAD_CTLR_HNDL;
    if (memseg == NULL || vaddr == NULL) return RSMERR_BAD_ADDR;
    if (length == 0 || length > (size_t)1 << 40) return RSMERR_BAD_LENGTH;
    if ((uintptr_t)vaddr % 4096 != 0) return RSMERR_BAD_MEM_ALIGNMENT;
    index = take(exports);
    if (index < 0) return RSMERR_INSUFFICIENT_RESOURCES;
    exports[index].memory = vaddr;
    exports[index].length = length;
    *memseg = (rsm_memseg_export_handle_t)(FIRST_EXPORT + (uintptr_t)index);
    return RSM_SUCCESS;
}

int rsm_memseg_export_destroy(rsm_memseg_export_handle_t memseg) {
    struct segment *segment = export_at(memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (segment->pollfds > 0) return RSMERR_POLLFD_IN_USE;
    segment->is_live = 0;
    return RSM_SUCCESS;
}

int rsm_memseg_export_rebind(rsm_memseg_export_handle_t memseg, void *vaddr, offset_t off, size_t length) {
    struct segment *segment = export_at(memseg);
    (void)off;
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (vaddr == NULL) return RSMERR_BAD_ADDR;
    if (length != segment->length) return RSMERR_BAD_LENGTH;
    segment->memory = vaddr;
    return RSM_SUCCESS;
}

/* An entry for node 99 is refused, so that a test sees that lists arrive. */
static int is_wrong(const rsmapi_access_entry_t list[], uint_t length) {
    uint_t i;
    if (list == NULL) return length > 0;
    for (i = 0; i < length; i++) {
        if (list[i].ae_node == 99 || (list[i].ae_permission & ~0666u) != 0) return 1;
    }
    return 0;
}

int rsm_memseg_export_publish(rsm_memseg_export_handle_t memseg, rsm_memseg_id_t *segment_id,
                              rsmapi_access_entry_t access_list[], uint_t access_list_length) {
    struct segment *segment = export_at(memseg);
    if (segment_id == NULL) return RSMERR_BAD_SEGID;
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (is_wrong(access_list, access_list_length)) return RSMERR_BAD_ACL;
    if (*segment_id == 0) *segment_id = RSM_USER_APP_ID_BASE + (uint32_t)(segment - exports);
    segment->id = *segment_id;
    return RSM_SUCCESS;
}

int rsm_memseg_export_republish(rsm_memseg_export_handle_t memseg, rsmapi_access_entry_t access_list[],
                                uint_t access_list_length) {
    if (export_at(memseg) == NULL) return RSMERR_BAD_SEG_HNDL;
    return is_wrong(access_list, access_list_length) ? RSMERR_BAD_ACL : RSM_SUCCESS;
}

int rsm_memseg_export_unpublish(rsm_memseg_export_handle_t memseg) {
    struct segment *segment = export_at(memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (segment->id == 0) return RSMERR_SEG_NOT_PUBLISHED;
    segment->id = 0;
    return RSM_SUCCESS;
}

/* Ends the process, unless somebody has had SIGPIPE ignored. */
static int write_to_nobody(void) {
    int ends[2];
    if (pipe(ends) != 0) return RSMERR_INSUFFICIENT_RESOURCES;
    (void)close(ends[0]);
    (void)!write(ends[1], "", 1);
    (void)close(ends[1]);
    return RSMERR_CONN_ABORTED;
}

/* Waits for ever, but for a signal. */
static int wait_for_signal(void) {
    struct timespec minute = {60, 0};
    return nanosleep(&minute, NULL) == -1 && errno == EINTR ? RSMERR_INTERRUPTED : RSMERR_TIMEOUT;
}

/* Where a file is named, a child that lives on is started with the library, and its number is added to the file. */
__attribute__((constructor)) static void start_a_child(void) {
    const char *file = getenv("STUB_CHILDREN");
    FILE *children;
    pid_t child;
    if (file == NULL) return;
    child = fork();
    if (child == 0) {
        for (;;) (void)pause();
    }
    children = fopen(file, "a");
    if (children == NULL) return;
    (void)fprintf(children, "%ld\n", (long)child);
    (void)fclose(children);
}

static int need_descriptor(void) {
    int descriptor = open("/dev/null", O_RDONLY);
    if (descriptor < 0) return errno == EMFILE ? RSMERR_INSUFFICIENT_RESOURCES : RSMERR_INTERNAL_ERROR;
    (void)close(descriptor);
    return RSM_SUCCESS;
}

static int need_memory(size_t length) {
    void *memory = malloc(length);
    if (memory == NULL) return RSMERR_INSUFFICIENT_MEM;
    *(volatile char *)memory = 1;
    free(memory);
    return RSM_SUCCESS;
}

static int need_pages(void) {
    void *pages = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) return RSMERR_INSUFFICIENT_MEM;
    (void)munmap(pages, 4096);
    return RSM_SUCCESS;
}

static int misbehave(rsm_node_id_t node, rsm_memseg_import_handle_t *out) {
    static volatile int zero;
    char sign;
    switch (node) {
        case 2: return -1;
        case 3: return 4242;
        case 4: ((char *)out)[8] = 0; return RSM_SUCCESS;
        case 5: ((char *)out)[-1] = 0; return RSMERR_PERM_DENIED;
        case 6: *(volatile int *)(uintptr_t)zero = 1; return RSM_SUCCESS;
        case 7:
            printf("the library prints\n");
            (void)fflush(stdout);
            return read(0, &sign, 1) == 0 ? RSMERR_BAD_CONF : RSM_SUCCESS;
        case 8: *out = NULL; return RSM_SUCCESS;
        case 9: return wait_for_signal();
        case 10: return need_descriptor();
        case 11: return need_memory(24);
        case 12: abort();
        case 13: return RSMERR_PERM_DENIED;
        case 14: *out = NULL; return RSMERR_PERM_DENIED;
        case 15: return 134;
        case 16: return 46;
        case 17: exit(3);
        case 18: return need_pages();
        case 19: return need_memory(600);
        case 20:
            if (!is_writable(out, sizeof *out)) return RSMERR_BAD_ADDR;
            return (uintptr_t)out % 8 == 0 ? RSM_SUCCESS : RSMERR_BAD_MEM_ALIGNMENT;
        case 21: return need_memory((size_t)1 << 16);
        case 22: return write_to_nobody();
        default: return RSMERR_REMOTE_NODE_UNREACHABLE;
    }
}

int rsm_memseg_import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node_id, rsm_memseg_id_t segment_id,
                              rsm_permission_t perm, rsm_memseg_import_handle_t *im_memseg) {
    int i, index;
    if (controller != (rsmapi_controller_handle_t)LOOPBACK) return RSMERR_BAD_CTLR_HNDL;
    if (im_memseg == NULL) return RSMERR_BAD_ADDR;
    if (node_id != 1) return misbehave(node_id, im_memseg);
    if ((perm & ~0600u) != 0) return RSMERR_PERM_DENIED;
    for (i = 0; i < MOST; i++) {
        if (!exports[i].is_live || exports[i].id != segment_id || segment_id == 0) continue;
        index = take(imports);
        if (index < 0) return RSMERR_INSUFFICIENT_RESOURCES;
        imports[index].memory = exports[i].memory;
        imports[index].length = exports[i].length;
        imports[index].mode = RSM_BARRIER_MODE_IMPLICIT;
        *im_memseg = (rsm_memseg_import_handle_t)(FIRST_IMPORT + (uintptr_t)index);
        return RSM_SUCCESS;
    }
    return RSMERR_SEG_NOT_PUBLISHED;
}

int rsm_memseg_import_disconnect(rsm_memseg_import_handle_t im_memseg) {
    struct segment *segment = import_at(im_memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (segment->is_mapped) return RSMERR_SEG_STILL_MAPPED;
    if (segment->pollfds > 0) return RSMERR_POLLFD_IN_USE;
    segment->is_live = 0;
    return RSM_SUCCESS;
}

int rsm_memseg_import_map(rsm_memseg_import_handle_t im_memseg, void **address, rsm_attribute_t attr,
                          rsm_permission_t perm, off_t offset, size_t length) {
    struct segment *segment = import_at(im_memseg);
    (void)perm;
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (address == NULL || attr != RSM_MAP_NONE) return RSMERR_BAD_ADDR;
    if (segment->is_mapped) return RSMERR_SEG_ALREADY_MAPPED;
    if (offset < 0 || (size_t)offset + length > segment->length) return RSMERR_BAD_LENGTH;
    segment->is_mapped = 1;
    *address = segment->memory + offset;
    return RSM_SUCCESS;
}

int rsm_memseg_import_unmap(rsm_memseg_import_handle_t im_memseg) {
    struct segment *segment = import_at(im_memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (!segment->is_mapped) return RSMERR_SEG_NOT_MAPPED;
    segment->is_mapped = 0;
    return RSM_SUCCESS;
}

static int copy(rsm_memseg_import_handle_t handle, off_t offset, void *data, size_t length, size_t width, int is_put) {
    struct segment *segment = import_at(handle);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (data == NULL) return RSMERR_BAD_ADDR;
    if (offset < 0 || (size_t)offset > segment->length) return RSMERR_BAD_OFFSET;
    if (length > segment->length - (size_t)offset) return RSMERR_BAD_LENGTH;
    if ((uintptr_t)data % width != 0) return RSMERR_BAD_MEM_ALIGNMENT;
    if (is_put) {
        memcpy(segment->memory + offset, data, length);
    } else {
        if (!is_writable(data, length)) return RSMERR_BAD_ADDR;
        memcpy(data, segment->memory + offset, length);
    }
    return RSM_SUCCESS;
}

int rsm_memseg_import_get(rsm_memseg_import_handle_t im_memseg, off_t offset, void *dst_addr, size_t length) {
    int result = copy(im_memseg, offset, dst_addr, length, 1, 0);
    if (result == RSM_SUCCESS && offset == 13) ((char *)dst_addr)[length] = 0; /* one byte too many */
    return result;
}

int rsm_memseg_import_put(rsm_memseg_import_handle_t im_memseg, off_t offset, void *src_addr, size_t length) {
    int result = copy(im_memseg, offset, src_addr, length, 1, 1);
    if (offset == 13 && length == 7) ((char *)src_addr)[0]++;
    return result;
}

#define UNITS(bits)                                                                                                     \
    int rsm_memseg_import_get##bits(rsm_memseg_import_handle_t import, off_t offset, uint##bits##_t *to, ulong_t units) { \
        return copy(import, offset, to, units * sizeof *to, sizeof *to, 0);                                             \
    }                                                                                                                   \
    int rsm_memseg_import_put##bits(rsm_memseg_import_handle_t import, off_t offset, uint##bits##_t *to, ulong_t units) { \
        return copy(import, offset, to, units * sizeof *to, sizeof *to, 1);                                             \
    }

UNITS(8)
UNITS(16)
UNITS(32)
UNITS(64)

int rsm_memseg_import_init_barrier(rsm_memseg_import_handle_t im_memseg, rsm_barrier_type_t type,
                                   rsmapi_barrier_t *barrier) {
    if (import_at(im_memseg) == NULL) return RSMERR_BAD_SEG_HNDL;
    if (barrier == NULL) return RSMERR_BAD_BARRIER_PTR;
    memset(barrier, 0, sizeof *barrier);
    barrier->seg = im_memseg;
    if (type == RSM_BARRIER_NODE) ((char *)barrier)[sizeof *barrier] = 0;
    barriers++;
    return RSM_SUCCESS;
}

static int on_barrier(rsmapi_barrier_t *barrier, uint16_t gnum) {
    if (barrier == NULL) return RSMERR_BAD_BARRIER_PTR;
    if (barrier->seg == NULL) return RSMERR_BARRIER_UNINITIALIZED;
    barrier->gnum = gnum;
    return RSM_SUCCESS;
}

int rsm_memseg_import_open_barrier(rsmapi_barrier_t *barrier) { return on_barrier(barrier, 1); }

int rsm_memseg_import_order_barrier(rsmapi_barrier_t *barrier) { return on_barrier(barrier, 1); }

int rsm_memseg_import_close_barrier(rsmapi_barrier_t *barrier) { return on_barrier(barrier, 0); }

int rsm_memseg_import_destroy_barrier(rsmapi_barrier_t *barrier) {
    int result = on_barrier(barrier, 0);
    if (result == RSM_SUCCESS) {
        barrier->seg = NULL;
        barriers--;
    }
    return result;
}

int rsm_memseg_import_set_mode(rsm_memseg_import_handle_t im_memseg, rsm_barrier_mode_t mode) {
    struct segment *segment = import_at(im_memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if ((int)mode != 0 && (int)mode != 1) return RSMERR_BAD_MODE;
    segment->mode = (int)mode;
    return RSM_SUCCESS;
}

int rsm_memseg_import_get_mode(rsm_memseg_import_handle_t im_memseg, rsm_barrier_mode_t *mode) {
    struct segment *segment = import_at(im_memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    *mode = (rsm_barrier_mode_t)segment->mode;
    return RSM_SUCCESS;
}

int rsm_memseg_get_pollfd(void *memseg, struct pollfd *fd) {
    struct segment *segment = segment_at(memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    segment->pollfds++;
    fd->fd = 77;
    fd->events = POLL_EVENTS;
    return RSM_SUCCESS;
}

int rsm_memseg_release_pollfd(void *memseg) {
    struct segment *segment = segment_at(memseg);
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    if (segment->pollfds > 0) segment->pollfds--;
    return RSM_SUCCESS;
}

#ifndef WITHOUT_SIGNALS
int rsm_intr_signal_post(void *memseg, uint_t flags) {
    struct segment *segment = segment_at(memseg);
    (void)flags;
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    (void)pthread_mutex_lock(&lock);
    segment->signals++;
    (void)pthread_cond_broadcast(&posted);
    (void)pthread_mutex_unlock(&lock);
    return RSM_SUCCESS;
}

int rsm_intr_signal_wait(void *memseg, int timeout) {
    struct segment *segment = segment_at(memseg);
    struct timespec until;
    int result = 0;
    if (segment == NULL) return RSMERR_BAD_SEG_HNDL;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += timeout / 1000;
    until.tv_nsec += timeout % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    (void)pthread_mutex_lock(&lock);
    while (segment->signals == 0 && result == 0) result = pthread_cond_timedwait(&posted, &lock, &until);
    if (segment->signals > 0) {
        segment->signals--;
        result = 0;
    }
    (void)pthread_mutex_unlock(&lock);
    return result == 0 ? RSM_SUCCESS : RSMERR_TIMEOUT;
}
#endif
