package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What inventory arguments and SSH configuration say about one host; an argument comes before the configuration. */
final class HostOptions {
    private static final List<String> DEFAULT_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    private final SshSettings settings;
    private final String alias;
    private final Map<String, List<String>> values;

    private HostOptions(SshSettings settings, String alias, Map<String, List<String>> values) {
        this.settings = settings;
        this.alias = alias;
        this.values = values;
    }

    static HostOptions of(SshSettings settings, String alias, Map<String, String> arguments) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        arguments.forEach((key, value) -> values.put(key, Words.of(value)));
        SshConfig.lookup(settings.configs(), alias, settings.home(), settings.notes())
                .forEach(values::putIfAbsent);
        return new HostOptions(settings, alias, values);
    }

    private @Nullable String first(String keyword) {
        List<String> found = values.getOrDefault(keyword, List.of());
        return found.isEmpty() ? null : found.get(0);
    }

    /** The jump hosts on the way, from ProxyJump or a ProxyCommand that means the same; null for none. */
    @Nullable
    String jump(String name) throws TransportException {
        String jump = first("proxyjump");
        if (jump != null) {
            return jump;
        }
        List<String> command = values.getOrDefault("proxycommand", List.of());
        return command.isEmpty() || command.get(0).equalsIgnoreCase("none")
                ? null
                : SshArguments.jumpOf(String.join(" ", command), name);
    }

    /** The host with every gap filled. */
    Hop hop(Target target) throws TransportException {
        String hostName = first("hostname");
        String host = hostName == null
                ? target.address()
                : hostName.replace("%h", alias).replace("%%", "%");
        String user = first("user");
        String login = !target.user().isEmpty() ? target.user() : user != null ? user : settings.localUser();
        String keyAlias = first("hostkeyalias");
        int port = target.port() != 0 ? target.port() : port();
        return new Hop(
                target.name(),
                host,
                port,
                login,
                keyAlias == null ? host : keyAlias,
                target.password(),
                target.passphrase(),
                target.privateKey(),
                identities(target, host, login),
                "yes".equalsIgnoreCase(first("identitiesonly")),
                agent(),
                knownHosts(),
                policy());
    }

    private int port() throws TransportException {
        String port = first("port");
        if (port == null) {
            return 22;
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535 || Integer.parseInt(port) == 0) {
            throw new TransportException(Kind.SETTINGS, "`Port " + port + "` for " + alias + " is no port");
        }
        return Integer.parseInt(port);
    }

    private List<Path> identities(Target target, String host, String login) {
        List<Path> files = new ArrayList<>();
        for (String file : values.getOrDefault("identityfile", List.of())) {
            if (!file.equalsIgnoreCase("none")) {
                files.add(path(file.replace("%h", host).replace("%r", login)));
            }
        }
        if (!values.containsKey("identityfile") && target.privateKey() == null) {
            DEFAULT_KEYS.forEach(
                    name -> files.add(settings.home().resolve(".ssh").resolve(name)));
        }
        return files;
    }

    private Path path(String text) {
        String expanded = text.replace("%d", settings.home().toString())
                .replace("%u", settings.localUser())
                .replace("%%", "%");
        return settings.home().resolve(SshConfig.expandHome(expanded, settings.home()));
    }

    private @Nullable Path agent() {
        String agent = first("identityagent");
        if (agent == null || agent.equals("SSH_AUTH_SOCK") || agent.equals("$SSH_AUTH_SOCK")) {
            return settings.agent();
        }
        return agent.equalsIgnoreCase("none") ? null : path(agent);
    }

    private List<Path> knownHosts() {
        List<Path> files = new ArrayList<>();
        for (String file : values.getOrDefault("userknownhostsfile", List.of())) {
            if (file.equals("/dev/null") || file.equalsIgnoreCase("none")) {
                settings.notes()
                        .accept("UserKnownHostsFile " + file + " for " + alias
                                + " would make every host unknown; it is ignored");
            } else {
                files.add(path(file));
            }
        }
        if (files.isEmpty()) {
            files.addAll(settings.knownHosts());
        }
        List<String> system = values.getOrDefault("globalknownhostsfile", List.of());
        if (system.isEmpty()) {
            files.addAll(settings.systemKnownHosts());
        } else {
            system.forEach(file -> files.add(path(file)));
        }
        return files;
    }

    private HostKeyPolicy policy() {
        String wanted = first("stricthostkeychecking");
        if (wanted == null) {
            return settings.policy();
        }
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> HostKeyPolicy.STRICT;
            case "no", "off", "false", "accept-new" -> {
                if (settings.policy() == HostKeyPolicy.STRICT) {
                    settings.notes()
                            .accept(
                                    "StrictHostKeyChecking " + wanted + " for " + alias
                                            + " is ignored: host keys are checked here always. Use --accept-new for first contact");
                }
                yield settings.policy();
            }
            default -> settings.policy();
        };
    }
}
