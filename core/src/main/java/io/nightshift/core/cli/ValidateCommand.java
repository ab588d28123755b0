package io.nightshift.core.cli;

import io.nightshift.core.run.RolloutCheck;
import io.nightshift.playbooks.Block;
import io.nightshift.playbooks.Item;
import io.nightshift.playbooks.Play;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift validate}: reads everything, touches nothing. */
@Command(
        name = "validate",
        aliases = "check",
        description = {
            "Reads playbooks, roles and inventory, reports every problem, and touches no host.",
            "",
            "`nightshift check` is the same command. `nightshift run --check` is something else: it logs in to the",
            "hosts, reads how they are, and says what would change there; it needs them to be reachable."
        })
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Option(
            names = "--strict",
            description = "Warnings are errors: above all modules, filters, tests and lookups that this version lacks.")
    boolean strict;

    @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "Playbook files.")
    List<Path> playbooks = new ArrayList<>();

    @Override
    public Integer call() {
        Workbench bench = new Workbench(inventory);
        Playbooks read = Playbooks.read(bench, playbooks);
        if (strict) {
            bench.problems.makeErrors();
        }
        bench.refuseProblems();
        List<String> limit = PlaybookArguments.limit(bench, inventory.limit, read.inventory());
        new RolloutCheck(bench.templates, read.inventory(), bench.extraVariables, bench.problems)
                .rings(read.playbook(), limit);
        bench.refuseProblems();
        return report(bench, read, System.out);
    }

    static int report(Workbench bench, Playbooks read, PrintStream out) {
        bench.warnings().ifPresent(System.err::println);
        int tasks = 0;
        for (Play play : read.playbook().plays()) {
            tasks += count(play.items()) + play.handlers().size();
        }
        int plays = read.playbook().plays().size();
        out.println(
                "valid: " + plays + (plays == 1 ? " play, " : " plays, ") + tasks + (tasks == 1 ? " task" : " tasks"));
        return ExitCode.OK;
    }

    private static int count(List<Item> items) {
        int count = 0;
        for (Item item : items) {
            count += item instanceof Block block
                    ? count(block.items()) + count(block.rescue()) + count(block.always())
                    : 1;
        }
        return count;
    }
}
