package io.nightshift.core.run;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code hostvars}: every host's variables, each rendered with that host's own. */
final class HostVariables extends AbstractMap<String, Object> {
    private final RunContext run;
    private final @Nullable PlayContext play;

    HostVariables(RunContext run, @Nullable PlayContext play) {
        this.run = run;
        this.play = play;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && run.knows(name);
    }

    @Override
    @SuppressWarnings("NullAway") // the contract of Map.get
    public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name) || !run.knows(name)) {
            return null;
        }
        run.asksForOthers("hostvars");
        return new OneHost(new HostScope(run, play, run.memory(name), null, Map.of()));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        run.inventory().hosts().forEach(host -> HostMemory.putNullable(all, host.name(), get(host.name())));
        return all.entrySet();
    }

    /** One host's variables, each rendered when it is asked for. */
    private final class OneHost extends AbstractMap<String, Object> {
        private final HostScope scope;

        OneHost(HostScope scope) {
            this.scope = scope;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String name && scope.has(name);
        }

        @Override
        @SuppressWarnings("NullAway") // variables may be null
        public @Nullable Object get(@Nullable Object key) {
            if (!(key instanceof String name) || !scope.has(name)) {
                return null;
            }
            return run.templates.resolve(scope.get(name), scope);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            for (String name : scope.names()) {
                if (scope.has(name) && !name.equals("vars") && !name.equals("hostvars")) {
                    HostMemory.putNullable(all, name, get(name));
                }
            }
            return all.entrySet();
        }
    }
}
