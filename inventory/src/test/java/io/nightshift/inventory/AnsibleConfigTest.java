package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnsibleConfigTest {
    @TempDir
    Path folder;

    private Path work;
    private Path home;
    private Diagnostics problems;

    @BeforeEach
    void start() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        home = Files.createDirectory(folder.resolve("home"));
        problems = new Diagnostics(work);
    }

    @Test
    void pathsAreRelativeToTheFile() throws IOException {
        write(work.resolve("ansible.cfg"), """
                [defaults]
                inventory = hosts, more/hosts.yml ; both
                roles_path = roles:~/shared
                vault_password_file = .pw
                forks = 20
                remote_user=deploy
                vault_identity_list = dev@dev.pw, ask@prompt

                [privilege_escalation]
                become: True
                """);
        AnsibleConfig config = find(Map.of());
        assertThat(config.inventory()).containsExactly(work + "/hosts", work + "/more/hosts.yml");
        assertThat(config.rolesPath()).containsExactly(work.resolve("roles"), home.resolve("shared"));
        assertThat(config.vaultPasswordFile()).contains(work + "/.pw");
        assertThat(config.vaultIdentities()).containsExactly("dev@" + work + "/dev.pw", "ask@prompt");
        assertThat(config.forks()).hasValue(20);
        assertThat(config.remoteUser()).contains("deploy");
        assertThat(config.become()).contains(true);
        assertThat(problems.render()).isEmpty();
    }

    @Test
    void theVariableNamesAFileFirstThenTheFolderThenHome() throws IOException {
        write(home.resolve(".ansible.cfg"), "[defaults]\nremote_user = home\n");
        assertThat(find(Map.of()).remoteUser()).contains("home");
        write(work.resolve("ansible.cfg"), "[defaults]\nremote_user = work\n");
        assertThat(find(Map.of()).remoteUser()).contains("work");
        write(folder.resolve("other.cfg"), "[defaults]\nremote_user = other\n");
        assertThat(find(Map.of("ANSIBLE_CONFIG", "../other.cfg")).remoteUser()).contains("other");
    }

    @Test
    void environmentVariablesWinOverTheFile() throws IOException {
        write(work.resolve("ansible.cfg"), "[defaults]\ninventory = hosts\nforks = 3\n");
        AnsibleConfig config = find(Map.of("ANSIBLE_INVENTORY", "elsewhere", "ANSIBLE_FORKS", "7"));
        assertThat(config.inventory()).containsExactly(work + "/elsewhere");
        assertThat(config.forks()).hasValue(7);
    }

    @Test
    void aFolderThatEveryoneMayWriteToIsNotTrusted() throws IOException {
        write(work.resolve("ansible.cfg"), "[defaults]\nremote_user = mallory\n");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(find(Map.of()).remoteUser()).isEmpty();
        assertThat(problems.render()).isEqualTo("""
                        warning: this `ansible.cfg` is skipped, because everyone may write to its folder
                          --> ansible.cfg
                        hint: remove that right: `chmod o-w .`; or name the file in the variable ANSIBLE_CONFIG

                        1 warning
                        """);
    }

    @Test
    void hostKeysAreCheckedWhateverTheFileSays() throws IOException {
        write(work.resolve("ansible.cfg"), "[defaults]\nhost_key_checking = False\nforks = many\nnonsense\n");
        find(Map.of());
        assertThat(problems.render()).isEqualTo("""
                        warning: `host_key_checking` is not switched off: host keys are always checked
                          --> ansible.cfg:2:1
                        2 | host_key_checking = False
                            ^^^^^^^^^^^^^^^^^
                        hint: for the first contact with new hosts use `--accept-new`

                        error: `forks = many` should be a whole number from 1 on
                          --> ansible.cfg:3:1
                        3 | forks = many
                            ^^^^^

                        error: this line should be `name = value`
                          --> ansible.cfg:4:1
                        4 | nonsense
                            ^^^^^^^^
                        hint: or a section: `[defaults]`

                        2 errors, 1 warning
                        """);
    }

    private AnsibleConfig find(Map<String, String> environment) {
        return AnsibleConfig.find(work, home, environment, problems);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
