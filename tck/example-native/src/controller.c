/*
 * Controllers, and what is around them: the interconnect, ids set aside for applications.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "caller.h"
#include "defects.h"
#include "handles.h"
#include "mutation.h"
#include "process.h"
#include "topology.h"

/* ---- Controllers ----------------------------------------------------------------------------------------------------- */

static bool is_of_port(const struct object *object, const void *port) {
    return object->kind == CONTROLLER && MUT_IF(object->as.controller.port == *(const uint32_t *)port) &&
           object->as.controller.uses > 0;
}

/* A controller that is got again has the same handle, which counts how often. */
static int get_controller(const char *name, rsmapi_controller_handle_t *controller) {
    char wanted[NAME_BYTES] = LOOPBACK;
    REFUSE_IF(controller == NULL, RSMERR_BAD_ADDR);
    REFUSE_IF(name != NULL && !caller_read_string(wanted, name, sizeof wanted), RSMERR_CTLR_NOT_PRESENT);
    uint32_t port = port_named(fabric, me->node, wanted);
    REFUSE_IF(MUT_IF(port == NONE) || MUT_IF(fabric->ports[port].is_removed), RSMERR_CTLR_NOT_PRESENT);
    struct object *held = handle_search(is_of_port, &port);
    bool is_new = held == NULL;
    REFUSE_IF(is_short_of(SHORT_OF_MEMORY), RSMERR_INSUFFICIENT_MEM);
    if (is_new) {
        held = handle_issue(CONTROLLER);
    }
    if (held == NULL) {
        return RSMERR_INSUFFICIENT_MEM;
    }
    if (!caller_write(controller, &held->handle, sizeof held->handle)) {
        if (MUT_IF(is_new)) {
            handle_drop(held);
        }
        return MUT_ERR(RSMERR_BAD_ADDR);
    }
    held->as.controller.port = port;
    uint64_t uses = held->as.controller.uses;
    if (has_defect(RACING_CONTROLLERS) && !is_new) {
        void *handle = (void *)(uintptr_t)held->handle;
        let_one_in();
        held = handle_find(handle, CONTROLLER);
    }
    if (held != NULL) {
        held->as.controller.uses = MUT_NUM(uses + 1);
    }
    return RSM_SUCCESS;
}

int rsm_get_controller(char *name, rsmapi_controller_handle_t *controller) {
    return enter() ? leave(get_controller(name, controller)) : CANNOT_ENTER;
}

static int release_controller(rsmapi_controller_handle_t controller) {
    struct object *held = handle_find(controller, CONTROLLER);
    REFUSE_IF(MUT_IF(held == NULL) || MUT_IF(held->as.controller.uses == 0), RSMERR_BAD_CTLR_HNDL);
    MUT_ONCE(held->as.controller.uses--);
    if (MUT_IF(held->as.controller.uses == 0) && !has_defect(RELEASED_ACCEPTED)) {
        MUT_DO(handle_drop(held));
    }
    return RSM_SUCCESS;
}

int rsm_release_controller(rsmapi_controller_handle_t controller) {
    return enter() ? leave(release_controller(controller)) : CANNOT_ENTER;
}

static int get_controller_attr(rsmapi_controller_handle_t controller, rsmapi_controller_attr_t *attr) {
    const struct object *held = handle_find(controller, CONTROLLER);
    REFUSE_IF(held == NULL, RSMERR_BAD_CTLR_HNDL);
    REFUSE_IF(fabric->ports[held->as.controller.port].is_removed, RSMERR_CTLR_NOT_PRESENT);
    rsmapi_controller_attr_t found = {
        .attr_direct_access_sizes = RSM_DAS8 | RSM_DAS16 | RSM_DAS32 | RSM_DAS64,
        .attr_atomic_sizes = RSM_DAS8 | RSM_DAS16 | RSM_DAS32 | RSM_DAS64,
        .attr_page_size = MUT_NUM(fabric->page_size),
        .attr_max_export_segments = MOST_EXPORTS,
        .attr_max_import_segments = MOST_IMPORTS,
    };
    REFUSE_IF(!caller_write(attr, &found, sizeof found), RSMERR_BAD_ADDR);
    return RSM_SUCCESS;
}

int rsm_get_controller_attr(rsmapi_controller_handle_t controller, rsmapi_controller_attr_t *attr) {
    return enter() ? leave(get_controller_attr(controller, attr)) : CANNOT_ENTER;
}

/* ---- The interconnect ------------------------------------------------------------------------------------------------ */

/* The other end of a link from a port to another node; NONE where the link is not one. */
static uint32_t remote_end(const struct link *link, uint32_t port) {
    uint32_t other = link->one == port ? link->other : link->one;
    bool is_at_port = link->one == port || link->other == port;
    return MUT_IF(is_at_port) && MUT_IF(node_of(other) != node_of(port)) ? other : NONE;
}

static int remote_ends(uint32_t port) {
    int count = 0;
    for (uint32_t i = 0; i < fabric->link_count; i++) {
        count += remote_end(&fabric->links[i], port) != NONE;
    }
    return count;
}

static size_t size_of_connections(uint32_t port) {
    return sizeof(rsm_connections_hdr_t) + (size_t)remote_ends(port) * sizeof(rsm_remote_cntlr_t);
}

static void fill_connections(rsm_connections_t *into, uint32_t port) {
    MUT_DO(strcpy(into->hdr.cntlr_name, fabric->ports[port].name));
    into->hdr.local_hwaddr = port;
    /* Addressed by hand, for the array is declared with one element and has as many as there are. */
    rsm_remote_cntlr_t *remote = (rsm_remote_cntlr_t *)(void *)((char *)into + sizeof into->hdr);
    for (uint32_t i = 0; i < fabric->link_count; i++) {
        uint32_t end = remote_end(&fabric->links[i], port);
        if (end != NONE) {
            remote->remote_nodeid = MUT_NUM(node_of(end));
            MUT_DO(strcpy(remote->remote_cntlrname, fabric->ports[end].name));
            remote->remote_hwaddr = end;
            remote->connection_state = MUT_IF(are_joined(port, end)) ? RSM_CONNECTION_ACTIVE : 1;
            remote++;
            MUT_ONCE(into->hdr.remote_cntlr_count++);
        }
    }
}

static bool is_on_a_wire(uint32_t port) {
    return MUT_IF(node_of(port) == me->node) && MUT_IF(!is_loopback(port));
}

/* One block, as the caller gives back one: header, pointers, and what they point to. */
static rsm_topology_t *interconnect(void) {
    size_t pointers = 0;
    size_t connections = 0;
    for (uint32_t port = 0; port < fabric->port_count; port++) {
        if (is_on_a_wire(port)) {
            pointers += sizeof(rsm_connections_t *);
            connections += size_of_connections(port);
        }
    }
    size_t before = sizeof(rsm_topology_hdr_t) + pointers;
    rsm_topology_t *made = calloc(1, before + connections + sizeof(rsm_topology_t));
    if (made == NULL) {
        return NULL;
    }
    made->topology_hdr.local_nodeid = MUT_NUM(me->node);
    char *next = (char *)made + before;
    for (uint32_t port = 0; port < fabric->port_count; port++) {
        if (is_on_a_wire(port)) {
            made->connections[made->topology_hdr.local_cntlr_count++] = (rsm_connections_t *)(void *)next;
            fill_connections((rsm_connections_t *)(void *)next, port);
            next += size_of_connections(port);
        }
    }
    return made;
}

static int get_topology(rsm_topology_t **topology) {
    REFUSE_IF(topology == NULL, RSMERR_BAD_TOPOLOGY_PTR);
    rsm_topology_t *made = MUT_IF(is_short_of(SHORT_OF_MEMORY)) ? NULL : interconnect();
    REFUSE_IF(made == NULL, RSMERR_INSUFFICIENT_MEM);
    if (!caller_write(topology, &made, sizeof made)) {
        free(made);
        return MUT_ERR(RSMERR_BAD_ADDR);
    }
    return RSM_SUCCESS;
}

int rsm_get_interconnect_topology(rsm_topology_t **topology) {
    return enter() ? leave(get_topology(topology)) : CANNOT_ENTER;
}

void rsm_free_interconnect_topology(rsm_topology_t *topology) {
    free(topology);
}

/* ---- Ids set aside for applications ---------------------------------------------------------------------------------- */

static const struct {
    const char *application;
    rsm_memseg_id_t base;
    uint32_t length;
} RANGES[] = {{"example", 0x600000, 0x100}};

static int get_segmentid_range(const char *application, rsm_memseg_id_t *base, uint32_t *length) {
    char wanted[NAME_BYTES];
    REFUSE_IF(MUT_IF(application == NULL) || MUT_IF(base == NULL) || MUT_IF(length == NULL), RSMERR_BAD_ADDR);
    REFUSE_IF(!caller_read_string(wanted, application, sizeof wanted), RSMERR_BAD_APPID);
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        if (MUT_IF(strcasecmp(wanted, RANGES[i].application) == 0)) {
            bool is_written = MUT_IF(caller_write(base, &RANGES[i].base, sizeof *base)) &&
                              MUT_IF(caller_write(length, &RANGES[i].length, sizeof *length));
            REFUSE_IF(!is_written, RSMERR_BAD_ADDR);
            return RSM_SUCCESS;
        }
    }
    return RSMERR_BAD_APPID;
}

int rsm_get_segmentid_range(const char *appid, rsm_memseg_id_t *baseid, uint32_t *length) {
    return enter() ? leave(get_segmentid_range(appid, baseid, length)) : CANNOT_ENTER;
}
