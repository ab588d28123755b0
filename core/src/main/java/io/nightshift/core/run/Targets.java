package io.nightshift.core.run;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.ssh.SshArguments;
import io.nightshift.inventory.ConnectionVariables;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.Scope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out whom a task connects to and as whom it acts: keywords, then {@code ansible_*} variables, then the command line. */
final class Targets {
    /** What {@link ConnectionVariables} reads; asked for by name, because a scope may hold thousands of others. */
    private static final List<String> CONNECTION_VARIABLES = List.of(
            "ansible_host",
            "ansible_ssh_host",
            "ansible_port",
            "ansible_ssh_port",
            "ansible_user",
            "ansible_ssh_user",
            "ansible_password",
            "ansible_ssh_pass",
            "ansible_ssh_password",
            "ansible_private_key_file",
            "ansible_ssh_private_key_file",
            "ansible_private_key_passphrase",
            "ansible_ssh_private_key_passphrase",
            "ansible_connection",
            "ansible_become",
            "ansible_sudo",
            "ansible_become_method",
            "ansible_become_user",
            "ansible_sudo_user",
            "ansible_become_password",
            "ansible_become_pass",
            "ansible_sudo_pass",
            "ansible_become_flags",
            "ansible_sudo_flags",
            "ansible_become_exe",
            "ansible_sudo_exe",
            "ansible_ssh_args",
            "ansible_ssh_common_args",
            "ansible_ssh_extra_args",
            "ansible_shell_type",
            "ansible_shell_executable",
            "ansible_remote_tmp",
            "ansible_python_interpreter",
            "ansible_timeout",
            "ansible_ssh_timeout",
            "ansible_host_key_checking",
            "ansible_ssh_host_key_checking");

    private final RunContext run;

    Targets(RunContext run) {
        this.run = run;
    }

    /** Where a task goes. {@code local} needs no connection; {@code entry} is the connection to use. */
    record Where(Target target, boolean local, Become become, String user) {}

    /**
     * @param scope variables of the host that is acted on
     * @param directives the task's keywords
     */
    Where of(String host, Scope scope, Directives directives, boolean delegated) {
        ConnectionVariables variables = variables(host, scope);
        String connection = text(directives, "connection", scope);
        if (connection == null || delegated && variables.connection().isPresent()) {
            connection = variables.connection().orElse(run.settings.connection());
        }
        boolean implicitLocal = connection == null && run.memory(host).host.implicit() && isLocalName(host);
        boolean local = implicitLocal || "local".equals(connection) || "ansible.builtin.local".equals(connection);
        if (!local
                && connection != null
                && !List.of("ssh", "smart", "paramiko", "paramiko_ssh", "ansible.builtin.ssh")
                        .contains(connection)) {
            throw new ModuleFailure("connection `" + connection + "` is not offered; use ssh or local");
        }
        String user = text(directives, "remote_user", scope);
        user = variables
                .user()
                .orElse(user != null ? user : run.settings.remoteUser() == null ? "" : run.settings.remoteUser());
        Target target = new Target(
                host,
                variables.host(),
                variables.port().orElseGet(() -> port(directives, scope)),
                user,
                variables.password().map(Secret::of).orElse(run.settings.password()),
                variables
                        .privateKeyFile()
                        .or(() -> Optional.ofNullable(run.settings.privateKey()))
                        .map(Targets::path)
                        .orElse(null),
                variables.privateKeyPassphrase().map(Secret::of).orElse(null),
                null,
                Map.of());
        for (Optional<String> arguments :
                List.of(variables.sshArguments(), variables.sshCommonArguments(), variables.sshExtraArguments())) {
            if (arguments.isPresent()) {
                target = target.withOptions(SshArguments.options(
                        arguments.get(), note -> run.tell(new RunEvent.Warning(host + ": " + note))));
            }
        }
        variables.password().ifPresent(run.redactor::hide);
        variables.becomePassword().ifPresent(run.redactor::hide);
        variables.privateKeyPassphrase().ifPresent(run.redactor::hide);
        Become become = become(scope, directives, variables);
        String acting = become instanceof Become.User other ? other.user() : user;
        return new Where(target, local, become, acting);
    }

    private int port(Directives directives, Scope scope) {
        String port = text(directives, "port", scope);
        if (port == null) {
            return 0;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new ModuleFailure("`port` must lie between 1 and 65535, not `" + port + "`");
        }
        return Integer.parseInt(port);
    }

    private Become become(Scope scope, Directives directives, ConnectionVariables variables) {
        Boolean wanted = truth(directives, "become", scope);
        boolean on = variables.become().orElse(wanted != null ? wanted : run.settings.become());
        if (!on) {
            return Become.NONE;
        }
        if (variables.becomeExecutable().isPresent()) {
            throw new ModuleFailure(
                    "`ansible_become_exe` is not offered; remove it, and sudo, su or doas is found by its name");
        }
        String user = text(directives, "become_user", scope);
        user = variables.becomeUser().orElse(user == null ? run.settings.becomeUser() : user);
        String method = text(directives, "become_method", scope);
        method = variables.becomeMethod().orElse(method == null ? run.settings.becomeMethod() : method);
        String word = method.substring(method.lastIndexOf('.') + 1);
        Become.Method known = Become.Method.named(word)
                .orElseThrow(
                        () -> new ModuleFailure("become method `" + word + "` is not offered; use sudo, su or doas"));
        Secret password = variables.becomePassword().map(Secret::of).orElse(run.settings.becomePassword());
        String flags = text(directives, "become_flags", scope);
        flags = variables.becomeFlags().orElse(flags == null ? "" : flags);
        List<String> words = Arrays.stream(flags.split("\\s+"))
                .filter(f -> !f.isEmpty() && !List.of("-H", "-S", "-n").contains(f))
                .toList();
        try {
            return new Become.User(user, known, password, words);
        } catch (IllegalArgumentException e) {
            throw new ModuleFailure(String.valueOf(e.getMessage()));
        }
    }

    private ConnectionVariables variables(String host, Scope scope) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        for (String name : CONNECTION_VARIABLES) {
            if (scope.has(name)) {
                HostMemory.putNullable(rendered, name, run.templates.resolve(scope.get(name), scope));
            }
        }
        Diagnostics problems = new Diagnostics();
        ConnectionVariables variables = ConnectionVariables.of(host, rendered, problems);
        if (problems.hasErrors()) {
            throw new ModuleFailure(problems.render().strip());
        }
        return variables;
    }

    static boolean isLocalName(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }

    private static Path path(String name) {
        return name.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), name.substring(2))
                : Path.of(name).toAbsolutePath();
    }

    @Nullable
    String text(Directives directives, String keyword, Scope scope) {
        Object value = run.templates.resolve(directives.value(keyword), scope);
        return value == null
                        || value instanceof io.nightshift.playbooks.template.Omit
                        || String.valueOf(value).isEmpty()
                ? null
                : String.valueOf(value);
    }

    @Nullable
    Boolean truth(Directives directives, String keyword, Scope scope) {
        Object value = run.templates.resolve(directives.value(keyword), scope);
        if (value == null || value instanceof io.nightshift.playbooks.template.Omit) {
            return null;
        }
        return value instanceof Boolean flag
                ? flag
                : List.of("yes", "true", "1", "on")
                        .contains(String.valueOf(value).strip().toLowerCase(java.util.Locale.ROOT));
    }
}
