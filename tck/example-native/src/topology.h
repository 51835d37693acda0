/*
 * What a fabric consists of, and what reaches what: nodes, controllers (ports) and links.
 *
 * As text: nodes separated by semicolons, each its id and its controllers beside loopback, which every node has; then links.
 * "1:wire0,wire1;2:wire0 1/wire0-2/wire0" is two nodes and one link. In a name, % and four hexadecimal digits stand for a
 * sign that is neither a letter, a digit, a dot nor an underscore.
 */
#ifndef RSM_EXAMPLE_TOPOLOGY_H
#define RSM_EXAMPLE_TOPOLOGY_H

#include <stdbool.h>
#include <stdint.h>

#include "records.h"

#define LOOPBACK "loopback"

/* Answers with what is wrong with the text, or null. */
const char *topology_read(struct fabric *into, const char *text);

/* Indices, or NONE. */
uint32_t node_named(const struct fabric *of, uint32_t id);
uint32_t port_named(const struct fabric *of, uint32_t node_id, const char *name);
uint32_t port_read(const struct fabric *of, const char *text);
uint32_t link_read(const struct fabric *of, const char *text);

bool is_loopback(uint32_t port);
uint32_t node_of(uint32_t port);
/* Whether something sent over one port arrives at the other: the same, or a link that carries. */
bool are_joined(uint32_t one, uint32_t other);
/* Whether a node answers over a port. A node answers itself. */
bool reaches(uint32_t port, uint32_t node_id);
/* How often a part of the path between two ports was lost so far. A path that was lost has another number for ever. */
uint64_t path_losses(uint32_t one, uint32_t other);

#endif
