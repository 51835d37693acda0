package org.rsmtck.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The error values of the RSM interface, with the numbers of the C header; 0 is success and not
 * here.
 */
public enum RsmError {
    BAD_LIBRARY_VERSION(1),
    BAD_TOPOLOGY_PTR(2),
    BAD_CTLR_HNDL(3),
    CTLR_NOT_PRESENT(4),
    BAD_SEG_HNDL(5),
    SEG_ALREADY_PUBLISHED(6),
    SEG_NOT_PUBLISHED(7),
    SEG_NOT_PUBLISHED_TO_NODE(8),
    SEG_ALREADY_MAPPED(9),
    SEG_STILL_MAPPED(10),
    SEG_NOT_MAPPED(11),
    NOT_CREATOR(12),
    BAD_BARRIER_PTR(13),
    BAD_SGIO(14),
    BAD_LOCALMEM_HNDL(15),
    BAD_ADDR(16),
    BAD_MEM_ALIGNMENT(17),
    BAD_OFFSET(18),
    MISALIGNED_OFFSET(19),
    BAD_LENGTH(20),
    BAD_ACL(21),
    BAD_SEGID(22),
    RESERVED_SEGID(23),
    SEGID_IN_USE(24),
    BAD_MODE(25),
    BAD_PERMS(26),
    PERM_DENIED(27),
    LOCKS_NOT_SUPPORTED(28),
    LOCKS_NOT_ENABLED(29),
    REBIND_NOT_ALLOWED(30),
    INSUFFICIENT_RESOURCES(31),
    INSUFFICIENT_MEM(32),
    MAP_FAILED(33),
    POLLFD_IN_USE(34),
    BARRIER_UNINITIALIZED(35),
    BARRIER_OPEN_FAILED(36),
    BARRIER_NOT_OPENED(37),
    BARRIER_FAILURE(38),
    REMOTE_NODE_UNREACHABLE(39),
    CONN_ABORTED(40),
    INTERRUPTED(41),
    TIMEOUT(42),
    BAD_APPID(43),
    BAD_CONF(44),
    SEG_NOT_CONNECTED(45),
    INTERNAL_ERROR(100);

    private static final Map<Integer, RsmError> BY_NUMBER =
            Arrays.stream(values())
                    .collect(Collectors.toMap(RsmError::number, Function.identity()));

    private final int number;

    RsmError(int number) {
        this.number = number;
    }

    /** The value a C function returns for this error. */
    public int number() {
        return number;
    }

    /** The name as the C header spells it, {@code RSMERR_} included. */
    public String cName() {
        return "RSMERR_" + name();
    }

    /** The error with this number, or empty where the interface defines none. */
    public static Optional<RsmError> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    @Override
    public String toString() {
        return name() + " (" + number + ")";
    }
}
