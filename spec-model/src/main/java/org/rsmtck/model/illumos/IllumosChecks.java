package org.rsmtck.model.illumos;

import static org.rsmtck.api.RsmError.BAD_ADDR;
import static org.rsmtck.api.RsmError.BAD_CTLR_HNDL;
import static org.rsmtck.api.RsmError.BAD_LENGTH;
import static org.rsmtck.api.RsmError.BAD_MEM_ALIGNMENT;
import static org.rsmtck.api.RsmError.BAD_OFFSET;
import static org.rsmtck.api.RsmError.BAD_SEGID;
import static org.rsmtck.api.RsmError.BAD_SEG_HNDL;
import static org.rsmtck.api.RsmError.BAD_TOPOLOGY_PTR;
import static org.rsmtck.model.Checks.check;
import static org.rsmtck.model.Checks.either;

import org.rsmtck.model.Checks;
import org.rsmtck.model.Checks.Check;

import java.util.List;
import java.util.stream.Stream;

/**
 * In what order librsm, and behind it the kernel agent, check the calls of each page over loopback.
 * Where memory or descriptors may run out at several places, the first one counts.
 */
final class IllumosChecks {
    private IllumosChecks() {}

    static Checks all() {
        return Checks.inOrder(
                Stream.of(
                                controllers(),
                                exports(),
                                publications(),
                                connections(),
                                mappings(),
                                transfer("get", List.of()),
                                transfer("put", List.of()),
                                transfer(
                                        "get_units", List.of(check("get_units/BAD_MEM_ALIGNMENT"))),
                                transfer(
                                        "put_units", List.of(check("put_units/BAD_MEM_ALIGNMENT"))),
                                barriers(),
                                events())
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Check> controllers() {
        return List.of(
                check("get_controller/BAD_ADDR", BAD_CTLR_HNDL),
                either("get_controller/CTLR_NOT_PRESENT", "get_controller/INSUFFICIENT_MEM"),
                check("get_controller_attr/BAD_CTLR_HNDL"),
                check("get_controller_attr/BAD_ADDR"),
                check("get_controller_attr/CTLR_NOT_PRESENT"),
                check("get_topology/BAD_TOPOLOGY_PTR", BAD_TOPOLOGY_PTR),
                check("get_topology/INSUFFICIENT_MEM"),
                check("get_segmentid_range/BAD_ADDR"),
                either("get_segmentid_range/BAD_CONF", "get_segmentid_range/BAD_APPID"));
    }

    private static List<Check> exports() {
        return List.of(
                check("create/BAD_CTLR_HNDL"),
                check("create/BAD_SEG_HNDL", BAD_SEG_HNDL),
                check("create/BAD_ADDR"),
                check("create/BAD_LENGTH"),
                check("create/BAD_MEM_ALIGNMENT"),
                check("create/INSUFFICIENT_MEM"),
                check("create/INSUFFICIENT_RESOURCES"),
                check("create/CTLR_NOT_PRESENT"),
                check("create/BAD_LENGTH#cut"),
                check("create/BAD_LENGTH#beyond", BAD_LENGTH),
                check("destroy/BAD_SEG_HNDL"),
                check("destroy/POLLFD_IN_USE"),
                check("rebind/BAD_SEG_HNDL"),
                check("rebind/BAD_ADDR"),
                check("rebind/REBIND_NOT_ALLOWED"),
                check("rebind/BAD_LENGTH"),
                check("rebind/BAD_LENGTH#beyond", BAD_LENGTH),
                check("rebind/INTERRUPTED"),
                check("rebind/BAD_MEM_ALIGNMENT", BAD_ADDR),
                either("rebind/INSUFFICIENT_MEM", "rebind/INSUFFICIENT_RESOURCES"));
    }

    private static List<Check> publications() {
        return List.of(
                check("publish/BAD_SEGID", BAD_SEGID),
                check("publish/BAD_SEG_HNDL"),
                check("publish/BAD_ACL#no-list"),
                check("publish/SEG_ALREADY_PUBLISHED"),
                check("publish/RESERVED_SEGID"),
                check("publish/INSUFFICIENT_MEM"),
                check("publish/BAD_ACL"),
                check("publish/INSUFFICIENT_RESOURCES"),
                check("publish/SEGID_IN_USE"),
                check("republish/BAD_SEG_HNDL"),
                check("republish/SEG_NOT_PUBLISHED"),
                either("republish/INSUFFICIENT_MEM", "republish/INSUFFICIENT_RESOURCES"),
                check("republish/BAD_ACL"),
                check("republish/INTERRUPTED"),
                check("unpublish/BAD_SEG_HNDL"),
                check("unpublish/SEG_NOT_PUBLISHED"),
                check("unpublish/INTERRUPTED"));
    }

    private static List<Check> connections() {
        return List.of(
                check("connect/BAD_CTLR_HNDL"),
                check("connect/INSUFFICIENT_MEM"),
                check("connect/PERM_DENIED#domain"),
                check("connect/INSUFFICIENT_RESOURCES"),
                check("connect/CTLR_NOT_PRESENT#removed"),
                check("connect/CTLR_NOT_PRESENT#loopback"),
                check("connect/CTLR_NOT_PRESENT#loopback-unknown"),
                check("connect/INTERRUPTED"),
                either(
                        "connect/REMOTE_NODE_UNREACHABLE#silent",
                        "connect/REMOTE_NODE_UNREACHABLE#unknown"),
                check("connect/SEG_NOT_PUBLISHED#nowhere"),
                check("connect/SEG_NOT_PUBLISHED_TO_NODE"),
                either("connect/PERM_DENIED#cached", "connect/PERM_DENIED#comparison"),
                check("connect/physical-connection#refused"),
                check("disconnect/BAD_SEG_HNDL"),
                check("disconnect/SEG_STILL_MAPPED"),
                check("disconnect/POLLFD_IN_USE"));
    }

    private static List<Check> mappings() {
        return List.of(
                check("map/BAD_SEG_HNDL"),
                check("map/BAD_ADDR"),
                check("map/SEG_ALREADY_MAPPED"),
                check("map/BAD_MEM_ALIGNMENT", BAD_MEM_ALIGNMENT),
                check("map/BAD_LENGTH"),
                check("map/BAD_OFFSET", BAD_LENGTH),
                either(
                        "map/BAD_MEM_ALIGNMENT#length",
                        "map/BAD_PERMS",
                        "map/CONN_ABORTED",
                        "map/BAD_LENGTH#no-memory",
                        "map/INSUFFICIENT_RESOURCES"),
                check("unmap/BAD_SEG_HNDL"),
                check("unmap/SEG_NOT_MAPPED"));
    }

    /** A transfer makes its mapping after the arguments, and before what needs a mapping. */
    private static List<Check> transfer(String word, List<Check> alignment) {
        return Stream.of(
                        List.of(check(word + "/BAD_SEG_HNDL"), check(word + "/BAD_ADDR")),
                        alignment,
                        List.of(
                                either(
                                        word + "/CONN_ABORTED#no-mapping",
                                        word + "/BAD_PERMS#no-mapping",
                                        word + "/INSUFFICIENT_RESOURCES",
                                        word + "/BAD_LENGTH#no-memory"),
                                check(word + "/PERM_DENIED"),
                                check(word + "/BAD_OFFSET", BAD_OFFSET),
                                check(word + "/BAD_OFFSET#mapped"),
                                check(word + "/BARRIER_UNINITIALIZED"),
                                check(word + "/CONN_ABORTED")))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Check> barriers() {
        return List.of(
                check("init_barrier/BAD_SEG_HNDL"),
                check("init_barrier/BAD_BARRIER_PTR"),
                check("init_barrier/INSUFFICIENT_MEM"),
                check("open_barrier/BAD_BARRIER_PTR"),
                check("order_barrier/BAD_BARRIER_PTR"),
                check("close_barrier/BAD_BARRIER_PTR"),
                check("destroy_barrier/BAD_BARRIER_PTR"),
                check("set_mode/BAD_SEG_HNDL"),
                check("set_mode/BAD_MODE"),
                check("get_mode/BAD_SEG_HNDL"));
    }

    private static List<Check> events() {
        return List.of(
                check("get_pollfd/BAD_SEG_HNDL"),
                check("get_pollfd/INSUFFICIENT_MEM"),
                check("get_pollfd/INSUFFICIENT_RESOURCES"),
                check("release_pollfd/BAD_SEG_HNDL"),
                check("signal_post/BAD_SEG_HNDL"),
                check("signal_wait/BAD_SEG_HNDL"),
                either("signal_wait/INTERRUPTED", "signal_wait/TIMEOUT"));
    }
}
