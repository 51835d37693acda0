/**
 * Agents, as processes: what docs/agent-protocol.md says of them, checked against a library in C
 * that misbehaves on demand.
 */
package org.rsmtck.kit.agent;
