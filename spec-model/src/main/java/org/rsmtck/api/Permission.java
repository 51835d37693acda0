package org.rsmtck.api;

/** The modes of access that the interface knows, as the bits of its {@code rsm_permission_t}. */
public final class Permission {
    public static final int NONE = 0;
    public static final int READ = 0400;
    public static final int WRITE = 0200;
    public static final int READ_WRITE = 0600;

    private Permission() {}

    /** Whether {@code mode} is one of the three values that connect and map take. */
    public static boolean isLegal(int mode) {
        return mode == READ || mode == WRITE || mode == READ_WRITE;
    }

    /** Whether {@code granted} has every bit that {@code wanted} asks for. */
    public static boolean covers(int granted, int wanted) {
        return (wanted & ~granted) == 0;
    }

    /** {@code READ}, {@code WRITE}, {@code READ_WRITE}, or the octal digits. */
    public static String name(int mode) {
        return switch (mode) {
            case READ -> "READ";
            case WRITE -> "WRITE";
            case READ_WRITE -> "READ_WRITE";
            default -> "0" + Integer.toOctalString(mode);
        };
    }
}
