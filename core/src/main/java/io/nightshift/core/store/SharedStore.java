package io.nightshift.core.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
    record Held(Store store, Runnable closing) {}

    static Store open(Supplier<Held> opening) {
        SharedStore shared = new SharedStore(opening);
        shared.current();
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] {Store.class}, shared);
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
            Store store = current();
            try {
                if (lost > 0 && Repeats.isSaved(store, method.getName(), with)) {
                    return null;
                }
                return method.invoke(store, with);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof UnavailableException) {
                    replace(store); // opened anew it is mended, and may be whole again
                }
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

    private synchronized Store current() {
        if (closed) {
            throw new StoreException("The store is closed.");
        }
        if (held == null) {
            held = opening.get();
        }
        return held.store();
    }

    /** Lets go of a store whose owner is lost, unless another thread has done so; the next call opens it anew. */
    private synchronized void replace(Store lost) {
        if (held != null && held.store() == lost) {
            Held gone = held;
            held = null;
            try {
                gone.closing().run();
            } catch (StoreException e) {
                // It was to be expected of one that is lost; what it had acknowledged is on the disk.
            }
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
