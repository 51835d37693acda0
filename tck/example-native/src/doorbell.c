#include "doorbell.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "mutation.h"

static int sender = -1;

static int open_socket(void) {
    return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

bool doorbell_start(void) {
    sender = open_socket();
    return sender >= 0;
}

void doorbell_stop(void) {
    if (sender >= 0) {
        close(sender);
    }
    sender = -1;
}

/* One for each mailbox of each fabric. A name that begins with a zero byte is in no folder, and goes with its socket. */
static socklen_t name_of(const struct mailbox *mailbox, struct sockaddr_un *name) {
    struct stat file;
    memset(name, 0, sizeof *name);
    name->sun_family = AF_UNIX;
    fstat(fabric_file, &file);
    int length = snprintf(name->sun_path + 1, sizeof name->sun_path - 1, "rsm-example-%llx-%llx-%tx-%llx",
                          (unsigned long long)file.st_dev, (unsigned long long)file.st_ino,
                          (const char *)mailbox - (const char *)fabric, (unsigned long long)mailbox->handle);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
}

int doorbell_open(struct mailbox *mailbox) {
    int descriptor = open_socket();
    if (descriptor < 0) {
        return -1;
    }
    struct sockaddr_un name;
    socklen_t length = name_of(mailbox, &name);
    if (bind(descriptor, (struct sockaddr *)&name, length) != 0) {
        int why = errno;
        close(descriptor);
        errno = why;
        return -1;
    }
    MUT_DO(mailbox->has_doorbell = 1);
    if (MUT_IF(mailbox->count > 0)) {
        doorbell_ring(mailbox);
    }
    return descriptor;
}

void doorbell_close(struct mailbox *mailbox, int descriptor) {
    MUT_DO(mailbox->has_doorbell = 0);
    MUT_DO(close(descriptor));
}

void doorbell_ring(const struct mailbox *mailbox) {
    struct sockaddr_un name;
    socklen_t length = name_of(mailbox, &name);
    /* Where this fails, the owner has died. */
    (void)!sendto(sender, "!", 1, MSG_NOSIGNAL, (struct sockaddr *)&name, length);
}

void doorbell_silence(int descriptor) {
    char byte;
    while (recv(descriptor, &byte, 1, 0) > 0) {
    }
}
