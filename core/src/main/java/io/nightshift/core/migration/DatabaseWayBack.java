package io.nightshift.core.migration;

import io.nightshift.core.sql.CopyRecord;
import io.nightshift.core.sql.SqlFreeze;
import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.MigrationOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the controller needs to take back what it did in a database, as the journal keeps it. It holds the password; the journal is sealed. */
public sealed interface DatabaseWayBack {
    /** Where it was done. */
    DatabaseAddress target();

    /** A copy of tables. */
    record Copy(DatabaseAddress target, CopyRecord record) implements DatabaseWayBack {}

    /**
     * Versions of a schema.
     *
     * @param scripts that take them back
     * @param first whether there was none before, and no history of them; null in records of older versions
     */
    record Schema(
            DatabaseAddress target,
            List<MigrationOrder.Script> scripts,
            List<String> versions,
            @Nullable Boolean first) implements DatabaseWayBack {
        public Schema {
            scripts = List.copyOf(scripts);
            versions = List.copyOf(versions);
        }
    }

    /** Whether a database may be written to. */
    record Freeze(DatabaseAddress target, SqlFreeze.State before) implements DatabaseWayBack {}

    /** For the journal. */
    default String text() {
        JsonMapper json = new JsonMapper();
        return json.createObjectNode()
                .put("kind", this instanceof Copy ? "sql_copy" : this instanceof Schema ? "sql_migrate" : "sql_freeze")
                .set("back", json.valueToTree(this))
                .toString();
    }

    /** @throws IllegalArgumentException where this version does not know the text */
    static DatabaseWayBack read(String text) {
        JsonMapper json = new JsonMapper();
        try {
            JsonNode all = json.readTree(text);
            String kind = all.path("kind").asString("");
            return switch (kind) {
                case "sql_copy" -> json.treeToValue(all.path("back"), Copy.class);
                case "sql_migrate" -> json.treeToValue(all.path("back"), Schema.class);
                case "sql_freeze" -> json.treeToValue(all.path("back"), Freeze.class);
                default ->
                    throw new IllegalArgumentException(
                            "a way back of the kind `" + kind + "` is not known to this version");
            };
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a way back cannot be read by this version", e);
        }
    }
}
