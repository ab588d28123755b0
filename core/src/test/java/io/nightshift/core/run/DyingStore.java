package io.nightshift.core.run;

import io.nightshift.core.journal.RunStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A store whose process dies at its Nth write: that write and all later ones never happen, and notes that nobody had waited for are
 * lost with it, as they may be.
 */
final class DyingStore {
    private static final Set<String> WRITES = Set.of(
            "begin", "intend", "conclude", "host", "addHost", "note", "end", "reopen", "raiseEpoch", "undoPruned");
    private final RunStore kept;
    private final int diesAt;
    private final List<Callable<Object>> unconfirmed = new ArrayList<>();
    private int writes;
    private boolean dead;

    private DyingStore(RunStore kept, int diesAt) {
        this.kept = kept;
        this.diesAt = diesAt;
    }

    /** What ends every thread that touches the store of a dead process. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    static RunStore at(int write, RunStore kept) {
        DyingStore dying = new DyingStore(kept, write);
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    Callable<Object> call = () -> method.invoke(kept, arguments);
                    try {
                        return dying.call(method.getName(), call);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized Object call(String method, Callable<Object> call) throws Exception {
        if (dead) {
            throw new Killed();
        }
        if (!WRITES.contains(method)) {
            settle();
            return call.call();
        }
        if (++writes == diesAt) {
            dead = true;
            throw new Killed();
        }
        if (method.equals("note")) {
            unconfirmed.add(call);
            return null;
        }
        settle();
        return call.call();
    }

    private void settle() throws Exception {
        for (Callable<Object> note : unconfirmed) {
            note.call();
        }
        unconfirmed.clear();
    }
}
