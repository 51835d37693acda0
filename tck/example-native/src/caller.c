#include "caller.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fabric.h"
#include "mutation.h"

static const uint64_t SCRATCH = offsetof(struct fabric, scratch);

bool caller_read(void *to, const void *from, size_t length) {
    if (MUT_CMP(length, >, SCRATCH_BYTES) || caller_drain(from, SCRATCH, length) != 0) {
        return false;
    }
    memcpy(to, fabric->scratch, length);
    return true;
}

bool caller_write(void *to, const void *from, size_t length) {
    if (length > SCRATCH_BYTES) {
        return false;
    }
    memcpy(fabric->scratch, from, length);
    return caller_fill(to, SCRATCH, length) == 0;
}

bool caller_read_string(char *to, const char *from, size_t length) {
    /* Byte by byte, for the string may end just before a page that is not mapped. */
    for (size_t i = 0; i < length; i++) {
        if (!caller_read(to + i, from + i, 1)) {
            return false;
        }
        if (to[i] == '\0') {
            return true;
        }
    }
    return false;
}

int caller_fill(char *to, uint64_t position, size_t length) {
    for (size_t done = 0; done < length;) {
        ssize_t moved = pread(fabric_file, to + done, length - done, (off_t)(position + done));
        if (moved > 0) {
            done += (size_t)moved;
        } else if (moved == 0 || errno != EINTR) {
            return moved == 0 ? EIO : errno;
        }
    }
    return 0;
}

int caller_drain(const char *from, uint64_t position, size_t length) {
    for (size_t done = 0; done < length;) {
        ssize_t moved = pwrite(fabric_file, from + done, length - done, (off_t)(position + done));
        if (moved > 0) {
            done += (size_t)moved;
        } else if (moved == 0 || errno != EINTR) {
            return moved == 0 ? EIO : errno;
        }
    }
    return 0;
}
