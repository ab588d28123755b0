package io.nightshift.core.run;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StaleRunException;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A journal in which nothing is written any more when the lease on what it tells of may have run out. */
final class LeasedStore implements InvocationHandler {
    private static final Set<String> WRITES =
            Set.of("begin", "intend", "conclude", "host", "addHost", "note", "control", "took");

    private final RunStore store;
    private final BooleanSupplier over;

    private LeasedStore(RunStore store, BooleanSupplier over) {
        this.store = store;
        this.over = over;
    }

    static RunStore over(RunStore store, BooleanSupplier over) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, new LeasedStore(store, over));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (WRITES.contains(method.getName()) && over.getAsBoolean()) {
            throw new StaleRunException(run(arguments == null ? "" : arguments[0]));
        }
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static String run(@Nullable Object first) {
        return first instanceof StepRecord step
                ? step.id().run()
                : first instanceof StepId id ? id.run() : String.valueOf(first);
    }
}
