package io.nightshift.core.run;

import io.nightshift.core.journal.HoldPatience;
import io.nightshift.core.sql.CopyListener;
import io.nightshift.core.transfer.Amount;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.TablesOrder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells how far each table is, and looks after the window and the hold of the host that is changed. */
final class TableProgress implements CopyListener, AutoCloseable {
    private static final Duration KEEPS = Duration.ofMinutes(1);

    private final RunContext run;
    private final String host;
    private final String title;
    private final LongWork work;
    private final Map<String, Progress> tables = new LinkedHashMap<>();

    /** @param acts whether something is copied, and not only compared */
    TableProgress(RunContext run, String host, String title, HostPlace target, TablesOrder order, boolean acts) {
        this.run = run;
        this.host = host;
        this.title = title;
        this.work = new LongWork(run, host, title, target, order.stop(), acts);
    }

    @Override
    public void progress(String table, long done, long expected, long bytes) {
        if (!work.isTime()) {
            return;
        }
        tell(table, done, Math.max(done, expected));
        work.mayGoOn(Amount.count(done, "row") + " of " + table + " are there");
    }

    private synchronized void tell(String table, long done, long expected) {
        tables.computeIfAbsent(table, name -> new Progress(run, host, title + ", " + name, KEEPS))
                .tell(done, expected, "rows");
    }

    /** A table has arrived. */
    void through(String table, long rows) {
        tell(table, rows, rows);
    }

    /** Takes the host before the first change. */
    void take(HoldPatience patience) throws TransportException {
        work.take(patience);
    }

    /** The work is over, well or not. */
    @Override
    public void close() {
        work.close();
        synchronized (this) {
            tables.values().forEach(Progress::end);
        }
    }
}
