package io.nightshift.inventory.vault;

import io.nightshift.inventory.script.Script;
import io.nightshift.inventory.script.ScriptFailure;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches vault passwords from where the command line or {@code ansible.cfg} says: a file, an executable that prints
 * one, or a prompt.
 */
public final class VaultPasswords {
    /** Programs named so are told the wanted vault id (Ansible's rule for client scripts). */
    private static final Pattern CLIENT = Pattern.compile(".*-client(\\.[^.]*)?");

    private final Diagnostics problems;
    private final Path folder;
    private final Duration timeLimit;

    /** Asks the technician for a password without showing it; null if there is no one to ask. */
    public interface Prompt {
        char @Nullable [] ask(String text);
    }

    /**
     * @param folder what relative paths are relative to: the working directory
     * @param timeLimit for an executable that prints a password
     */
    public VaultPasswords(Diagnostics problems, Path folder, Duration timeLimit) {
        this.problems = problems;
        this.folder = folder;
        this.timeLimit = timeLimit;
    }

    /** Fetches the password for {@code --vault-id}'s argument: {@code SOURCE} or {@code ID@SOURCE}. */
    public Optional<VaultSecret> fromVaultId(String argument, Prompt prompt) {
        int at = argument.indexOf('@');
        String id = at > 0 ? argument.substring(0, at) : VaultText.DEFAULT_ID;
        String source = argument.substring(at + 1);
        if (!source.equals("prompt") && !source.equals("prompt_ask_vault_pass")) {
            return fromFile(id, source);
        }
        char[] typed = prompt.ask("Vault password (" + id + "): ");
        if (typed == null || typed.length == 0) {
            problems.error(
                    Position.ofFile("--vault-id"),
                    1,
                    "no password was typed for the vault id `" + id + "`",
                    "without a terminal, put it into a file of mode 0600 and give `--vault-id " + id + "@FILE`");
            return Optional.empty();
        }
        return Optional.of(new VaultSecret(id, typed));
    }

    /** Fetches the password for {@code --vault-password-file}; an executable file is run, any other one is read. */
    public Optional<VaultSecret> fromFile(String id, String path) {
        boolean home = path.equals("~") || path.startsWith("~/");
        Path file = home ? Path.of(System.getProperty("user.home") + path.substring(1)) : folder.resolve(path);
        String name = file.toAbsolutePath().normalize().toString();
        Position whole = Position.ofFile(name);
        if (!Files.isRegularFile(file)) {
            problems.error(
                    whole,
                    1,
                    "there is no such vault password file",
                    "it was named for the vault id `" + id + "`; check the path");
            return Optional.empty();
        }
        try {
            String password = (Files.isExecutable(file) ? fromScript(id, file) : readStrictly(file)).strip();
            if (password.isEmpty()) {
                problems.error(whole, 1, "the vault password for the vault id `" + id + "` is empty", null);
                return Optional.empty();
            }
            if (Vault.isVaultText(password)) {
                problems.error(whole, 1, "a vault password file cannot itself be encrypted with ansible-vault", null);
                return Optional.empty();
            }
            return Optional.of(new VaultSecret(id, password.toCharArray()));
        } catch (ScriptFailure e) {
            problems.error(whole, 1, "no vault password for the vault id `" + id + "`: " + e.sentence(), e.hint());
        } catch (CharacterCodingException e) {
            problems.error(whole, 1, "this vault password file is not UTF-8 text", null);
        } catch (IOException e) {
            problems.error(whole, 1, "this vault password file cannot be read", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private String fromScript(String id, Path file) throws ScriptFailure {
        Script script = new Script(file, timeLimit);
        boolean client = CLIENT.matcher(String.valueOf(file.getFileName())).matches();
        return (client ? script.run("--vault-id", id) : script.run()).text();
    }

    private static String readStrictly(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
