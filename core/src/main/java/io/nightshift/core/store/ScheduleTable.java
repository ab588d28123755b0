package io.nightshift.core.store;

import io.nightshift.core.schedule.Missed;
import io.nightshift.core.schedule.Overlap;
import io.nightshift.core.schedule.Schedule;
import io.nightshift.core.schedule.ScheduledOrder;
import io.nightshift.core.schedule.Timing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules as rows. What is asked for is one sealed text, because extra variables among the words may be secret. */
final class ScheduleTable {
    private static final String DEFINITION = "schedules.definition";

    private final Sealer sealer;

    ScheduleTable(Sealer sealer) {
        this.sealer = sealer;
    }

    GroupWriter.Statements keep(Schedule schedule) {
        byte[] definition = sealer.seal(TextList.pack(definition(schedule)), DEFINITION, schedule.name());
        @Nullable
        Object[] values = {
            definition,
            schedule.since(),
            schedule.source(),
            schedule.by(),
            schedule.pausedBy(),
            schedule.pausedAt(),
            schedule.name()
        };
        return connection -> {
            int changed = Sql.update(
                    connection,
                    "update schedules set definition = ?, since = ?, source = ?, kept_by = ?, paused_by = ?, paused_at = ?"
                            + " where name = ?",
                    values);
            if (changed == 0) {
                Sql.update(
                        connection,
                        "insert into schedules (definition, since, source, kept_by, paused_by, paused_at, name)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        values);
            }
        };
    }

    List<Schedule> select(Connection connection, String rest, Object... values) throws SQLException {
        return Sql.query(connection, "select * from schedules " + rest, this::read, values);
    }

    private static Map<String, String> definition(Schedule schedule) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("kind", schedule.timing().kind().name());
        all.put("text", schedule.timing().text());
        put(all, "at", schedule.timing().at());
        all.put("zone", schedule.zone());
        all.put("deadline", schedule.deadline().toString());
        all.put("missed", schedule.missed().name());
        all.put("overlap", schedule.overlap().name());
        all.put("order", packed(schedule.order()));
        return all;
    }

    static String packed(ScheduledOrder order) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("words", TextList.pack(order.words()));
        all.put("folder", order.folder());
        all.put("user", order.user());
        put(all, "agent", order.agent());
        return TextList.pack(all);
    }

    static ScheduledOrder order(String packed) {
        Map<String, String> all = TextList.unpackMap(packed);
        return new ScheduledOrder(
                TextList.unpack(of(all, "words")), of(all, "folder"), of(all, "user"), all.get("agent"));
    }

    private static void put(Map<String, String> all, String key, @Nullable String value) {
        if (value != null) {
            all.put(key, value);
        }
    }

    private static String of(Map<String, String> all, String key) {
        String value = all.get(key);
        if (value == null) {
            throw new StoreException("A schedule in the store lacks its " + key + "; a newer Nightshift wrote it.");
        }
        return value;
    }

    private Schedule read(ResultSet row) throws SQLException {
        String name = Sql.text(row, "name");
        Map<String, String> all = TextList.unpackMap(sealer.open(Sql.bytes(row, "definition"), DEFINITION, name));
        return new Schedule(
                name,
                new Timing(Timing.Kind.valueOf(of(all, "kind")), of(all, "text"), all.get("at")),
                of(all, "zone"),
                Duration.parse(of(all, "deadline")),
                Missed.valueOf(of(all, "missed")),
                Overlap.valueOf(of(all, "overlap")),
                order(of(all, "order")),
                row.getString("source"),
                Sql.text(row, "kept_by"),
                Sql.instant(row, "since"),
                row.getString("paused_by"),
                Sql.optionalInstant(row, "paused_at"));
    }
}
