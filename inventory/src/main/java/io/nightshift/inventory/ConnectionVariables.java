package io.nightshift.inventory;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a host and act on it, as its {@code ansible_*} variables say. Where two names mean the same, the more
 * specific or older one ({@code ansible_ssh_port}) wins over the general one, as in Ansible.
 *
 * @param host the name or address to connect to; the host's own name where no variable says otherwise
 * @param port empty: what the SSH configuration says, else 22
 * @param connection "ssh", "local", "winrm", ...; empty: ssh
 * @param becomeMethod "sudo", "su", "doas", ...; empty: sudo
 * @param shellType "sh", "powershell", ...; empty: sh
 * @param timeoutSeconds for connecting
 * @param hostKeyChecking empty where nothing is said; a false is for the caller to refuse
 */
public record ConnectionVariables(
        String host,
        OptionalInt port,
        Optional<String> user,
        Optional<String> password,
        Optional<String> privateKeyFile,
        Optional<String> privateKeyPassphrase,
        Optional<String> connection,
        Optional<Boolean> become,
        Optional<String> becomeMethod,
        Optional<String> becomeUser,
        Optional<String> becomePassword,
        Optional<String> becomeFlags,
        Optional<String> becomeExecutable,
        Optional<String> sshArguments,
        Optional<String> sshCommonArguments,
        Optional<String> sshExtraArguments,
        Optional<String> shellType,
        Optional<String> shellExecutable,
        Optional<String> remoteTemporaryFolder,
        Optional<String> pythonInterpreter,
        OptionalInt timeoutSeconds,
        Optional<Boolean> hostKeyChecking) {

    private static final List<String> TRUE = List.of("true", "yes", "on", "1", "y", "t", "1.0");
    private static final List<String> FALSE = List.of("false", "no", "off", "0", "n", "f", "0.0");

    /**
     * Reads the variables of one host after templates have been rendered.
     *
     * @param name the host's name in the inventory
     */
    public static ConnectionVariables of(
            String name, Map<String, ? extends @Nullable Object> values, Diagnostics problems) {
        Values from = new Values(name, values, problems);
        return new ConnectionVariables(
                from.text("ansible_host", "ansible_ssh_host").orElse(name),
                from.number(65535, "ansible_port", "ansible_ssh_port"),
                from.text("ansible_user", "ansible_ssh_user"),
                from.text("ansible_password", "ansible_ssh_pass", "ansible_ssh_password"),
                from.text("ansible_private_key_file", "ansible_ssh_private_key_file"),
                from.text("ansible_private_key_passphrase", "ansible_ssh_private_key_passphrase"),
                from.text("ansible_connection"),
                from.truth("ansible_become", "ansible_sudo"),
                from.text("ansible_become_method"),
                from.text("ansible_become_user", "ansible_sudo_user"),
                from.text("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass"),
                from.text("ansible_become_flags", "ansible_sudo_flags"),
                from.text("ansible_become_exe", "ansible_sudo_exe"),
                from.text("ansible_ssh_args"),
                from.text("ansible_ssh_common_args"),
                from.text("ansible_ssh_extra_args"),
                from.text("ansible_shell_type"),
                from.text("ansible_shell_executable"),
                from.text("ansible_remote_tmp"),
                from.text("ansible_python_interpreter"),
                from.number(86_400, "ansible_timeout", "ansible_ssh_timeout"),
                from.truth("ansible_host_key_checking", "ansible_ssh_host_key_checking"));
    }

    /** Hides the passwords. */
    @Override
    public String toString() {
        return "ConnectionVariables[" + user.map(it -> it + "@").orElse("") + host
                + (port.isPresent() ? ":" + port.getAsInt() : "") + "]";
    }

    /** Looks up the last of several names that is set, in the type wanted. */
    private record Values(String host, Map<String, ? extends @Nullable Object> values, Diagnostics problems) {

        private @Nullable String nameSet(String... names) {
            String found = null;
            for (String name : names) {
                found = values.get(name) == null ? found : name;
            }
            return found;
        }

        Optional<String> text(String... names) {
            String name = nameSet(names);
            String text = name == null ? "" : String.valueOf(values.get(name));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        OptionalInt number(int most, String... names) {
            String name = nameSet(names);
            if (name == null) {
                return OptionalInt.empty();
            }
            String text = String.valueOf(values.get(name)).strip();
            int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
            if (number < 1 || number > most) {
                report(name, text, "a whole number from 1 to " + most);
                return OptionalInt.empty();
            }
            return OptionalInt.of(number);
        }

        Optional<Boolean> truth(String... names) {
            String name = nameSet(names);
            if (name == null) {
                return Optional.empty();
            }
            String text = String.valueOf(values.get(name)).strip().toLowerCase(Locale.ROOT);
            if (!TRUE.contains(text) && !FALSE.contains(text)) {
                report(name, text, "true or false");
                return Optional.empty();
            }
            return Optional.of(TRUE.contains(text));
        }

        private void report(String name, String text, String wanted) {
            problems.error(
                    Position.NONE,
                    1,
                    "`" + name + "` of the host `" + host + "` is `" + text + "`, but should be " + wanted,
                    "see where it comes from: `nightshift inventory --host " + host + "`");
        }
    }
}
