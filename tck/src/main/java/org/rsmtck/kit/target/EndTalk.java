package org.rsmtck.kit.target;

/**
 * What an agent is asked for that ends, as other programs do: a thread, a child, the process
 * itself. For one thread at a time.
 */
public final class EndTalk {
    private final Tenure tenure;

    EndTalk(Tenure tenure) {
        this.tenure = tenure;
    }

    private boolean isAble(String ability) {
        return tenure.process().greeting().abilities().contains(ability);
    }

    /** Whether the agent can {@linkplain #thread end threads} and {@linkplain #exit itself}. */
    public boolean isPossible() {
        return isAble(Greeting.ENDS);
    }

    /** Whether the agent can {@linkplain #child have a child}. */
    public boolean canFork() {
        return isAble(Greeting.FORKS);
    }

    /** A thread ends, which is gone when this returns, and so is what it had. */
    public void thread(int number) {
        try {
            tenure.process().ask(AgentProcess.request("end_thread").with("number", number));
        } catch (AgentDiedException | AgentSpeaksOtherwiseException e) {
            throw new TargetSetupException("the agent was to end a thread: " + e.getMessage(), e);
        }
    }

    /**
     * A child of the process is made, and is gone when this returns.
     *
     * @param isAtOnce whether it leaves without running what was registered for an exit
     */
    public void child(boolean isAtOnce) {
        String how = isAtOnce ? "ends_at_once" : "exits";
        try {
            tenure.process().ask(AgentProcess.request("fork").with("child", how));
        } catch (AgentDiedException | AgentSpeaksOtherwiseException e) {
            throw new TargetSetupException("the agent was to fork: " + e.getMessage(), e);
        }
    }

    /** The process ends as a program does that is done; killed if that takes too long. */
    public void exit() {
        tenure.kill(tenure.process()::exit);
    }
}
