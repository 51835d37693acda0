package org.rsmtck.reference.shared;

import org.rsmtck.reference.backend.Admission;

/**
 * The file mode under which the memory of a publication stands in the folder.
 *
 * <p>It is the union over the nodes of the access list, since the kernel cannot tell nodes apart;
 * and write implies read, since the kernel maps nothing for writing alone.
 */
final class KernelMode {
    private static final int READ_BITS = 0444;
    private static final int WRITE_BITS = 0222;
    private static final int OWNER_READ = 0400;
    private static final int OWNER_WRITE = 0200;

    private KernelMode() {}

    static int of(Admission admission, Identities identities) {
        int union = admission.union() & Admission.MODE_BITS;
        return switch (identities) {
            case KERNEL -> union | (union & WRITE_BITS) << 1;
            // All users of such a fabric are one user to the kernel, the owner of every file.
            case DECLARED -> {
                if ((union & WRITE_BITS) != 0) {
                    yield OWNER_READ | OWNER_WRITE;
                }
                yield (union & READ_BITS) != 0 ? OWNER_READ : 0;
            }
        };
    }
}
