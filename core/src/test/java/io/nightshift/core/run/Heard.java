package io.nightshift.core.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a run tells, and shows it to a test as it comes. */
final class Heard implements RunEvent.Listener {
    private final BiConsumer<RunEvent, RunEngine.Handle> watcher;
    private final List<RunEvent> events = new ArrayList<>();
    private volatile RunEngine.@Nullable Handle handle;

    Heard(BiConsumer<RunEvent, RunEngine.Handle> watcher) {
        this.watcher = watcher;
    }

    void handle(RunEngine.Handle given) {
        handle = given;
    }

    @Override
    public void on(RunEvent event) {
        synchronized (events) {
            events.add(event);
        }
        watcher.accept(event, handle);
    }

    List<RunEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }
}
