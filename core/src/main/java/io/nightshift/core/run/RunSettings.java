package io.nightshift.core.run;

import io.nightshift.core.transport.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to be made, as the command line says.
 *
 * @param forks how many hosts are worked on at the same time
 * @param tags only tasks with one of these; empty is all
 * @param startAtTask name or pattern of the first task to run, null for the first
 * @param extraVariables {@code -e}; above every other variable
 * @param become {@code -b}, unless a playbook says otherwise
 * @param remoteUser {@code -u}, unless a playbook says otherwise; null for the SSH configuration's
 * @param stepLimit how long one changing step may take unless its task says otherwise
 * @param comeBack how long a host whose connection broke in the middle of a step may stay away before it is given up
 * @param lockTimeout how long to wait for a host that another run holds; zero for not at all
 * @param retake whether a resumed run goes on where another one has worked since
 */
public record RunSettings(
        int forks,
        boolean check,
        boolean diff,
        Set<String> tags,
        Set<String> skipTags,
        @Nullable String startAtTask,
        @Nullable String limit,
        Map<String, Object> extraVariables,
        boolean become,
        String becomeUser,
        String becomeMethod,
        @Nullable Secret becomePassword,
        @Nullable String remoteUser,
        @Nullable Secret password,
        @Nullable String privateKey,
        @Nullable String connection,
        boolean forceHandlers,
        int verbosity,
        Duration connectLimit,
        Duration stepLimit,
        Duration comeBack,
        Duration lockTimeout,
        boolean retake) {
    public static final int DEFAULT_FORKS = 50;

    /** A cable that is plugged in again, a switch or a host that boots anew. */
    public static final Duration COME_BACK = Duration.ofMinutes(2);

    public RunSettings {
        tags = Set.copyOf(tags);
        skipTags = Set.copyOf(skipTags);
        extraVariables = Collections.unmodifiableMap(new LinkedHashMap<>(extraVariables));
        if (forks < 1) {
            throw new IllegalArgumentException("at least one host at a time: forks " + forks);
        }
    }

    public static RunSettings standard() {
        return new RunSettings(
                DEFAULT_FORKS,
                false,
                false,
                Set.of(),
                Set.of(),
                null,
                null,
                Map.of(),
                false,
                "root",
                "sudo",
                null,
                null,
                null,
                null,
                null,
                false,
                0,
                Duration.ofSeconds(20),
                Duration.ofMinutes(30),
                COME_BACK,
                Duration.ZERO,
                false);
    }

    /** The same for other tasks. */
    public RunSettings withTags(Set<String> only, Set<String> without) {
        return new RunSettings(
                forks,
                check,
                diff,
                only,
                without,
                startAtTask,
                limit,
                extraVariables,
                become,
                becomeUser,
                becomeMethod,
                becomePassword,
                remoteUser,
                password,
                privateKey,
                connection,
                forceHandlers,
                verbosity,
                connectLimit,
                stepLimit,
                comeBack,
                lockTimeout,
                retake);
    }

    /** For a look at the hosts: all tasks, and nothing is changed. */
    public RunSettings forLooking() {
        return new RunSettings(
                forks,
                true,
                false,
                Set.of(),
                Set.of(),
                null,
                limit,
                extraVariables,
                become,
                becomeUser,
                becomeMethod,
                becomePassword,
                remoteUser,
                password,
                privateKey,
                connection,
                forceHandlers,
                verbosity,
                connectLimit,
                stepLimit,
                comeBack,
                lockTimeout,
                retake);
    }

    /** The tags as Ansible shows them in {@code ansible_run_tags}. */
    public List<String> shownTags() {
        return tags.isEmpty() ? List.of("all") : List.copyOf(tags);
    }
}
