package io.nightshift.core.run;

import io.nightshift.core.transport.Target;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.TemplateException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a host was reached, in a form the store keeps so that a rollback finds it again; no passwords. */
public final class ConnectionRecords {
    private static final String OPTION = "option.";
    private final RunContext run;

    ConnectionRecords(RunContext run) {
        this.run = run;
    }

    Map<String, String> of(String host) {
        try {
            Targets.Where where = new Targets(run)
                    .of(host, new HostScope(run, null, run.memory(host), null, Map.of()), Directives.NONE, false);
            return of(where.target(), where.local());
        } catch (ModuleFailure | TemplateException e) {
            return Map.of(); // it rests on variables of a play; the host's first step tells
        }
    }

    static Map<String, String> of(Target target, boolean local) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("connection", local ? "local" : "ssh");
        all.put("address", target.address());
        all.put("port", String.valueOf(target.port()));
        all.put("user", target.user());
        Path key = target.privateKey();
        if (key != null) {
            all.put("privateKey", key.toAbsolutePath().toString());
        }
        String jump = target.jump();
        if (jump != null) {
            all.put("jump", jump);
        }
        target.options().forEach((name, value) -> all.put(OPTION + name, value));
        return all;
    }

    /** The target again; {@code login} replaces the recorded user when it is not empty. */
    public static Target target(String host, Map<String, String> record, String login) {
        Map<String, String> options = new LinkedHashMap<>();
        record.forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                options.put(name.substring(OPTION.length()), value);
            }
        });
        @Nullable String key = record.get("privateKey");
        return new Target(
                host,
                record.getOrDefault("address", host),
                Integer.parseInt(record.getOrDefault("port", "0")),
                login.isEmpty() ? record.getOrDefault("user", "") : login,
                null,
                key == null ? null : Path.of(key),
                null,
                record.get("jump"),
                options);
    }

    public static boolean isLocal(Map<String, String> record) {
        return "local".equals(record.get("connection"));
    }
}
