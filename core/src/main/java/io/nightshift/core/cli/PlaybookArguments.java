package io.nightshift.core.cli;

import io.nightshift.core.run.RunSettings;
import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.Host;
import io.nightshift.inventory.HostPattern;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns options of the command line into the settings of a run. */
final class PlaybookArguments {
    private PlaybookArguments() {}

    static RunSettings settings(
            Workbench bench,
            InventoryOptions inventory,
            ConnectionOptions connection,
            RunOptions run,
            OutputOptions output) {
        Credentials credentials = new Credentials(bench.caller.environment());
        Secret password = connection.passwordFile != null
                ? credentials.password(connection.passwordFile, bench.workingDirectory)
                : connection.askPassword ? bench.terminal.password("SSH password") : null;
        Secret becomePassword = connection.becomePasswordFile != null
                ? credentials.password(connection.becomePasswordFile, bench.workingDirectory)
                : connection.askBecomePassword || bench.config.askForBecomePassword()
                        ? bench.terminal.password("Become password")
                        : null;
        hide(bench, password);
        hide(bench, becomePassword);
        int forks = connection.forks != null
                ? connection.forks
                : bench.config.forks().orElse(RunSettings.DEFAULT_FORKS);
        if (forks < 1) {
            throw new Failure("error: --forks must be 1 or more, not " + forks);
        }
        int timeout = connection.timeout != null
                ? connection.timeout
                : bench.config.timeoutSeconds().orElse(20);
        return new RunSettings(
                forks,
                run.check || run.drift,
                run.diff,
                words(run.tags),
                words(run.skipTags),
                run.startAtTask,
                inventory.limit,
                bench.extraVariables,
                connection.become || bench.config.become().orElse(false),
                connection.becomeUser != null
                        ? connection.becomeUser
                        : bench.config.becomeUser().orElse("root"),
                connection.becomeMethod != null
                        ? connection.becomeMethod
                        : bench.config.becomeMethod().orElse("sudo"),
                becomePassword,
                connection.user != null
                        ? connection.user
                        : bench.config.remoteUser().orElse(null),
                password,
                connection.privateKey != null
                        ? connection.privateKey
                        : bench.config.privateKeyFile().orElse(null),
                connection.connection,
                run.forceHandlers,
                output.verbosity(),
                Duration.ofSeconds(timeout),
                Duration.ofMinutes(30),
                RunSettings.COME_BACK,
                Times.lockTimeout(connection),
                connection.retake);
    }

    private static void hide(Workbench bench, @Nullable Secret secret) {
        if (secret != null) {
            bench.redactor.hide(new String(secret.reveal()));
        }
    }

    static Set<String> words(List<String> texts) {
        Set<String> all = new TreeSet<>();
        for (String text : texts) {
            for (String word : text.split(",")) {
                if (!word.isBlank()) {
                    all.add(word.strip());
                }
            }
        }
        return all;
    }

    /** The hosts of {@code --limit}; null without one. A limit that leaves nothing is an error. */
    static @Nullable List<String> limit(Workbench bench, @Nullable String limit, Inventory inventory) {
        if (limit == null) {
            return null;
        }
        Position position = Position.ofFile("--limit");
        HostPattern pattern = HostPattern.ofLimit(limit, position, bench.workingDirectory, bench.problems);
        List<Host> hosts = pattern.select(inventory, bench.problems, Severity.ERROR);
        bench.refuseProblems();
        if (hosts.isEmpty()) {
            throw new Failure("error: --limit `" + limit + "` leaves no host");
        }
        List<String> names = new ArrayList<>();
        hosts.forEach(host -> names.add(host.name()));
        return names;
    }
}
