package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.TablesArguments;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.JdbcChange.CopyTables;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.TablesDifference.Aim;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.TableState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TablesOrder;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.List;

/** Tables of one database that come to another, over JDBC. */
final class SqlCopyModule implements TaskModule {
    private static final int MOST_ROWS = 10;
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "sql_copy",
            "Copies tables from one database to another, of the same kind or another, and proves that every row arrived.",
            TablesArguments.with(
                    Parameter.string(
                                    "existing",
                                    "A table of the target that holds rows must hold the source's (`refuse`), is brought in line row"
                                            + " by row (`sync`), or is moved aside and made anew (`replace`).")
                            .or("refuse")
                            .oneOf("refuse", "sync", "replace"),
                    Parameter.of("chunk_rows", Type.INTEGER, "So many rows are committed at once, at most.")
                            .or(10_000L),
                    Parameter.of("parallel", Type.INTEGER, "So many chunks travel at the same time.")
                            .or(2L),
                    Parameter.flag("verify", true, "All rows are compared in the end, by checksums of both databases."),
                    Parameter.string(
                                    "stop_at",
                                    "When to stop though it is not through: at the end of the maintenance window, as `rule` says for"
                                            + " that window's closing, or only at the `end`. What is left comes in the next window.")
                            .oneOf("rule", "window", "end")
                            .or("rule")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(probe(TablesArguments.order(args)));
    }

    private static Probe.TablesDifference probe(TablesOrder order) {
        return new Probe.TablesDifference(order, Aim.COPY, MOST_ROWS);
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            TablesOrder order = TablesArguments.order(args);
            Probe.TablesDifference probe = probe(order);
            Reading.TablesDifference difference =
                    host.need(probe).readings().get(probe, Reading.TablesDifference.class);
            if (difference.isNothing()) {
                return Plan.nothing();
            }
            refuse(order, difference);
            return Plan.of(new CopyTables(
                    order,
                    summary(difference),
                    lines(difference),
                    difference.tables().stream().map(TableState::table).toList(),
                    difference.unfinished()));
        });
    }

    private static void refuse(TablesOrder order, Reading.TablesDifference difference) {
        List<String> problems = new ArrayList<>();
        for (TableState table : difference.tables()) {
            if (order.existing() != TablesOrder.Existing.REPLACE
                    && !table.unlike().isEmpty()) {
                problems.add(table.unlike());
            } else if (order.existing() == TablesOrder.Existing.REFUSE
                    && difference.unfinished().isEmpty()
                    && table.targetRows() > 0
                    && !table.isSame()) {
                problems.add("The table " + table.table() + " of the target holds " + table.targetRows()
                        + " rows already, and not the source's. Empty it, or say what becomes of it: `existing: sync` brings"
                        + " what differs in line, `existing: replace` makes it anew.");
            }
        }
        if (!problems.isEmpty()) {
            throw new ModuleFailure(String.join("\n", problems));
        }
    }

    private static String summary(Reading.TablesDifference difference) {
        List<TableState> due =
                difference.tables().stream().filter(one -> !one.isSame()).toList();
        if (due.isEmpty()) {
            return "what an unfinished copy has left";
        }
        long rows = due.stream().mapToLong(SqlCopyModule::rows).sum();
        return due.size() + (due.size() == 1 ? " table (" : " tables (") + rows + (rows == 1 ? " row)" : " rows)");
    }

    private static long rows(TableState table) {
        return table.targetRows() == 0 ? table.sourceRows() : table.missing() + table.extra() + table.different();
    }

    private static List<String> lines(Reading.TablesDifference difference) {
        List<String> lines = new ArrayList<>();
        for (TableState table : difference.tables()) {
            if (!table.there()) {
                lines.add("+ " + table.table() + ": made, " + table.sourceRows() + " rows");
            } else if (table.targetRows() == 0 && table.sourceRows() > 0) {
                lines.add("+ " + table.table() + ": " + table.sourceRows() + " rows");
            } else if (!table.isSame()) {
                lines.add("~ " + table.table() + ": " + SqlVerifyModule.difference(table));
            }
        }
        return lines;
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done);
        Probe.TablesDifference probe = probe(TablesArguments.order(args));
        if (before.all().get(probe) instanceof Reading.TablesDifference difference) {
            result = result.with("tables", SqlVerifyModule.tables(difference));
        }
        String said =
                Outcomes.made(done, CopyTables.class).map(Outcome.Done::stdout).orElse("");
        List<String> leftOut = said.lines().toList();
        return leftOut.isEmpty() ? result : result.with("left_out", leftOut);
    }
}
