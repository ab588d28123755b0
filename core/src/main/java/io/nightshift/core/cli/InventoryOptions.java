package io.nightshift.core.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what is acted on; the names are Ansible's. */
final class InventoryOptions {
    @Option(
            names = {"-i", "--inventory", "--inventory-file"},
            paramLabel = "SOURCE",
            description = "Inventory file, folder or comma-separated hosts; may be given several times.")
    List<String> inventory = new ArrayList<>();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these hosts of those a play names.")
    @Nullable
    String limit;

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "Variables above all others: key=value, YAML or JSON, or @FILE.")
    List<String> extraVariables = new ArrayList<>();

    @Option(
            names = {"--vault-password-file", "--vault-pass-file"},
            paramLabel = "FILE",
            description =
                    "File (or program) that holds (or prints) the vault password, or credential:NAME for one that systemd loads.")
    List<String> vaultPasswordFiles = new ArrayList<>();

    @Option(
            names = "--vault-id",
            paramLabel = "ID@SOURCE",
            description = "Vault identity; SOURCE is a file, a program or `prompt`.")
    List<String> vaultIds = new ArrayList<>();

    @Option(
            names = {"-J", "--ask-vault-pass", "--ask-vault-password"},
            description = "Ask for the vault password.")
    boolean askVaultPassword;
}
