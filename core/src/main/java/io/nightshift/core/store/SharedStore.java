package io.nightshift.core.store;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that outlives its owner: when the process that held it ends, the next call opens it again, as the new owner or beside one,
 * and makes sure that what was being saved is saved once.
 */
final class SharedStore implements InvocationHandler {
    private static final int MOST_OWNERS_LOST = 10;

    private final Supplier<Held> opening;
    private @Nullable Held held;
    private boolean closed;

    private SharedStore(Supplier<Held> opening) {
        this.opening = opening;
    }

    /** A store as it was opened this time, and what closes it with all that belongs to it. */
    record Held(RunStore store, Runnable closing) {}

    static RunStore open(Supplier<Held> opening) {
        SharedStore shared = new SharedStore(opening);
        shared.current();
        return (RunStore)
                Proxy.newProxyInstance(RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, shared);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "a shared store";
            };
        }
        if (method.getName().equals("close")) {
            close();
            return null;
        }
        @Nullable Object[] with = arguments == null ? new Object[0] : arguments;
        for (int lost = 0; ; lost++) {
            RunStore store = current();
            try {
                if (lost > 0 && isSaved(store, method.getName(), with)) {
                    return null;
                }
                return method.invoke(store, with);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof OwnerGoneException) || lost == MOST_OWNERS_LOST) {
                    throw e.getCause() == null ? e : e.getCause();
                }
            } catch (OwnerGoneException e) {
                if (lost == MOST_OWNERS_LOST) {
                    throw e;
                }
            }
            replace(store);
        }
    }

    /** Whether the lost owner saved what cannot be saved twice; everything else may be repeated. */
    private static boolean isSaved(RunStore store, String call, @Nullable Object[] with) {
        if (call.equals("begin") && with[0] instanceof RunRecord run) {
            return store.run(run.id()).isPresent();
        }
        if (call.equals("intend") && with[0] instanceof StepRecord step) {
            return store.steps(step.id().run(), step.id().host()).stream()
                    .anyMatch(saved -> saved.id().equals(step.id()));
        }
        if (call.equals("note") && with[0] instanceof String run && with[1] instanceof String host) {
            List<Map.Entry<String, String>> notes = store.notes(run, host);
            return !notes.isEmpty()
                    && notes.get(notes.size() - 1).getKey().equals(with[2])
                    && notes.get(notes.size() - 1).getValue().equals(with[3]);
        }
        return false;
    }

    private synchronized RunStore current() {
        if (closed) {
            throw new StoreException("The store is closed.");
        }
        if (held == null) {
            held = opening.get();
        }
        return held.store();
    }

    /** Lets go of a store whose owner is lost, unless another thread has done so; the next call opens it anew. */
    private synchronized void replace(RunStore lost) {
        if (held != null && held.store() == lost) {
            Held gone = held;
            held = null;
            gone.closing().run();
        }
    }

    private synchronized void close() {
        closed = true;
        if (held != null) {
            Held last = held;
            held = null;
            last.closing().run();
        }
    }
}
