package io.nightshift.core.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The small table in the target that says which chunks have arrived: a chunk's mark is committed together with its rows. */
final class Marks {
    static final String TABLE = "nightshift_copy";
    static final String ASIDE = "nightshift_undo_";

    /** In the place of a chunk's number: this table is being made or written. */
    private static final long OPENED = -1;

    /** In the place of a chunk's number, for no table: all of the copy has arrived. */
    private static final long FINISHED = -2;

    private static final JsonMapper JSON = new JsonMapper();

    private final CopyRecord record;
    private final Session session;
    private final String table;

    Marks(Session session, CopyRecord record) {
        this.session = session;
        this.record = record;
        this.table = session.dialect().table(record.targetSchema(), TABLE);
    }

    /** What a call before this one has left of a table. */
    record Found(List<Chunk> open, @Nullable List<String> last, long number, long rows, long bytes) {}

    void create() throws SQLException {
        if (!exists()) {
            Dialect words = session.dialect();
            String text = String.valueOf(words.type(Column.of("key", Kind.TEXT, "", 0, 0), false, 0));
            session.execute("create table if not exists " + table
                    + " (copy_id varchar(40) not null, table_name varchar(200) not null,"
                    + " number bigint not null, after_key " + text + ", upto_key " + text
                    + ", row_count bigint not null,"
                    + " byte_count bigint not null, done integer not null, primary key (copy_id, table_name, number))"
                    + words.tableOptions());
        }
    }

    boolean exists() throws SQLException {
        return has(session, record.targetSchema(), TABLE);
    }

    static boolean has(Session session, String schema, String name) throws SQLException {
        String missing = session.dialect().table(schema, name);
        try {
            session.rows("select 1 from " + missing + " where 1 = 0");
            return true;
        } catch (SQLException e) {
            if (Refusals.mayPass(e)) {
                throw e;
            }
            if (!session.connection().getAutoCommit()) {
                session.rollback();
            }
            return false;
        }
    }

    /** Whether this copy has begun with a table, or with any where the name is empty. */
    boolean opened(String name) throws SQLException {
        return name.isEmpty()
                ? !session.value("select count(*) from " + table + " where copy_id = ?", record.id())
                        .equals("0")
                : !session.value(
                                "select count(*) from " + table + " where copy_id = ? and table_name = ? and number = "
                                        + OPENED,
                                record.id(),
                                name)
                        .equals("0");
    }

    void open(String name) throws SQLException {
        if (!opened(name)) {
            insert(name, OPENED, null, null);
        }
    }

    /** Nothing is left to be done. */
    void finish() throws SQLException {
        if (session.value("select count(*) from " + table + " where copy_id = ? and number = " + FINISHED, record.id())
                .equals("0")) {
            insert("", FINISHED, null, null);
        }
    }

    /** Copies that have begun with one of these tables (by lower-case names) and not come to their end. */
    static Set<String> unfinished(Session session, String schema, Set<String> names) throws SQLException {
        Set<String> open = new TreeSet<>();
        if (!has(session, schema, TABLE)) {
            return open;
        }
        Set<String> finished = new HashSet<>();
        for (List<@Nullable String> row : session.rows("select distinct copy_id, table_name, number from "
                + session.dialect().table(schema, TABLE) + " where number < 0")) {
            String id = String.valueOf(row.get(0));
            if (String.valueOf(row.get(2)).equals(Long.toString(FINISHED))) {
                finished.add(id);
            } else if (names.contains(String.valueOf(row.get(1)).toLowerCase(Locale.ROOT))) {
                open.add(id);
            }
        }
        open.removeAll(finished);
        return open;
    }

    /** Remembers how a chunk is cut before it is copied, so that whoever comes back cuts it in the same way. */
    void plan(String name, Chunk chunk) throws SQLException {
        insert(name, chunk.number(), chunk.after(), chunk.upTo());
    }

    private void insert(String name, long number, @Nullable List<String> after, @Nullable List<String> upTo)
            throws SQLException {
        session.connection().setAutoCommit(true);
        session.execute(
                "insert into " + table
                        + " (copy_id, table_name, number, after_key, upto_key, row_count, byte_count, done) values (?, ?, ?, "
                        + literal(after) + ", " + literal(upTo) + ", 0, 0, 0)",
                record.id(),
                name,
                number);
    }

    private String literal(@Nullable List<String> key) {
        return key == null ? "null" : session.dialect().literal(JSON.writeValueAsString(key));
    }

    /** Within the chunk's transaction; false where somebody has done it already. */
    boolean claim(String name, Chunk chunk) throws SQLException {
        return session.update(
                        "update " + table
                                + " set done = 1 where copy_id = ? and table_name = ? and number = ? and done = 0",
                        record.id(),
                        name,
                        chunk.number())
                == 1;
    }

    void count(String name, Chunk chunk, long rows, long bytes) throws SQLException {
        session.update(
                "update " + table
                        + " set row_count = ?, byte_count = ? where copy_id = ? and table_name = ? and number = ?",
                rows,
                bytes,
                record.id(),
                name,
                chunk.number());
    }

    Found found(String name, int fetch) throws SQLException {
        List<Chunk> open = new ArrayList<>();
        List<String> last = null;
        long number = 0;
        long rows = 0;
        long bytes = 0;
        for (List<@Nullable String> row : session.rows(
                "select number, after_key, upto_key, row_count, byte_count, done from " + table
                        + " where copy_id = ? and table_name = ? and number >= 0 order by number",
                record.id(),
                name)) {
            number = Long.parseLong(String.valueOf(row.get(0))) + 1;
            List<String> upTo = JSON.readValue(row.get(2), new TypeReference<List<String>>() {});
            last = upTo;
            rows += Long.parseLong(String.valueOf(row.get(3)));
            bytes += Long.parseLong(String.valueOf(row.get(4)));
            if ("0".equals(row.get(5))) {
                String after = row.get(1);
                open.add(new Chunk(
                        number - 1,
                        after == null ? null : JSON.readValue(after, new TypeReference<List<String>>() {}),
                        upTo,
                        fetch));
            }
        }
        return new Found(open, last, number, rows, bytes);
    }

    /** The copy is over: its marks go, and the table with the last of them. */
    void forget() throws SQLException {
        session.execute("delete from " + table + " where copy_id = ?", record.id());
        if (session.value("select count(*) from " + table).equals("0")) {
            session.execute("drop table " + table);
        }
    }
}
