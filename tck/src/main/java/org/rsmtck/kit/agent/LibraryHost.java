package org.rsmtck.kit.agent;

import org.rsmtck.api.Call;
import org.rsmtck.api.Event;
import org.rsmtck.api.Event.Resource;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.library.LibraryProcess;
import org.rsmtck.kit.library.Pointing;

import java.nio.file.Path;
import java.util.List;

/** A native library in this process. */
final class LibraryHost implements Host {
    private final LibraryProcess library;
    private final Descriptors descriptors = new Descriptors();

    LibraryHost(Path path) {
        // Before the library's own start, which may set another action.
        Libc.takeSignalsAsOthersDo();
        library = new LibraryProcess(path);
    }

    @Override
    public List<String> missing() {
        return library.missing();
    }

    @Override
    public List<String> events() {
        return List.of("descriptors");
    }

    @Override
    public Reply call(Call call, Pointing pointing) {
        return library.call(call, pointing);
    }

    @Override
    public void apply(Event event) {
        switch (event) {
            case Event.Shortage(int _, Resource resource) when resource == Resource.DESCRIPTORS -> {
                OwnClasses.load();
                descriptors.useUp();
            }
            case Event.ShortageOver(int _, Resource resource)
                    when resource == Resource.DESCRIPTORS ->
                    descriptors.release();
            case Event.LinkLost _,
                    Event.LinkBack _,
                    Event.NodeLost _,
                    Event.NodeBack _,
                    Event.ControllerRemoved _,
                    Event.ControllerBack _,
                    Event.Shortage _,
                    Event.ShortageOver _,
                    Event.Interruption _,
                    Event.Killed _,
                    Event.Settled _ ->
                    throw new UnsupportedOperationException(
                            "a JVM cannot bring this about on itself");
        }
    }

    @Override
    public void umask(int mask) {
        Libc.setUmask(mask);
    }

    @Override
    public int clear() {
        descriptors.release();
        return library.clear();
    }
}
