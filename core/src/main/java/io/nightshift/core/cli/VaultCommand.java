package io.nightshift.core.cli;

import io.nightshift.inventory.vault.Vault;
import io.nightshift.inventory.vault.VaultPasswords;
import io.nightshift.inventory.vault.VaultSecret;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.VaultOpener.CannotOpen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift vault}: ansible-vault files and strings. */
@Command(name = "vault", description = "Encrypts and decrypts files and strings in ansible-vault's format.")
final class VaultCommand implements Runnable {
    @Option(
            names = {"--vault-password-file", "--vault-pass-file"},
            paramLabel = "FILE",
            description = "File (or program) that holds (or prints) the password.",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    List<String> passwordFiles = new ArrayList<>();

    @Option(
            names = "--vault-id",
            paramLabel = "ID@SOURCE",
            description = "Vault identity; SOURCE is a file, a program or `prompt`.",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    List<String> ids = new ArrayList<>();

    @picocli.CommandLine.Spec
    picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "encrypt", mixinStandardHelpOptions = true, description = "Encrypts files in place.")
    int encrypt(@Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files) {
        VaultSecret secret = secrets(true).get(0);
        for (Path file : files) {
            byte[] plain = bytes(file);
            if (Vault.isVaultText(new String(plain, StandardCharsets.UTF_8))) {
                throw new Failure("error: " + file + " is encrypted already");
            }
            replace(file, Vault.seal(plain, secret, new SecureRandom()).getBytes(StandardCharsets.UTF_8));
        }
        System.err.println("encrypted: " + files.size());
        return ExitCode.OK;
    }

    @Command(name = "decrypt", mixinStandardHelpOptions = true, description = "Decrypts files in place.")
    int decrypt(@Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files) {
        Vault vault = new Vault(secrets(false));
        List<byte[]> opened = files.stream().map(file -> open(vault, file)).toList();
        for (int i = 0; i < files.size(); i++) {
            replace(files.get(i), opened.get(i));
        }
        System.err.println("decrypted: " + files.size());
        return ExitCode.OK;
    }

    @Command(name = "view", mixinStandardHelpOptions = true, description = "Prints what encrypted files hold.")
    int view(@Parameters(arity = "1..*", paramLabel = "FILE") List<Path> files) {
        Vault vault = new Vault(secrets(false));
        for (Path file : files) {
            byte[] plain = open(vault, file);
            System.out.write(plain, 0, plain.length);
        }
        System.out.flush();
        return ExitCode.OK;
    }

    @Command(
            name = "encrypt-string",
            aliases = "encrypt_string",
            mixinStandardHelpOptions = true,
            description =
                    "Encrypts a value to paste into YAML; asked for, or read from standard input, never an argument.")
    int encryptString(
            @Option(
                            names = {"-n", "--name"},
                            paramLabel = "NAME",
                            description = "The variable it is for.")
                    @Nullable
                    String name) {
        VaultSecret secret = secrets(true).get(0);
        byte[] plain = value();
        String sealed = Vault.seal(plain, secret, new SecureRandom());
        System.out.print(name == null ? "!vault |\n" + sealed.strip().indent(10) : Vault.asYaml(name, sealed));
        return ExitCode.OK;
    }

    private static byte[] value() {
        if (Terminal.console() != null) {
            return new Terminal()
                    .ask("Value to encrypt", false)
                    .orElseThrow(() -> new Failure("error: nothing to encrypt"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] all = System.in.readAllBytes();
            if (all.length == 0) {
                throw new Failure("error: nothing to encrypt\nhint: give the value on standard input");
            }
            return all[all.length - 1] == '\n' ? Arrays.copyOf(all, all.length - 1) : all;
        } catch (IOException e) {
            throw new Failure("error: standard input cannot be read: " + e.getMessage());
        }
    }

    private List<VaultSecret> secrets(boolean confirm) {
        Diagnostics problems = new Diagnostics();
        VaultPasswords passwords = new VaultPasswords(problems, Path.of(""), Duration.ofSeconds(30));
        Terminal terminal = new Terminal();
        VaultPasswords.Prompt prompt = text -> {
            Optional<String> typed = terminal.ask(text, false);
            if (confirm
                    && typed.isPresent()
                    && !terminal.ask("Once more", false).equals(typed)) {
                throw new Failure("error: the two passwords differ");
            }
            return typed.map(String::toCharArray).orElse(null);
        };
        List<VaultSecret> secrets = new ArrayList<>();
        ids.forEach(id -> passwords.fromVaultId(id, prompt).ifPresent(secrets::add));
        passwordFiles.forEach(file -> passwords.fromFile("default", file).ifPresent(secrets::add));
        if (secrets.isEmpty() && !problems.hasErrors()) {
            passwords.fromVaultId("prompt", prompt).ifPresent(secrets::add);
        }
        if (problems.hasErrors()) {
            throw new Failure(problems.render().stripTrailing());
        }
        return secrets;
    }

    private static byte[] open(Vault vault, Path file) {
        try {
            return vault.openBytes(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (CannotOpen e) {
            throw new Failure("error: " + file + ": " + e.sentence() + (e.hint() == null ? "" : "\nhint: " + e.hint()));
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure("error: " + file + " cannot be read");
        }
    }

    /** By rename, so that a full disk leaves the file as it was. */
    private static void replace(Path file, byte[] content) {
        try {
            Path real = file.toRealPath();
            Path temporary = Files.createTempFile(
                    real.getParent(),
                    ".nightshift-",
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.write(temporary, content);
                Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(real));
                Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new Failure("error: " + file + " cannot be written: " + e.getMessage());
        }
    }
}
