package org.rsmtck.kit.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Signals that ask this process to end. By reflection, since compilers warn of the classes that
 * know signals: where they are missing, signals end the process as they always do.
 */
final class Signals {
    private Signals() {}

    /**
     * Calls {@code what} with the signal's name, without SIG, each time it comes, on any thread.
     *
     * @return what undoes it; empty if this process cannot listen to it
     */
    static Optional<Runnable> listen(String name, Consumer<String> what) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            Object handler =
                    Proxy.newProxyInstance(
                            handlers.getClassLoader(),
                            new Class<?>[] {handlers},
                            (self, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            what.accept(name);
                                            yield null;
                                        }
                                        case "equals" -> self == arguments[0];
                                        case "hashCode" -> System.identityHashCode(self);
                                        default -> "handler of SIG" + name;
                                    });
            var handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            return Optional.of(() -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError("giving a signal back", e);
                }
            });
        } catch (InvocationTargetException e) {
            // The JVM was told to leave this signal alone, or there is no such signal here.
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
