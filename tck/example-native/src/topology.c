#include "topology.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "mutation.h"

/* ---- Reading --------------------------------------------------------------------------------------------------------- */

static bool is_plain(char sign) {
    return isalnum((unsigned char)sign) || sign == '.' || sign == '_';
}

/* The sign at text, and where the next one is; null where there is none that belongs to a name. */
static const char *read_sign(const char *text, char *sign) {
    if (is_plain(*text)) {
        *sign = *text;
        return text + 1;
    }
    char digits[5] = "";
    if (*text == '%' && strlen(text) > 4) {
        memcpy(digits, text + 1, 4);
        *sign = (char)strtoul(digits, NULL, 16);
        return text + 5;
    }
    return NULL;
}

/* Reads as far as the name goes. */
static const char *read_name(const char *text, char name[NAME_BYTES]) {
    size_t length = 0;
    const char *next;
    while (length < NAME_BYTES - 1 && (next = read_sign(text, &name[length])) != NULL) {
        text = next;
        length++;
    }
    name[length] = '\0';
    return text;
}

static const char *read_id(const char *text, uint32_t *id) {
    char *end;
    *id = (uint32_t)strtoul(text, &end, 10);
    return end;
}

/* The port at text, and where the text goes on. */
static const char *read_port(const struct fabric *of, const char *text, uint32_t *port) {
    uint32_t id;
    char name[NAME_BYTES];
    text = read_id(text, &id);
    *port = NONE;
    if (*text == '/') {
        text = read_name(text + 1, name);
        *port = port_named(of, id, name);
    }
    return text;
}

static const char *add_port(struct fabric *into, uint32_t node, const char *name) {
    if (into->port_count == MOST_PORTS) {
        return "there are too many controllers";
    }
    if (*name == '\0' || port_named(into, into->nodes[node].id, name) != NONE) {
        return "a controller has no name of its own";
    }
    struct port *port = &into->ports[into->port_count++];
    port->node = node;
    strcpy(port->name, name);
    return NULL;
}

static const char *read_node(struct fabric *into, const char **text) {
    uint32_t id;
    *text = read_id(*text, &id);
    if (id < 1 || id >= MOST_NODES || **text != ':' || node_named(into, id) != NONE) {
        return "a node is not written as an id of its own from 1 to 63 and a colon";
    }
    uint32_t node = into->node_count++;
    into->nodes[node].id = id;
    const char *wrong = add_port(into, node, LOOPBACK);
    do {
        char name[NAME_BYTES];
        (*text)++;
        *text = read_name(*text, name);
        if (wrong == NULL && *name != '\0') {
            wrong = add_port(into, node, name);
        }
    } while (**text == ',');
    return wrong;
}

static const char *read_link(struct fabric *into, const char **text) {
    struct link *link = &into->links[into->link_count];
    *text = read_port(into, *text, &link->one);
    if (**text == '-') {
        *text = read_port(into, *text + 1, &link->other);
        bool is_good = link->one != NONE && link->other != NONE && link->one != link->other;
        if (is_good && into->link_count < MOST_LINKS - 1) {
            into->link_count++;
            return NULL;
        }
    }
    return "a link is not written as two ports of the nodes and a dash";
}

const char *topology_read(struct fabric *into, const char *text) {
    const char *wrong = read_node(into, &text);
    while (wrong == NULL && *text == ';') {
        text++;
        wrong = read_node(into, &text);
    }
    while (wrong == NULL && *text == ' ') {
        text++;
        if (*text != ' ' && *text != '\0') {
            wrong = read_link(into, &text);
        }
    }
    return wrong == NULL && *text != '\0' ? "there is something behind it" : wrong;
}

/* ---- Finding --------------------------------------------------------------------------------------------------------- */

uint32_t node_named(const struct fabric *of, uint32_t id) {
    for (uint32_t i = 0; i < of->node_count; i++) {
        if (of->nodes[i].id == id) {
            return i;
        }
    }
    return NONE;
}

uint32_t port_named(const struct fabric *of, uint32_t node_id, const char *name) {
    for (uint32_t i = 0; i < of->port_count; i++) {
        if (of->nodes[of->ports[i].node].id == node_id && strcmp(of->ports[i].name, name) == 0) {
            return i;
        }
    }
    return NONE;
}

static uint32_t link_between(const struct fabric *of, uint32_t one, uint32_t other) {
    for (uint32_t i = 0; i < of->link_count; i++) {
        const struct link *link = &of->links[i];
        if ((MUT_IF(link->one == one) && MUT_IF(link->other == other)) ||
            (MUT_IF(link->one == other) && MUT_IF(link->other == one))) {
            return i;
        }
    }
    return NONE;
}

uint32_t port_read(const struct fabric *of, const char *text) {
    uint32_t port;
    return *read_port(of, text, &port) == '\0' ? port : NONE;
}

uint32_t link_read(const struct fabric *of, const char *text) {
    uint32_t one;
    uint32_t other = NONE;
    text = read_port(of, text, &one);
    if (*text == '-') {
        text = read_port(of, text + 1, &other);
    }
    return one == NONE || other == NONE || *text != '\0' ? NONE : link_between(of, one, other);
}

/* ---- Reaching -------------------------------------------------------------------------------------------------------- */

bool is_loopback(uint32_t port) {
    return strcmp(fabric->ports[port].name, LOOPBACK) == 0;
}

uint32_t node_of(uint32_t port) {
    return fabric->nodes[fabric->ports[port].node].id;
}

static struct node *node_at(uint32_t port) {
    return &fabric->nodes[fabric->ports[port].node];
}

bool are_joined(uint32_t one, uint32_t other) {
    if (MUT_IF(fabric->ports[one].is_removed) || MUT_IF(fabric->ports[other].is_removed)) {
        return false;
    }
    if (MUT_IF(one == other)) {
        return true;
    }
    uint32_t link = link_between(fabric, one, other);
    bool is_within_a_node = node_at(one) == node_at(other);
    bool do_both_answer = MUT_IF(!node_at(one)->is_lost) && MUT_IF(!node_at(other)->is_lost);
    return link != NONE && MUT_IF(!fabric->links[link].is_lost) && (MUT_IF(is_within_a_node) || do_both_answer);
}

bool reaches(uint32_t port, uint32_t node_id) {
    if (MUT_IF(fabric->ports[port].is_removed)) {
        return false;
    }
    if (MUT_IF(node_of(port) == node_id)) {
        return true;
    }
    for (uint32_t i = 0; i < fabric->port_count; i++) {
        if (MUT_IF(node_of(i) == node_id) && MUT_IF(are_joined(port, i))) {
            return true;
        }
    }
    return false;
}

uint64_t path_losses(uint32_t one, uint32_t other) {
    uint64_t losses = fabric->ports[one].losses;
    if (one == other) {
        return losses;
    }
    MUT_DO(losses += fabric->ports[other].losses);
    uint32_t link = link_between(fabric, one, other);
    if (link != NONE) {
        MUT_DO(losses += fabric->links[link].losses);
    }
    if (MUT_IF(node_at(one) != node_at(other))) {
        losses += node_at(one)->losses + node_at(other)->losses;
    }
    return losses;
}
