package org.rsmtck.kit.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a process died, in words. */
final class Death {
    /** How every sentence about a death begins. */
    static final String THE_PROCESS = "the process ";

    private static final int BY_SIGNAL = 128;
    private static final int LAST_SIGNAL = 64;
    private static final int ABORT = 6;
    private static final Map<Integer, String> SIGNALS =
            Map.ofEntries(
                    Map.entry(1, "SIGHUP"),
                    Map.entry(2, "SIGINT"),
                    Map.entry(3, "SIGQUIT"),
                    Map.entry(4, "SIGILL"),
                    Map.entry(5, "SIGTRAP"),
                    Map.entry(ABORT, "SIGABRT"),
                    Map.entry(7, "SIGBUS"),
                    Map.entry(8, "SIGFPE"),
                    Map.entry(9, "SIGKILL"),
                    Map.entry(10, "SIGUSR1"),
                    Map.entry(11, "SIGSEGV"),
                    Map.entry(12, "SIGUSR2"),
                    Map.entry(13, "SIGPIPE"),
                    Map.entry(14, "SIGALRM"),
                    Map.entry(15, "SIGTERM"));
    // What a JVM says when it dies: "#  SIGSEGV (0xb) at pc=...", then "# C  [librsm.so+0x1139]
    // f+0x9".
    private static final Pattern JVM_SIGNAL = Pattern.compile("^#\\s+(SIG[A-Z]+) \\(0x");
    private static final Pattern JVM_FRAME = Pattern.compile("^# C\\s+\\[([^\\]]+)\\]\\s*(\\S*)");

    private Death() {}

    /**
     * @param status as the system tells it: beyond 128 for a signal
     * @param signal that the process itself named before it died, or 0
     * @param errors the last it wrote to standard error
     */
    static String words(int status, int signal, List<String> errors) {
        Optional<String> byJvm = first(JVM_SIGNAL, errors).map(found -> found.group(1));
        if (byJvm.isPresent()) {
            return THE_PROCESS
                    + "died of "
                    + byJvm.get()
                    + first(JVM_FRAME, errors).map(Death::frame).orElse("");
        }
        if (signal != 0 || status > BY_SIGNAL && status <= BY_SIGNAL + LAST_SIGNAL) {
            int number = signal != 0 ? signal : status - BY_SIGNAL;
            String name = SIGNALS.getOrDefault(number, "signal " + number);
            return THE_PROCESS + "died of " + name + (number == ABORT ? lastWord(errors) : "");
        }
        return THE_PROCESS + "ended with status " + status + lastWord(errors);
    }

    private static String frame(Matcher found) {
        String function = found.group(2).replaceFirst("\\+0x.*", "");
        return " in " + (function.isEmpty() ? found.group(1) : function + ", " + found.group(1));
    }

    private static Optional<Matcher> first(Pattern pattern, List<String> lines) {
        return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
    }

    /** An abort or an exit is often explained by what was written last. */
    private static String lastWord(List<String> errors) {
        return errors.isEmpty() ? "" : ": " + errors.getLast();
    }
}
