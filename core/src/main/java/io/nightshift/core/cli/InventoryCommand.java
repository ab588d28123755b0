package io.nightshift.core.cli;

import io.nightshift.inventory.Host;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryPrinter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift inventory}: what the inventory says, as Ansible's tool of that name prints it. */
@Command(name = "inventory", description = "Shows hosts, groups and variables as they are understood.")
final class InventoryCommand implements Callable<Integer> {
    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @ArgGroup(multiplicity = "1")
    Form form = new Form();

    /** One of the three. */
    static final class Form {
        @Option(names = "--list", description = "Everything, as JSON.")
        boolean list;

        @Option(names = "--graph", description = "Groups and hosts as a tree.")
        boolean graph;

        @Option(names = "--host", paramLabel = "HOST", description = "One host's variables, as JSON.")
        @Nullable
        String host;
    }

    @Option(names = "--vars", description = "With --graph: variables, too.")
    boolean variables;

    @Parameters(arity = "0..1", paramLabel = "GROUP", description = "With --graph: from this group on.")
    String group = "all";

    @Override
    public Integer call() {
        Workbench bench = new Workbench(inventory);
        Inventory hosts = bench.inventory(null);
        bench.refuseProblems();
        bench.warnings().ifPresent(System.err::println);
        InventoryPrinter printer = new InventoryPrinter(hosts, bench.vault.secretsSeen());
        String name = form.host;
        if (form.list) {
            System.out.print(printer.list());
        } else if (name != null) {
            Optional<Host> host = hosts.host(name);
            System.out.print(printer.host(host.orElseThrow(() -> new Failure(
                    "error: the inventory has no host `" + name + "`\nhint: nightshift inventory --graph"))));
        } else {
            if (!hosts.groups().containsKey(group)) {
                throw new Failure(
                        "error: the inventory has no group `" + group + "`\nhint: nightshift inventory --graph");
            }
            System.out.print(printer.graph(group, variables));
        }
        return ExitCode.OK;
    }
}
