package io.nightshift.core.store;

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

    JdbcStore(Database database, Sealer sealer) {
        Access access = new Access(database);
        this.runs = new JdbcRunStore(access, sealer);
        this.schedules = new JdbcScheduleStore(access, sealer);
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
        return method.invoke(method.getDeclaringClass() == ScheduleStore.class ? schedules : runs, arguments);
    }

    @Override
    public void close() {
        runs.close();
    }
}
