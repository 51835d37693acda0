package org.rsmtck.kit.target;

import org.jspecify.annotations.Nullable;
import org.rsmtck.api.Reply;

import java.util.function.Supplier;

/** What comes of a call, and what of that is no doing of the implementation. */
public final class Answers {
    /** How every answer begins that says nothing of the implementation. */
    private static final String UNABLE = "the agent cannot do it: ";

    private Answers() {}

    /** The implementation may do anything at all, and none of it is the kit's failure. */
    public static Reply of(Supplier<@Nullable Reply> call) {
        try {
            Reply reply = call.get();
            return reply == null ? new Reply.NoReply("returned null") : reply;
        } catch (TargetSetupException e) {
            return unable(e.getMessage());
        } catch (Throwable t) {
            return new Reply.NoReply("threw " + t);
        }
    }

    static Reply.NoReply unable(@Nullable String why) {
        return new Reply.NoReply(UNABLE + why);
    }

    /** Whether the reply says no more than that the agent could not make the call. */
    public static boolean isUnable(Reply reply) {
        return reply instanceof Reply.NoReply(String how) && how.startsWith(UNABLE);
    }

    /** Whether a process died, by this sentence, because it was ended for not answering. */
    public static boolean isHang(String death) {
        return death.startsWith(AgentProcess.NO_ANSWER);
    }

    /**
     * Whether the process was gone, or was ended for hanging, before it answered: by this call or
     * by any other that was under way. The call may have taken effect or not.
     */
    public static boolean isUnanswered(Reply reply) {
        return reply instanceof Reply.NoReply(String how)
                && (how.startsWith(Death.THE_PROCESS) || how.startsWith(AgentProcess.NO_ANSWER));
    }
}
