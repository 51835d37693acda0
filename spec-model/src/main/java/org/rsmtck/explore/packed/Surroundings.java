package org.rsmtck.explore.packed;

import org.rsmtck.api.Topology.Link;
import org.rsmtck.model.NodeState;
import org.rsmtck.model.Table;

/** The part of a world that belongs to no process. */
record Surroundings(Table<Integer, NodeState> nodes, Table<Link, Boolean> links) {}
