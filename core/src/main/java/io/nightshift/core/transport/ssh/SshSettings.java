package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How SSH is spoken by this process, whatever the host.
 *
 * @param policy what happens to hosts without a known key
 * @param knownHosts the user's files; new keys go into the first
 * @param systemKnownHosts files of the whole machine, only read
 * @param configs OpenSSH client configuration, the first value found wins; files that do not exist are skipped
 * @param home where {@code ~} and the default key files are
 * @param localUser the login name where neither inventory nor configuration gives one
 * @param agent the agent's socket; null for none
 * @param passphrases asks for the passphrase of an encrypted key file, at most once per file; null where nobody can be asked
 * @param notes hears about settings that were ignored
 */
public record SshSettings(
        HostKeyPolicy policy,
        List<Path> knownHosts,
        List<Path> systemKnownHosts,
        List<Path> configs,
        Path home,
        String localUser,
        @Nullable Path agent,
        Function<Path, @Nullable Secret> passphrases,
        Consumer<String> notes) {
    public SshSettings {
        if (knownHosts.isEmpty()) {
            throw new IllegalArgumentException("At least one known_hosts file must be named");
        }
        knownHosts = List.copyOf(knownHosts);
        systemKnownHosts = List.copyOf(systemKnownHosts);
        configs = List.copyOf(configs);
    }

    /**
     * What OpenSSH's client would use for this user.
     *
     * @param environment usually {@code System.getenv()}: {@code HOME}, {@code USER}, {@code SSH_AUTH_SOCK}
     */
    public static SshSettings ofUser(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")));
        String agent = environment.getOrDefault("SSH_AUTH_SOCK", "");
        return new SshSettings(
                HostKeyPolicy.STRICT,
                List.of(home.resolve(".ssh/known_hosts"), home.resolve(".ssh/known_hosts2")),
                List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2")),
                List.of(home.resolve(".ssh/config"), Path.of("/etc/ssh/ssh_config")),
                home,
                environment.getOrDefault("USER", System.getProperty("user.name", "root")),
                agent.isEmpty() ? null : Path.of(agent),
                file -> null,
                note -> {});
    }

    /** Nothing of this machine's: only that known_hosts file. For demos and tests. */
    public static SshSettings only(Path knownHosts) {
        Path folder = knownHosts.toAbsolutePath().getParent();
        return new SshSettings(
                HostKeyPolicy.STRICT,
                List.of(knownHosts),
                List.of(),
                List.of(),
                folder == null ? Path.of("/") : folder,
                System.getProperty("user.name", "root"),
                null,
                file -> null,
                note -> {});
    }

    public SshSettings withPolicy(HostKeyPolicy newPolicy) {
        return new SshSettings(
                newPolicy, knownHosts, systemKnownHosts, configs, home, localUser, agent, passphrases, notes);
    }

    public SshSettings withConfigs(List<Path> newConfigs) {
        return new SshSettings(
                policy, knownHosts, systemKnownHosts, newConfigs, home, localUser, agent, passphrases, notes);
    }

    public SshSettings withAgent(@Nullable Path newAgent) {
        return new SshSettings(
                policy, knownHosts, systemKnownHosts, configs, home, localUser, newAgent, passphrases, notes);
    }

    public SshSettings withPassphrases(Function<Path, @Nullable Secret> newPassphrases) {
        return new SshSettings(
                policy, knownHosts, systemKnownHosts, configs, home, localUser, agent, newPassphrases, notes);
    }

    public SshSettings withNotes(Consumer<String> newNotes) {
        return new SshSettings(
                policy, knownHosts, systemKnownHosts, configs, home, localUser, agent, passphrases, newNotes);
    }
}
