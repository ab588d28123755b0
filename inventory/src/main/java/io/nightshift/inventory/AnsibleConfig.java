package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of an {@code ansible.cfg} that Nightshift honours. Paths are absolute: in the file they are relative to
 * its folder.
 *
 * @param file the file they come from; empty if there is none
 * @param inventory sources as for {@code -i}
 * @param rolesPath folders to look for roles in, after the playbook's own
 * @param vaultIdentities as for {@code --vault-id}
 * @param askForBecomePassword {@code become_ask_pass}
 */
public record AnsibleConfig(
        Optional<Path> file,
        List<String> inventory,
        List<Path> rolesPath,
        List<Path> collectionsPath,
        Optional<String> vaultPasswordFile,
        List<String> vaultIdentities,
        OptionalInt forks,
        Optional<String> remoteUser,
        Optional<String> privateKeyFile,
        OptionalInt timeoutSeconds,
        Optional<Boolean> become,
        Optional<String> becomeMethod,
        Optional<String> becomeUser,
        boolean askForBecomePassword) {

    public AnsibleConfig {
        inventory = List.copyOf(inventory);
        rolesPath = List.copyOf(rolesPath);
        collectionsPath = List.copyOf(collectionsPath);
        vaultIdentities = List.copyOf(vaultIdentities);
    }

    /**
     * Reads the first that exists of {@code $ANSIBLE_CONFIG}, {@code ./ansible.cfg}, {@code ~/.ansible.cfg} and
     * {@code /etc/ansible/ansible.cfg}; then variables such as {@code ANSIBLE_INVENTORY} win over the file. A file in a
     * folder that everyone may write to is skipped with a warning, for anyone could have put it there.
     */
    public static AnsibleConfig find(
            Path workingDirectory, Path home, Map<String, String> environment, Diagnostics problems) {
        Optional<Path> found = locate(workingDirectory, home, environment, problems);
        ConfigFile values = found.flatMap(file -> new YamlReader(problems)
                        .readText(file)
                        .map(text -> ConfigFile.parse(file.toString(), text, problems)))
                .orElseGet(ConfigFile::empty);
        Path folder = found.map(Path::getParent).orElse(workingDirectory);
        Settings settings = new Settings(values, environment, folder, workingDirectory, home, problems);
        settings.reportRefused();
        return new AnsibleConfig(
                found,
                settings.sources("ANSIBLE_INVENTORY", "defaults", "inventory"),
                settings.paths("ANSIBLE_ROLES_PATH", "defaults", "roles_path"),
                settings.paths("ANSIBLE_COLLECTIONS_PATH", "defaults", "collections_path", "collections_paths"),
                settings.path("ANSIBLE_VAULT_PASSWORD_FILE", "defaults", "vault_password_file"),
                settings.identities(),
                settings.number("ANSIBLE_FORKS", "defaults", "forks"),
                settings.text("ANSIBLE_REMOTE_USER", "defaults", "remote_user"),
                settings.path("ANSIBLE_PRIVATE_KEY_FILE", "defaults", "private_key_file"),
                settings.number("ANSIBLE_TIMEOUT", "defaults", "timeout"),
                settings.truth("ANSIBLE_BECOME", "privilege_escalation", "become"),
                settings.text("ANSIBLE_BECOME_METHOD", "privilege_escalation", "become_method"),
                settings.text("ANSIBLE_BECOME_USER", "privilege_escalation", "become_user"),
                settings.truth("ANSIBLE_BECOME_ASK_PASS", "privilege_escalation", "become_ask_pass")
                        .orElse(false));
    }

    private static Optional<Path> locate(
            Path workingDirectory, Path home, Map<String, String> environment, Diagnostics problems) {
        List<Path> candidates = new ArrayList<>();
        String named = environment.getOrDefault("ANSIBLE_CONFIG", "");
        if (!named.isEmpty()) {
            Path path = workingDirectory.resolve(named.startsWith("~/") ? home + named.substring(1) : named);
            candidates.add(Files.isDirectory(path) ? path.resolve("ansible.cfg") : path);
        }
        Path here = workingDirectory.resolve("ansible.cfg");
        if (Files.isRegularFile(here) && isWorldWritable(workingDirectory)) {
            problems.warning(
                    Position.ofFile(here.toAbsolutePath().normalize().toString()),
                    1,
                    "this `ansible.cfg` is skipped, because everyone may write to its folder",
                    "remove that right: `chmod o-w .`; or name the file in the variable ANSIBLE_CONFIG");
        } else {
            candidates.add(here);
        }
        candidates.add(home.resolve(".ansible.cfg"));
        candidates.add(Path.of("/etc/ansible/ansible.cfg"));
        return candidates.stream()
                .map(it -> it.toAbsolutePath().normalize())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static boolean isWorldWritable(Path folder) {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        try {
            return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return false;
        }
    }
}
