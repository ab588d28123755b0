package io.nightshift.core.store;

import io.nightshift.core.journal.HostShares;
import io.nightshift.core.schedule.ScheduleStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The parts of a store in one database, each call with the part that it is for. */
final class JdbcStore implements InvocationHandler, AutoCloseable {
    final JdbcRunStore runs;
    private final JdbcScheduleStore schedules;
    private final JdbcHostShares shares;

    JdbcStore(Database database, Sealer sealer) {
        Access access = new Access(database);
        this.runs = new JdbcRunStore(access, sealer);
        this.schedules = new JdbcScheduleStore(access, sealer);
        this.shares = new JdbcHostShares(access, runs::writtenElsewhere);
    }

    /** All of it as one. */
    Store asStore() {
        return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] {Store.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return call(method, arguments == null ? new Object[0] : arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Makes a call of the port. */
    @Nullable
    Object call(Method method, @Nullable Object[] arguments) throws InvocationTargetException, IllegalAccessException {
        Class<?> part = method.getDeclaringClass();
        return method.invoke(
                part == ScheduleStore.class ? schedules : part == HostShares.class ? shares : runs, arguments);
    }

    @Override
    public void close() {
        runs.close();
    }
}
