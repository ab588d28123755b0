package io.nightshift.core.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how hosts are reached and as whom; the names are Ansible's. */
final class ConnectionOptions {
    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Log in as this user.")
    @Nullable
    String user;

    @Option(
            names = {"-k", "--ask-pass"},
            description = "Ask for the login password.")
    boolean askPassword;

    @Option(
            names = {"--private-key", "--key-file"},
            paramLabel = "FILE",
            description = "Log in with this key.")
    @Nullable
    String privateKey;

    @Option(
            names = {"-c", "--connection"},
            paramLabel = "TYPE",
            description = "ssh (the default) or local.")
    @Nullable
    String connection;

    @Option(
            names = {"-T", "--timeout"},
            paramLabel = "SECONDS",
            description = "Time limit for connecting (20).")
    @Nullable
    Integer timeout;

    @Option(
            names = {"-b", "--become"},
            description = "Act as another user, root unless told otherwise.")
    boolean become;

    @Option(names = "--become-user", paramLabel = "USER", description = "Act as this user (root).")
    @Nullable
    String becomeUser;

    @Option(names = "--become-method", paramLabel = "METHOD", description = "sudo (the default), su or doas.")
    @Nullable
    String becomeMethod;

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "Ask for the password that sudo, su or doas wants.")
    boolean askBecomePassword;

    @Option(
            names = {"--connection-password-file", "--conn-pass-file"},
            paramLabel = "FILE",
            description = "File with the login password, or credential:NAME for one that systemd loads.")
    @Nullable
    String passwordFile;

    @Option(
            names = {"--become-password-file", "--become-pass-file"},
            paramLabel = "FILE",
            description = "File with the password that sudo, su or doas wants, or credential:NAME.")
    @Nullable
    String becomePasswordFile;

    @Option(
            names = "--accept-new",
            description =
                    "Trust the keys of hosts seen for the first time, and remember them; changed keys are refused.")
    boolean acceptNew;

    @Option(
            names = "--lock-timeout",
            paramLabel = "TIME",
            description = "How long to wait for a host that another run is at work on, such as 10m (0s: not at all).")
    @Nullable
    String lockTimeout;

    /** Set by {@code resume --retake}. */
    boolean retake;

    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            description = "How many hosts are worked on at the same time (50).")
    @Nullable
    Integer forks;
}
