package io.nightshift.core.migration;

import io.nightshift.core.sql.CopyOrder;
import io.nightshift.core.sql.Existing;
import io.nightshift.core.sql.TypeChoices;
import io.nightshift.playbooks.module.TablesOrder;
import java.time.Duration;

/** What a task asks for, as orders for the library that does it. */
public final class CopyOrders {
    /** A host that boots anew is back by then. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private CopyOrders() {}

    public static CopyOrder of(TablesOrder order) {
        TablesOrder.Values values = order.values();
        return new CopyOrder(
                order.source().schema(),
                order.target().schema(),
                order.tables(),
                order.excludes(),
                switch (order.existing()) {
                    case REFUSE -> Existing.REFUSE;
                    case SYNC -> Existing.SYNC;
                    case REPLACE -> Existing.REPLACE;
                },
                order.chunkRows(),
                order.parallel(),
                order.keys(),
                new TypeChoices(
                        values.zeroDatesAsNull(),
                        values.tinyintAsNumber(),
                        values.momentsAsDateTime(),
                        values.unknownAsText()),
                PATIENCE);
    }
}
