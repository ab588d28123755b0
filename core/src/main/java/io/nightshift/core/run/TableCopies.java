package io.nightshift.core.run;

import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.journal.StepRecord.UndoKind;
import io.nightshift.core.migration.CopyOrders;
import io.nightshift.core.migration.DatabaseWay;
import io.nightshift.core.migration.DatabaseWayBack;
import io.nightshift.core.migration.TableReadings;
import io.nightshift.core.sql.CopyListener;
import io.nightshift.core.sql.CopyOrder;
import io.nightshift.core.sql.CopyRecord;
import io.nightshift.core.sql.CopyReport;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.sql.SqlCopy;
import io.nightshift.core.sql.SqlFailure;
import io.nightshift.core.sql.SqlLook;
import io.nightshift.core.sql.SqlVerify;
import io.nightshift.core.sql.TableComparison;
import io.nightshift.core.sql.TableRecord;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.JdbcChange.CopyTables;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.TablesOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables that come from one database to another: what differs, and how they are copied. */
final class TableCopies {
    /** A database that has never answered is not waited for as one is that was lost. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private static final int MOST_ROWS = 10;

    private final RunContext run;
    private final StepRunner steps;

    TableCopies(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    /** Both databases within reach. */
    private record Ways(HostPlace place, DatabaseWay source, DatabaseWay target) implements AutoCloseable {
        static Ways to(RunContext run, HostAccess access, TablesOrder order) throws TransportException {
            access.entry().open();
            HostPlace from = DatabasePlaces.of(run, access, order.source());
            HostPlace to = DatabasePlaces.of(run, access, order.target());
            DatabaseWay source = DatabasePlaces.to(order.source(), from);
            try {
                return new Ways(to, source, DatabasePlaces.to(order.target(), to));
            } catch (SqlFailure e) {
                source.close();
                throw e;
            }
        }

        SqlCopy copy(Drivers drivers, CopyOrder order) {
            return new SqlCopy(drivers, source.database(), target.database(), order);
        }

        SqlLook look(Drivers drivers, CopyOrder order) {
            return new SqlLook(drivers, source.database(), target.database(), order);
        }

        SqlVerify verify(Drivers drivers, CopyOrder order) {
            return new SqlVerify(drivers, source.database(), target.database(), order);
        }

        String told(SqlFailure failure) {
            return source.told(target.told(String.valueOf(failure.getMessage())));
        }

        @Override
        public void close() {
            source.close();
            target.close();
        }
    }

    /** What differs between tables of two databases. */
    static Reading read(RunContext run, HostAccess access, Probe.TablesDifference probe) throws TransportException {
        TablesOrder order = probe.order();
        CopyOrder wanted = CopyOrders.of(order).patience(FIRST);
        try (Ways ways = Ways.to(run, access, order)) {
            try (TableProgress progress = new TableProgress(
                    run,
                    access.entry().target().name(),
                    "compare " + order.source().title(),
                    ways.place(),
                    order,
                    false)) {
                return probe.aim() == Probe.TablesDifference.Aim.COMPARE
                        ? TableReadings.of(ways.verify(run.drivers, wanted).run(probe.most(), progress))
                        : TableReadings.of(ways.look(run.drivers, wanted).run(probe.most(), progress));
            } catch (SqlFailure e) {
                return new Reading.Unreadable(ways.told(e));
            }
        } catch (SqlFailure | ModuleFailure e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** Copies what differs, as often as it takes, and shows that it arrived. */
    Outcome copy(StepRunner.Origin origin, HostAccess access, CopyTables change) throws TransportException {
        Instant started = run.clock.instant();
        try (Ways ways = Ways.to(run, access, change.order())) {
            try {
                return copy(origin, access.at(ways.place()), change, ways, started);
            } catch (SqlFailure e) {
                return failed(change, ways.told(e));
            }
        } catch (SqlFailure | ModuleFailure e) {
            return failed(change, String.valueOf(e.getMessage()));
        }
    }

    private Outcome copy(StepRunner.Origin origin, HostAccess target, CopyTables change, Ways ways, Instant started)
            throws TransportException {
        try (TableProgress progress =
                new TableProgress(run, origin.host().name(), origin.title(), ways.place(), change.order(), true)) {
            progress.take(steps.patience());
            return copied(origin, target, change, ways, progress, started);
        }
    }

    private Outcome copied(
            StepRunner.Origin origin,
            HostAccess target,
            CopyTables change,
            Ways ways,
            TableProgress progress,
            Instant started) {
        CopyOrder order = CopyOrders.of(change.order());
        Begun begun = begun(origin, change);
        CopyRecord record = begun.record();
        if (record == null) {
            record = ways.copy(run.drivers, order.patience(FIRST)).begin();
        }
        StepId step = begun.step();
        if (step == null) {
            String back = new DatabaseWayBack.Copy(change.order().target(), record).text();
            step = steps.intendWithoutTicket(origin, target, change, back);
        }
        try {
            CopyReport report = ways.copy(run.drivers, order).run(record, progress);
            report.rows().forEach(progress::through);
            if (change.order().verifies()) {
                verify(ways.verify(run.drivers, order), progress);
            }
            run.store.conclude(step, State.DONE, null, run.clock.instant());
            return new Outcome.Done(change, 0, String.join("\n", report.leftOut()), "", started, run.clock.instant());
        } catch (SqlFailure e) {
            run.store.conclude(step, State.FAILED, steps.said(origin, ways.told(e)), run.clock.instant());
            throw e;
        }
    }

    private static void verify(SqlVerify verify, CopyListener listener) {
        List<String> problems = new ArrayList<>();
        for (TableComparison table : verify.run(MOST_ROWS, listener)) {
            if (!table.isSame()) {
                problems.add(table.table() + ": " + table.different() + " rows differ, " + table.missing()
                        + " are only in the source, " + table.extra() + " only in the target");
                problems.addAll(TableReadings.lines(table));
            }
        }
        if (!problems.isEmpty()) {
            throw new SqlFailure(
                    "The tables are not the same after the copy. Where programs still write to the source, say"
                            + " `verify: no`, and let the copy verify that is made when they rest.\n"
                            + String.join("\n", problems));
        }
    }

    /** @param step null where a new one is to be journalled */
    private record Begun(
            @Nullable CopyRecord record, @Nullable StepId step) {}

    /** A copy that this run has begun and not brought to its end: before it was parked or killed, or in an attempt that failed. */
    private Begun begun(StepRunner.Origin origin, CopyTables change) {
        List<StepRecord> made =
                new ArrayList<>(run.store.steps(run.id, origin.host().name()));
        Collections.reverse(made);
        for (StepRecord step : made) {
            String text = step.undoKind() == UndoKind.BY_CONTROLLER ? step.undoScript() : null;
            if (text != null
                    && step.state() != State.UNDONE
                    && DatabaseWayBack.read(text) instanceof DatabaseWayBack.Copy back
                    && change.unfinished().contains(back.record().id())) {
                Set<String> begun =
                        back.record().tables().stream().map(TableRecord::target).collect(Collectors.toSet());
                if (!begun.equals(Set.copyOf(change.tables()))) {
                    throw new SqlFailure("The copy that was begun is one of other tables (" + String.join(", ", begun)
                            + "). Let it go on as it was ordered, or take it back: `nightshift rollback " + run.id
                            + "`.");
                }
                boolean open = step.state() == State.INTENDED || step.state() == State.UNKNOWN;
                boolean same = open && step.id().path().equals(origin.path());
                return new Begun(back.record(), same ? step.id() : null);
            }
        }
        if (!change.unfinished().isEmpty()) {
            throw new SqlFailure("The target holds a copy that another run has begun and not finished ("
                    + String.join(", ", change.unfinished())
                    + "). Resume that run or roll it back (`nightshift runs` lists them). If no journal knows it any more, the"
                    + " table `nightshift_copy` of the target can be dropped.");
        }
        return new Begun(null, null);
    }

    private static Outcome failed(CopyTables change, String message) {
        return new Outcome.Failed(change, message, 1, "", "");
    }
}
