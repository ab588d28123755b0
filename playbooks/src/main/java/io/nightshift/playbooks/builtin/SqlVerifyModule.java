package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.TablesArguments;
import io.nightshift.playbooks.module.Args;
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
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables that must hold the same rows in two databases. */
final class SqlVerifyModule implements TaskModule {
    private static final int MOST_SHOWN = 1000;
    private static final ModuleSpec SPEC = ModuleSpec.of(
            "nightshift.migration",
            "sql_verify",
            "Fails unless tables hold the same rows in two databases, and names the rows that differ.",
            TablesArguments.with(
                    Parameter.of("show", Type.INTEGER, "So many rows that differ are named; all are counted.")
                            .or(10L)));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(asked(args));
    }

    private static Probe.TablesDifference asked(Args args) {
        long show = args.number("show").orElse(0L);
        if (show < 0 || show > MOST_SHOWN) {
            throw new ModuleFailure("`show` must be from 0 to " + MOST_SHOWN + ", not " + show);
        }
        return new Probe.TablesDifference(TablesArguments.order(args), Aim.COMPARE, (int) show);
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            Probe.TablesDifference probe = asked(args);
            host.need(probe).readings().get(probe, Reading.TablesDifference.class);
            return Plan.nothing();
        });
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        if (!(before.all().get(asked(args)) instanceof Reading.TablesDifference difference)) {
            return Result.of(done);
        }
        List<String> problems = new ArrayList<>();
        long rows = 0;
        for (TableState table : difference.tables()) {
            rows += table.sourceRows();
            if (!table.isSame()) {
                problems.add(table.table() + ": " + difference(table));
            }
        }
        problems.addAll(difference.lines());
        Result result = problems.isEmpty()
                ? Result.of(done)
                        .message(difference.tables().size() + " tables, " + rows + " rows, all the same at both ends")
                : Result.failure("the tables are not the same\n" + String.join("\n", problems));
        return result.with("tables", tables(difference)).with("differences", difference.lines());
    }

    /** What differs, in words. */
    static String difference(TableState table) {
        if (!table.unlike().isEmpty()) {
            return table.unlike();
        }
        List<String> parts = new ArrayList<>();
        add(parts, table.different(), table.different() == 1 ? "differs" : "differ");
        add(parts, table.missing(), "only in the source");
        add(parts, table.extra(), "only in the target");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long rows, String what) {
        if (rows > 0) {
            parts.add(rows + (rows == 1 ? " row " : " rows ") + what);
        }
    }

    /** Counts by table, for conditions and reports. */
    static Map<String, Object> tables(Reading.TablesDifference difference) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (TableState table : difference.tables()) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("source_rows", table.sourceRows());
            counts.put("target_rows", table.targetRows());
            counts.put("missing", table.missing());
            counts.put("extra", table.extra());
            counts.put("different", table.different());
            all.put(table.table(), counts);
        }
        return all;
    }
}
