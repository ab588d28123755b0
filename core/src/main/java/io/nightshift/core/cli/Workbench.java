package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.pace.ThreadPace;
import io.nightshift.core.platform.posix.PosixPlatform;
import io.nightshift.core.record.RunTexts;
import io.nightshift.core.run.Readers;
import io.nightshift.core.run.Redactor;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.run.SteadyClock;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.Stores;
import io.nightshift.core.transport.Secret;
import io.nightshift.core.transport.local.LocalTransport;
import io.nightshift.core.transport.ssh.HostKeyPolicy;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import io.nightshift.core.window.CalendarFeeds;
import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.AnsibleConfig;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.vault.Vault;
import io.nightshift.inventory.vault.VaultPasswords;
import io.nightshift.inventory.vault.VaultSecret;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.playbooks.TemplateValues;
import io.nightshift.playbooks.builtin.ModuleCatalogue;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Limits;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the parts of the house together for one command. */
final class Workbench {
    /** Names the database that several controllers share, such as {@code jdbc:postgresql://db.example.org/nightshift?user=nightshift}. */
    static final String DATABASE = "NIGHTSHIFT_DATABASE";

    final Path workingDirectory;
    final Diagnostics problems;
    final AnsibleConfig config;
    final RunTexts texts;
    final Caller caller;
    final Terminal terminal;
    final Lookups lookups = Lookups.standard();
    final Templates templates = new Templates(lookups, Clock.systemDefaultZone(), new SecureRandom(), Limits.DEFAULT);
    final Modules modules = Modules.standard();
    final Vault vault;
    final Map<String, Object> extraVariables;
    final Redactor redactor;
    private final InventoryOptions options;

    Workbench(InventoryOptions options) {
        this(options, Caller.typed(), RunTexts.fresh());
    }

    /** @param texts what a resumed run has stored */
    Workbench(InventoryOptions options, Path workingDirectory, RunTexts texts) {
        this(options, Caller.typed(workingDirectory), texts);
    }

    Workbench(InventoryOptions options, Caller caller, RunTexts texts) {
        this.caller = caller;
        this.terminal = caller.terminal();
        this.workingDirectory = caller.folder();
        this.texts = texts;
        this.problems = new Diagnostics(workingDirectory);
        this.config = AnsibleConfig.find(
                workingDirectory, Path.of(System.getProperty("user.home")), caller.environment(), problems);
        this.options = options;
        this.vault = new Vault(vaultSecrets(options));
        this.redactor = new Redactor(vault::secretsSeen);
        this.extraVariables = new ExtraVariables(problems, vault, workingDirectory).read(options.extraVariables);
    }

    private List<VaultSecret> vaultSecrets(InventoryOptions options) {
        List<VaultSecret> secrets = new ArrayList<>();
        VaultPasswords passwords = new VaultPasswords(problems, workingDirectory, Duration.ofSeconds(30));
        VaultPasswords.Prompt prompt =
                text -> terminal.ask(text, false).map(String::toCharArray).orElse(null);
        List<String> ids = new ArrayList<>(options.vaultIds);
        if (ids.isEmpty()) {
            ids.addAll(config.vaultIdentities());
        }
        if (options.askVaultPassword) {
            ids.add("prompt");
        }
        ids.forEach(id -> passwords.fromVaultId(id, prompt).ifPresent(secrets::add));
        List<String> files = new ArrayList<>(options.vaultPasswordFiles);
        if (files.isEmpty() && ids.isEmpty()) {
            config.vaultPasswordFile().ifPresent(files::add);
        }
        Credentials credentials = new Credentials(caller.environment());
        files.forEach(
                file -> passwords.fromFile("default", credentials.path(file)).ifPresent(secrets::add));
        return secrets;
    }

    List<String> inventorySources() {
        if (!options.inventory.isEmpty()) {
            return options.inventory;
        }
        if (!config.inventory().isEmpty()) {
            return config.inventory();
        }
        Path standard = Path.of("/etc/ansible/hosts");
        return java.nio.file.Files.exists(standard) ? List.of(standard.toString()) : List.of();
    }

    Inventory inventory(@Nullable Path playbookFolder) {
        List<String> sources = inventorySources();
        if (sources.isEmpty()) {
            return new InventoryReader(problems, vault, texts).read(List.of(), workingDirectory, playbookFolder);
        }
        return new InventoryReader(problems, vault, texts).read(sources, workingDirectory, playbookFolder);
    }

    /** The maintenance windows of an inventory, with the calendars that they name. */
    WindowCalendar windows(Inventory inventory) {
        return windows(inventory, Clock.systemDefaultZone());
    }

    /** @param clock tells the moment of interest */
    WindowCalendar windows(Inventory inventory, Clock clock) {
        CalendarFeeds feeds = new CalendarFeeds(stateFolder().resolve("feeds"), Clock.systemUTC());
        return WindowCalendar.of(inventory, problems, feeds, clock);
    }

    Readers readers() {
        return new Readers(
                vault,
                new ModuleCatalogue(modules),
                new TemplateValues(templates, extraVariables),
                rolesPath(),
                collectionsPath(),
                hostName(),
                extraVariables,
                texts);
    }

    private List<Path> rolesPath() {
        List<Path> all = new ArrayList<>(config.rolesPath());
        if (all.isEmpty()) {
            all.add(Path.of(System.getProperty("user.home"), ".ansible/roles"));
            all.add(Path.of("/usr/share/ansible/roles"));
            all.add(Path.of("/etc/ansible/roles"));
        }
        return all;
    }

    private List<Path> collectionsPath() {
        if (!config.collectionsPath().isEmpty()) {
            return config.collectionsPath();
        }
        // Where ansible-galaxy and Debian's package put them.
        return List.of(
                Path.of(System.getProperty("user.home"), ".ansible/collections"),
                Path.of("/usr/share/ansible/collections"),
                Path.of("/usr/lib/python3/dist-packages/ansible_collections"));
    }

    RunServices services(ConnectionOptions connection, RunStore store) {
        SshSettings ssh = SshSettings.ofUser(caller.environment())
                .withNotes(note -> caller.asides().println("note: " + note));
        if (connection.acceptNew) {
            ssh = ssh.withPolicy(HostKeyPolicy.ACCEPT_NEW);
        }
        ssh = ssh.withPassphrases(key ->
                terminal.ask("Passphrase of " + key, false).map(Secret::of).orElse(null));
        return services(store, new SshTransport(ssh));
    }

    RunServices services(RunStore store, SshTransport ssh) {
        return new RunServices(
                templates,
                lookups,
                modules,
                new PosixPlatform(),
                ssh,
                new LocalTransport(),
                store,
                new SteadyClock(),
                new ThreadPace(),
                Drivers.with(stateFolder().resolve("drivers")));
    }

    /** The store of this user, or the one of several controllers that the environment names. */
    static Store store() {
        String shared = sharedDatabase();
        return shared.isEmpty() ? Stores.open(stateFolder()) : Stores.openPostgres(stateFolder(), shared);
    }

    /** The address of the database that several controllers share; empty where the store is this machine's own. */
    static String sharedDatabase() {
        return System.getenv().getOrDefault(DATABASE, "");
    }

    static Path stateFolder() {
        return Stores.standardFolder();
    }

    /** Ends the command with every problem found, if one of them is an error; prints warnings otherwise. */
    void refuseProblems() {
        if (problems.hasErrors()) {
            throw new Failure(redactor.clean(problems.render()).stripTrailing());
        }
    }

    Optional<String> warnings() {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(redactor.clean(problems.render()).stripTrailing());
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
