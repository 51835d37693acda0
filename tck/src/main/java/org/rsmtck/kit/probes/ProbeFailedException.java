package org.rsmtck.kit.probes;

import org.rsmtck.api.Reply;
import org.rsmtck.kit.history.HistoryFile;
import org.rsmtck.kit.judge.Observation;
import org.rsmtck.kit.suite.Failures;
import org.rsmtck.reports.Failure;

import java.util.Optional;

/** What was seen is not allowed. */
final class ProbeFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;
    private final transient Optional<HistoryFile> history;
    private final boolean isHang;

    ProbeFailedException(Failure failure, Optional<HistoryFile> history, boolean isHang) {
        super(failure.id(), null, false, false);
        this.failure = failure;
        this.history = history;
        this.isHang = isHang;
    }

    Failure failure() {
        return failure;
    }

    Optional<HistoryFile> history() {
        return history;
    }

    /** Whether it is that a call was not answered in time. */
    boolean isHang() {
        return isHang;
    }

    static boolean isHang(Reply reply) {
        return reply instanceof Reply.NoReply(String how) && how.startsWith("no answer within ");
    }

    static boolean isHang(Observation line) {
        return line instanceof Observation.Called called && isHang(called.reply());
    }

    /** The same with a sentence before what explains it. */
    ProbeFailedException saying(String sentence) {
        return new ProbeFailedException(Failures.saying(failure, sentence), history, isHang);
    }

    /** The same, laid first to this clause. */
    ProbeFailedException blaming(String clause) {
        return new ProbeFailedException(Failures.blaming(failure, clause), history, isHang);
    }
}
