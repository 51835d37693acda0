/*
 * The C interface of Remote Shared Memory, section 3RSM: types, constants and functions.
 *
 * For implementations that bring no header of their own, and for the examples and tests of the kit. Names, numbers and the
 * layout of the structures are those of illumos, for 64-bit programs; the comments are in our own words. An implementation
 * that has its own <rsmapi.h> is to be compiled with that one.
 *
 * Every function but rsm_free_interconnect_topology returns RSM_SUCCESS or one of the RSMERR numbers. errno says nothing.
 */
#ifndef RSM_RSMAPI_H
#define RSM_RSMAPI_H

#include <poll.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What illumos has in <sys/types.h> and <sys/param.h>, and other systems have not. */
#ifndef __sun
typedef unsigned int uint_t;
typedef unsigned long ulong_t;
typedef long long offset_t;
#endif

#ifndef MAXNAMELEN
#define MAXNAMELEN 256
#endif

/* ---- Numbers --------------------------------------------------------------------------------------------------------- */

typedef uint64_t rsm_addr_t;
typedef uint32_t rsm_node_id_t;
typedef uint32_t rsm_memseg_id_t;
typedef uint32_t rsm_permission_t;

/* The version of the interface. */
#define RSM_VERSION 5

/* What a connection, a mapping or an access entry permits: octal digits of the owner. */
#define RSM_PERM_NONE 0
#define RSM_PERM_READ 0400
#define RSM_PERM_WRITE 0200
#define RSM_PERM_RDWR (RSM_PERM_READ | RSM_PERM_WRITE)

/* Flags of rsm_memseg_export_create: other memory may be bound later; do not wait for resources. */
#define RSM_ALLOW_REBIND 0x01
#define RSM_CREATE_SEG_DONTWAIT 0x02

/* Flags of rsm_scat_gath_t, the second also of rsm_intr_signal_post: post a signal afterwards; do not count signals up. */
#define RSM_IMPLICIT_SIGPOST 0x01
#define RSM_SIGPOST_NO_ACCUMULATE 0x02

/* rsm_iovec_t.io_type: the local side is a handle, or an address. */
#define RSM_HANDLE_TYPE 0x1
#define RSM_VA_TYPE 0x2

/* The most requests that one rsm_scat_gath_t may hold. */
#define RSM_MAX_SGIOREQS 16

/* rsm_remote_cntlr_t.connection_state of a path that carries; every other number is a path that does not. */
#define RSM_CONNECTION_ACTIVE 3

/* Segment ids: what is kept for whom. Applications of their own choice take HPC, OPS or what lies between OPS and USER. */
#define RSM_DRIVER_PRIVATE_ID_BASE 0
#define RSM_DRIVER_PRIVATE_ID_END 0x0FFFFF
#define RSM_CLUSTER_TRANSPORT_ID_BASE 0x100000
#define RSM_CLUSTER_TRANSPORT_ID_END 0x1FFFFF
#define RSM_RSMLIB_ID_BASE 0x200000
#define RSM_RSMLIB_ID_END 0x2FFFFF
#define RSM_DLPI_ID_BASE 0x300000
#define RSM_DLPI_ID_END 0x3FFFFF
#define RSM_HPC_ID_BASE 0x400000
#define RSM_HPC_ID_END 0x4FFFFF
#define RSM_OPS_ID_BASE 0x500000
#define RSM_OPS_ID_END 0x5FFFFF
#define RSM_USER_APP_ID_BASE 0x80000000
#define RSM_USER_APP_ID_END 0xFFFFFFFF

/* Bits of attr_direct_access_sizes and attr_atomic_sizes. */
typedef enum { RSM_DAS8 = 0x1, RSM_DAS16 = 0x2, RSM_DAS32 = 0x4, RSM_DAS64 = 0x8 } rsm_access_size_t;

/* How rsm_memseg_import_map chooses the address. */
typedef enum { RSM_MAP_NONE = 0x0, RSM_MAP_FIXED = 0x1, RSM_MAP_RESERVED = 0x2 } rsm_attribute_t;

/* What a barrier spans. */
typedef enum {
    RSM_BARRIER_SEGMENT = 0x1,
    RSM_BARRIER_NODE = 0x2,
    RSM_BARRIER_SEGMENT_THREAD = 0x11,
    RSM_BARRIER_NODE_THREAD = 0x12
} rsm_barrier_type_t;

/* Who opens and closes barriers around get and put: the caller, or the library. */
typedef enum { RSM_BARRIER_MODE_EXPLICIT = 0x0, RSM_BARRIER_MODE_IMPLICIT = 0x1 } rsm_barrier_mode_t;

/* ---- Errors ---------------------------------------------------------------------------------------------------------- */

#define RSM_SUCCESS 0

#define RSMERR_BAD_LIBRARY_VERSION 1
#define RSMERR_BAD_TOPOLOGY_PTR 2
#define RSMERR_BAD_CTLR_HNDL 3
#define RSMERR_CTLR_NOT_PRESENT 4
#define RSMERR_BAD_SEG_HNDL 5
#define RSMERR_SEG_ALREADY_PUBLISHED 6
#define RSMERR_SEG_NOT_PUBLISHED 7
#define RSMERR_SEG_NOT_PUBLISHED_TO_NODE 8
#define RSMERR_SEG_ALREADY_MAPPED 9
#define RSMERR_SEG_STILL_MAPPED 10
#define RSMERR_SEG_NOT_MAPPED 11
#define RSMERR_NOT_CREATOR 12
#define RSMERR_BAD_BARRIER_PTR 13
#define RSMERR_BAD_SGIO 14
#define RSMERR_BAD_LOCALMEM_HNDL 15
#define RSMERR_BAD_ADDR 16
#define RSMERR_BAD_MEM_ALIGNMENT 17
#define RSMERR_BAD_OFFSET 18
#define RSMERR_MISALIGNED_OFFSET 19
#define RSMERR_BAD_LENGTH 20
#define RSMERR_BAD_ACL 21
#define RSMERR_BAD_SEGID 22
#define RSMERR_RESERVED_SEGID 23
#define RSMERR_SEGID_IN_USE 24
#define RSMERR_BAD_MODE 25
#define RSMERR_BAD_PERMS 26
#define RSMERR_PERM_DENIED 27
#define RSMERR_LOCKS_NOT_SUPPORTED 28
#define RSMERR_LOCKS_NOT_ENABLED 29
#define RSMERR_REBIND_NOT_ALLOWED 30
#define RSMERR_INSUFFICIENT_RESOURCES 31
#define RSMERR_INSUFFICIENT_MEM 32
#define RSMERR_MAP_FAILED 33
#define RSMERR_POLLFD_IN_USE 34
#define RSMERR_BARRIER_UNINITIALIZED 35
#define RSMERR_BARRIER_OPEN_FAILED 36
#define RSMERR_BARRIER_NOT_OPENED 37
#define RSMERR_BARRIER_FAILURE 38
#define RSMERR_REMOTE_NODE_UNREACHABLE 39
#define RSMERR_CONN_ABORTED 40
#define RSMERR_INTERRUPTED 41
#define RSMERR_TIMEOUT 42
#define RSMERR_BAD_APPID 43
#define RSMERR_BAD_CONF 44
#define RSMERR_SEG_NOT_CONNECTED 45

#define RSMERR_INTERNAL_ERROR 100

/* Of the interface between drivers; a library may hand them on. */
#define RSMERR_BAD_DRIVER_VERSION 101
#define RSMERR_UNSUPPORTED_VERSION 102
#define RSMERR_DRIVER_NAME_IN_USE 103
#define RSMERR_DRIVER_NOT_REGISTERED 104
#define RSMERR_DRIVER_THREAD_RUNNING 105
#define RSMERR_NEED_THREAD_INIT 106
#define RSMERR_THREAD_NOT_INITED 107
#define RSMERR_CTLRS_REGISTERED 108
#define RSMERR_CTLR_NOT_REGISTERED 109
#define RSMERR_CTLR_ALREADY_REGISTERED 110
#define RSMERR_CTLR_IN_USE 111
#define RSMERR_NAME_TOO_LONG 112
#define RSMERR_SEG_PUBLISHED 113
#define RSMERR_SEG_NOT_PUBLISHED_TO_RSM_ADDR 114
#define RSMERR_SEG_IN_USE 115
#define RSMERR_BAD_SENDQ_HNDL 116
#define RSMERR_BAD_ARGS_ERRORS 117
#define RSMERR_BAD_MSTYPE 118
#define RSMERR_NO_BACKING_MEM 119
#define RSMERR_NOT_MEM 120
#define RSMERR_MEM_ALREADY_BOUND 121
#define RSMERR_MEM_NOT_BOUND 122
#define RSMERR_HANDLER_NOT_REGISTERED 123
#define RSMERR_NO_HANDLER 124
#define RSMERR_UNBIND_REBIND_NOT_ALLOWED 125
#define RSMERR_CALLBACKS_NOT_SUPPORTED 126
#define RSMERR_UNSUPPORTED_OPERATION 127
#define RSMERR_RSM_ADDR_UNREACHABLE 128
#define RSMERR_UNKNOWN_RSM_ADDR 129
#define RSMERR_BAD_BARRIER_HNDL 130
#define RSMERR_COMM_ERR_MAYBE_DELIVERED 131
#define RSMERR_COMM_ERR_NOT_DELIVERED 132
#define RSMERR_QUEUE_FENCE_UP 133
#define RSMERR_QUEUE_FULL 134

/* ---- Handles and structures ------------------------------------------------------------------------------------------ */

/* Handles are opaque; a null handle is never valid. */
typedef struct __rsmapi_controller_handle *rsmapi_controller_handle_t;
typedef struct __rsm_memseg_export_handle *rsm_memseg_export_handle_t;
typedef struct __rsm_memseg_import_handle *rsm_memseg_import_handle_t;
typedef struct __rsm_localmemory_handle *rsm_localmemory_handle_t;

/* Whom a segment is published to, and with which octal mode. */
typedef struct {
    rsm_node_id_t ae_node;
    rsm_permission_t ae_permission;
} rsmapi_access_entry_t;

/* What a controller can do. Sizes in bytes. */
typedef struct {
    uint_t attr_direct_access_sizes;
    uint_t attr_atomic_sizes;
    size_t attr_page_size;
    size_t attr_max_export_segment_size;
    size_t attr_tot_export_segment_size;
    ulong_t attr_max_export_segments;
    size_t attr_max_import_map_size;
    size_t attr_tot_import_map_size;
    ulong_t attr_max_import_segments;
} rsmapi_controller_attr_t;

/* Allocated by the caller, filled by rsm_memseg_import_init_barrier; what is in it is the library's business. */
typedef struct {
    void *seg;
    uint16_t gnum;
    void *privdata;
} rsmapi_barrier_t;

/* One piece of a scattered or gathered transfer. */
typedef struct {
    int io_type;
    union {
        rsm_localmemory_handle_t handle;
        char *vaddr;
    } local;
    size_t local_offset;
    size_t remote_offset;
    size_t transfer_length;
} rsm_iovec_t;

typedef struct {
    rsm_node_id_t local_nodeid;
    ulong_t io_request_count;
    ulong_t io_residual_count;
    uint_t flags;
    rsm_memseg_import_handle_t remote_handle;
    rsm_iovec_t *iovec;
} rsm_scat_gath_t;

/* The interconnect as a node sees it: for each of its controllers, the remote ones to which paths lead. */
typedef struct {
    rsm_node_id_t local_nodeid;
    uint_t local_cntlr_count;
} rsm_topology_hdr_t;

typedef struct {
    char cntlr_name[MAXNAMELEN];
    rsm_addr_t local_hwaddr;
    int remote_cntlr_count;
} rsm_connections_hdr_t;

typedef struct {
    rsm_node_id_t remote_nodeid;
    char remote_cntlrname[MAXNAMELEN];
    rsm_addr_t remote_hwaddr;
    uint_t connection_state;
} rsm_remote_cntlr_t;

/* As many remote controllers as hdr.remote_cntlr_count says. */
typedef struct {
    rsm_connections_hdr_t hdr;
    rsm_remote_cntlr_t remote_cntlr[1];
} rsm_connections_t;

/* As many pointers as topology_hdr.local_cntlr_count says; all point into the one block that the library frees. */
typedef struct {
    rsm_topology_hdr_t topology_hdr;
    rsm_connections_t *connections[1];
} rsm_topology_t;

/* ---- Controllers ----------------------------------------------------------------------------------------------------- */

/* Gets the controller of that name, such as "loopback", once more. */
int rsm_get_controller(char *name, rsmapi_controller_handle_t *controller);
int rsm_get_controller_attr(rsmapi_controller_handle_t controller, rsmapi_controller_attr_t *attr);
/* Gives back one get. */
int rsm_release_controller(rsmapi_controller_handle_t controller);

/* ---- The interconnect ------------------------------------------------------------------------------------------------ */

int rsm_get_interconnect_topology(rsm_topology_t **topology);
void rsm_free_interconnect_topology(rsm_topology_t *topology);
/* The ids that are set aside for an application. */
int rsm_get_segmentid_range(const char *appid, rsm_memseg_id_t *baseid, uint32_t *length);

/* ---- Exporting ------------------------------------------------------------------------------------------------------- */

/* Memory of the caller becomes a segment; nobody can reach it before it is published. */
int rsm_memseg_export_create(rsmapi_controller_handle_t controller, rsm_memseg_export_handle_t *memseg, void *vaddr,
                             size_t length, uint_t flags);
int rsm_memseg_export_destroy(rsm_memseg_export_handle_t memseg);
/* Other memory of the same length takes the place of the first. */
int rsm_memseg_export_rebind(rsm_memseg_export_handle_t memseg, void *vaddr, offset_t off, size_t length);
/* Under *segment_id, or where that is 0 under an id that the library chooses and leaves there. */
int rsm_memseg_export_publish(rsm_memseg_export_handle_t memseg, rsm_memseg_id_t *segment_id,
                              rsmapi_access_entry_t access_list[], uint_t access_list_length);
int rsm_memseg_export_republish(rsm_memseg_export_handle_t memseg, rsmapi_access_entry_t access_list[],
                                uint_t access_list_length);
int rsm_memseg_export_unpublish(rsm_memseg_export_handle_t memseg);

/* ---- Importing ------------------------------------------------------------------------------------------------------- */

int rsm_memseg_import_connect(rsmapi_controller_handle_t controller, rsm_node_id_t node_id, rsm_memseg_id_t segment_id,
                              rsm_permission_t perm, rsm_memseg_import_handle_t *im_memseg);
int rsm_memseg_import_disconnect(rsm_memseg_import_handle_t im_memseg);

int rsm_memseg_import_map(rsm_memseg_import_handle_t im_memseg, void **address, rsm_attribute_t attr,
                          rsm_permission_t perm, off_t offset, size_t length);
int rsm_memseg_import_unmap(rsm_memseg_import_handle_t im_memseg);

/* Copies out of the segment: rep_cnt units of the width in the name, or length bytes. */
int rsm_memseg_import_get8(rsm_memseg_import_handle_t im_memseg, off_t offset, uint8_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_get16(rsm_memseg_import_handle_t im_memseg, off_t offset, uint16_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_get32(rsm_memseg_import_handle_t im_memseg, off_t offset, uint32_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_get64(rsm_memseg_import_handle_t im_memseg, off_t offset, uint64_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_get(rsm_memseg_import_handle_t im_memseg, off_t offset, void *dst_addr, size_t length);

/* Copies into the segment. */
int rsm_memseg_import_put8(rsm_memseg_import_handle_t im_memseg, off_t offset, uint8_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_put16(rsm_memseg_import_handle_t im_memseg, off_t offset, uint16_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_put32(rsm_memseg_import_handle_t im_memseg, off_t offset, uint32_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_put64(rsm_memseg_import_handle_t im_memseg, off_t offset, uint64_t *datap, ulong_t rep_cnt);
int rsm_memseg_import_put(rsm_memseg_import_handle_t im_memseg, off_t offset, void *src_addr, size_t length);

/* The same for up to RSM_MAX_SGIOREQS pieces at once. */
int rsm_memseg_import_putv(rsm_scat_gath_t *sg_io);
int rsm_memseg_import_getv(rsm_scat_gath_t *sg_io);

/* ---- Barriers -------------------------------------------------------------------------------------------------------- */

int rsm_memseg_import_init_barrier(rsm_memseg_import_handle_t im_memseg, rsm_barrier_type_t type,
                                   rsmapi_barrier_t *barrier);
int rsm_memseg_import_open_barrier(rsmapi_barrier_t *barrier);
int rsm_memseg_import_order_barrier(rsmapi_barrier_t *barrier);
int rsm_memseg_import_close_barrier(rsmapi_barrier_t *barrier);
int rsm_memseg_import_destroy_barrier(rsmapi_barrier_t *barrier);
int rsm_memseg_import_set_mode(rsm_memseg_import_handle_t im_memseg, rsm_barrier_mode_t mode);
int rsm_memseg_import_get_mode(rsm_memseg_import_handle_t im_memseg, rsm_barrier_mode_t *mode);

/* ---- Signals: memseg is an export or an import handle ---------------------------------------------------------------- */

int rsm_intr_signal_post(void *memseg, uint_t flags);
/* timeout in milliseconds; -1 waits for ever. */
int rsm_intr_signal_wait(void *memseg, int timeout);
/* As poll(2); how many are ready is left in *numfds, which may be null. */
int rsm_intr_signal_wait_pollfd(struct pollfd fds[], nfds_t nfds, int timeout, int *numfds);
/* A descriptor by which to wait for signals on memseg; to be given back as often as it was got. */
int rsm_memseg_get_pollfd(void *memseg, struct pollfd *fd);
int rsm_memseg_release_pollfd(void *memseg);

/* ---- Local memory for scattered and gathered transfers --------------------------------------------------------------- */

int rsm_create_localmemory_handle(rsmapi_controller_handle_t controller, rsm_localmemory_handle_t *local_handle,
                                  char *local_vaddr, size_t length);
int rsm_free_localmemory_handle(rsmapi_controller_handle_t controller, rsm_localmemory_handle_t local_handle);

#ifdef __cplusplus
}
#endif

#endif
