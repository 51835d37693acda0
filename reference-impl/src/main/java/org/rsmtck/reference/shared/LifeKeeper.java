package org.rsmtck.reference.shared;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that lives as long as the process, and has words marked when it dies.
 *
 * <p>The kernel goes through the list of a thread that dies, however it dies, and marks each word
 * that bears its number (set_robust_list(2)). The C library keeps locks in such lists; this thread
 * takes none, so its list is ours. Each change to the list is one store, for the process may be
 * killed before any of them. The head is shared memory, since the kernel may take private memory
 * from a process that it kills for want of memory before it looks at the list.
 */
final class LifeKeeper {
    /** The kernel follows 2048 elements and no more. */
    private static final int MOST = 2000;

    private static final long HEAD_LENGTH = 24;
    private static final long OFFSET_AT = 8;
    private static final VarHandle LONG = JAVA_LONG.varHandle();
    private static final LifeKeeper OF_PROCESS = new LifeKeeper();

    private final MemorySegment head;
    private final List<LifeWord> words = new ArrayList<>();
    private final CountDownLatch hasStarted = new CountDownLatch(1);
    private volatile int thread;

    @SuppressWarnings("restricted")
    private LifeKeeper() {
        int flags = Posix.MAP_SHARED | Posix.MAP_ANONYMOUS;
        long address = Posix.mmap(0, HEAD_LENGTH, Mapping.READ_WRITE, flags, -1, 0);
        if (address < 0) {
            throw SystemCallException.of("mmap(MAP_ANONYMOUS)", address);
        }
        head = MemorySegment.ofAddress(address).reinterpret(HEAD_LENGTH);
        head.set(JAVA_LONG, 0, address);
        head.set(JAVA_LONG, OFFSET_AT, LifeWord.WORD_AT);
        Thread.ofPlatform().daemon().name("rsm-life").start(this::live);
    }

    private void live() {
        if (Posix.setRobustList(head) == 0) {
            thread = Posix.gettid();
        }
        hasStarted.countDown();
        while (true) {
            LockSupport.park(this);
        }
    }

    /** Has the word marked when the process dies, unless that are too many already. */
    static void watch(LifeWord word) {
        OF_PROCESS.add(word);
    }

    /** The word will not be there any more. */
    static void forget(LifeWord word) {
        OF_PROCESS.remove(word);
    }

    private void add(LifeWord word) {
        awaitStart();
        synchronized (words) {
            if (thread == 0 || words.size() == MOST) {
                return;
            }
            word.next(words.isEmpty() ? head.address() : words.getLast().address());
            words.add(word);
            LONG.setVolatile(head, 0L, word.address());
            word.watchedBy(thread);
        }
    }

    private void remove(LifeWord word) {
        synchronized (words) {
            int index = words.indexOf(word);
            if (index < 0) {
                return;
            }
            // The youngest stands first in the list, and last here.
            long next = index == 0 ? head.address() : words.get(index - 1).address();
            if (index == words.size() - 1) {
                LONG.setVolatile(head, 0L, next);
            } else {
                words.get(index + 1).next(next);
            }
            words.remove(index);
        }
    }

    private void awaitStart() {
        boolean wasInterrupted = false;
        while (true) {
            try {
                hasStarted.await();
                break;
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
