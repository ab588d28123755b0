package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.TaskModule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The plain list of modules: one line for each, found by any of its names. */
public final class Modules {
    private static final Modules STANDARD = new Modules(
            List.of( // one line for each module that acts on hosts, by name
                    new AptModule(), //
                    new AptRepositoryModule(), //
                    new AssembleModule(), //
                    new AuthorizedKeyModule(), //
                    new BlockinfileModule(), //
                    new CommandModule(), //
                    new ConvertModule(), //
                    new CopyModule(), //
                    new CronModule(), //
                    new DebconfModule(), //
                    new DnfModule(), //
                    new DpkgSelectionsModule(), //
                    new FetchModule(), //
                    new FileModule(), //
                    new FindModule(), //
                    new GatherFactsModule(), //
                    new GetUrlModule(), //
                    new GetentModule(), //
                    new GroupModule(), //
                    new HostnameModule(), //
                    new LineinfileModule(), //
                    new ModprobeModule(), //
                    new MountModule(), //
                    new PackageModule(), //
                    new PackageFactsModule(), //
                    new PingModule(), //
                    new RawModule(), //
                    new RebootModule(), //
                    new ReplaceModule(), //
                    new ScriptModule(), //
                    new ServiceModule(), //
                    new ServiceFactsModule(), //
                    new SetupModule(), //
                    new ShellModule(), //
                    new SlurpModule(), //
                    new SqlCopyModule(), //
                    new SqlDumpModule(), //
                    new SqlFreezeModule(), //
                    new SqlMigrateModule(), //
                    new SqlRestoreModule(), //
                    new SqlVerifyModule(), //
                    new StatModule(), //
                    new SysctlModule(), //
                    new SystemdModule(), //
                    new TempfileModule(), //
                    new TemplateModule(), //
                    new TimezoneModule(), //
                    new TransferModule(), //
                    new UnarchiveModule(), //
                    new UriModule(), //
                    new UserModule(), //
                    new WaitForModule(), //
                    new YumModule()),
            List.of( // one line for each module that acts on the controller, by name
                    new AddHostModule(), //
                    new AssertModule(), //
                    new ValidateArgumentSpecModule(), //
                    new DebugModule(), //
                    new FailModule(), //
                    new GroupByModule(), //
                    new IncludeVarsModule(), //
                    new MetaModule(), //
                    new MigrationStageModule(), //
                    new PauseModule(), //
                    new SetFactModule(), //
                    new SetStatsModule(), //
                    new WaitForConnectionModule()));

    private final Map<String, TaskModule> tasks = new LinkedHashMap<>();
    private final Map<String, ActionModule> actions = new LinkedHashMap<>();

    Modules(List<TaskModule> tasks, List<ActionModule> actions) {
        tasks.forEach(module -> add(module.spec(), module, this.tasks));
        actions.forEach(module -> add(module.spec(), module, this.actions));
    }

    /** Every module Nightshift comes with. */
    public static Modules standard() {
        return STANDARD;
    }

    /** What is known of a module by its short or full name; empty when there is no such module. */
    public Optional<ModuleSpec> spec(String name) {
        return task(name).map(TaskModule::spec).or(() -> action(name).map(ActionModule::spec));
    }

    /** A module that acts on hosts. */
    public Optional<TaskModule> task(String name) {
        return Optional.ofNullable(tasks.get(name));
    }

    /** A module that acts on the controller. */
    public Optional<ActionModule> action(String name) {
        return Optional.ofNullable(actions.get(name));
    }

    /** Every module once, sorted by short name. */
    public List<ModuleSpec> all() {
        return Stream.concat(
                        tasks.values().stream().map(TaskModule::spec),
                        actions.values().stream().map(ActionModule::spec))
                .distinct()
                .sorted(Comparator.comparing(ModuleSpec::name))
                .toList();
    }

    private <M> void add(ModuleSpec spec, M module, Map<String, M> modules) {
        for (String name : spec.names()) {
            if (tasks.containsKey(name) || actions.containsKey(name)) {
                throw new IllegalStateException("two modules answer to " + name);
            }
            modules.put(name, module);
        }
    }
}
