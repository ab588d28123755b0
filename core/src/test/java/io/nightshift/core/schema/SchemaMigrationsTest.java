package io.nightshift.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of an application, applied and taken back, on embedded databases and a real PostgreSQL. */
class SchemaMigrationsTest {
    private static @Nullable PostgresServer server;
    private static int databases;

    @TempDir
    Path home;

    private Path folder;
    private String url = "";

    @BeforeEach
    void scripts() throws IOException {
        folder = Files.createDirectory(home.resolve("sql"));
        put("V1__houses.sql", "create table houses (id int primary key, name varchar(40));\n");
        put("U1__houses.sql", "drop table houses;\n");
        put("V2__tenants.sql", "create table tenants (name varchar(40)); insert into houses values (1, 'first;--');\n");
        put("U2__tenants.sql", "drop table tenants; delete from houses where name = 'first;--'");
        put("V2.1__views.sql", "create view named as select name from houses;\n");
    }

    @AfterAll
    static void stop() throws Exception {
        PostgresServer running = server;
        if (running != null) {
            running.close();
        }
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void open(String kind) throws Exception {
        databases++;
        if (kind.equals("postgresql")) {
            Assumptions.assumeTrue(PostgresServer.programs().isPresent());
            PostgresServer running = server;
            if (running == null) {
                running = PostgresServer.start(PostgresServer.programs().orElseThrow());
                server = running;
            }
            url = running.url();
            sql("create database d" + databases);
            url = url.replace("/postgres?", "/d" + databases + "?");
        } else {
            url = kind.equals("h2")
                    ? "jdbc:h2:mem:schema" + databases + ";DB_CLOSE_DELAY=-1"
                    : "jdbc:sqlite:" + home.resolve("app.db");
        }
    }

    private SchemaMigrations migrations(@Nullable String baseline, boolean outOfOrder) {
        return new SchemaMigrations(new SchemaOrder(url, null, null, folder, baseline, outOfOrder));
    }

    private SchemaMigrations migrations() {
        return migrations(null, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "sqlite", "postgresql"})
    void whatIsPendingIsToldAppliedAndTakenBack(String kind) throws Exception {
        open(kind);
        SchemaStatus before = migrations().status();
        assertThat(before.version()).isNull();
        assertThat(before.pending())
                .containsExactly(
                        new PendingMigration("1", "V1__houses.sql", true),
                        new PendingMigration("2", "V2__tenants.sql", true),
                        new PendingMigration("2.1", "V2.1__views.sql", false));
        assertThat(before.withoutUndo()).containsExactly("V2.1__views.sql");
        assertThat(before.problems()).isEmpty();
        Files.delete(folder.resolve("V2.1__views.sql"));

        assertThat(migrations().migrate()).containsExactly("1", "2");
        assertThat(migrations().migrate()).isEmpty();
        assertThat(migrations().status().version()).isEqualTo("2");
        assertThat(asked("select name from houses")).containsExactly("first;--");

        put("V3__more.sql", "create table more (x int);\n");
        put("U3__more.sql", "drop table more;\n");
        assertThat(migrations().migrate()).containsExactly("3");
        migrations().undo(List.of("3"), false);
        migrations().undo(List.of("3"), false);
        assertThat(asked("select \"version\" from \"flyway_schema_history\" where \"version\" is not null order by 1"))
                .containsExactly("1", "2");
        migrations().undo(List.of("1", "2"), true);
        assertThatThrownBy(() -> asked("select 1 from \"flyway_schema_history\""))
                .isInstanceOf(SQLException.class);
        migrations().undo(List.of("1", "2"), true);

        SchemaStatus after = migrations().status();
        assertThat(after.pending()).hasSize(3);
        assertThat(after.problems()).isEmpty();
        assertThatThrownBy(() -> asked("select 1 from houses")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> asked("select 1 from nightshift_undo_history")).isInstanceOf(SQLException.class);
        assertThat(migrations().migrate()).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatFailsTellsHowFarItCame(String kind) throws Exception {
        open(kind);
        Files.delete(folder.resolve("V2.1__views.sql"));
        put("V3__broken.sql", "create table broken (x int); insert into nowhere values (1);\n");

        SchemaFailure failure =
                catchThrowableOfType(SchemaFailure.class, () -> migrations().migrate());

        assertThat(failure.applied()).containsExactly("1", "2");
        assertThat(failure).hasMessageStartingWith("V3__broken.sql failed: ");
        assertThat(failure.getMessage()).containsIgnoringCase("nowhere");
        if (kind.equals("postgresql")) {
            assertThat(failure.half()).isNull();
            migrations().undo(failure.applied(), false);
            assertThat(migrations().status().version()).isNull();
            assertThat(migrations().status().problems()).isEmpty();
        } else {
            assertThat(failure.half()).isEqualTo("3");
            assertThatThrownBy(() -> migrations().undo(failure.applied(), false))
                    .hasMessage(
                            "Version 3 is applied in part; nothing was taken back. Bring the database back from its dump.");
            assertThat(migrations().status().problems())
                    .containsExactly(
                            "Version 3 failed half-way before. Bring the database back from a dump, or mend it and"
                                    + " take the version's row out of flyway_schema_history.");
        }
    }

    @Test
    void anUndoThatFailsHasTakenNothingBack() throws Exception {
        open("postgresql");
        put("U2__tenants.sql", "drop table tenants; select nothing from nowhere;");
        Files.delete(folder.resolve("V2.1__views.sql"));
        migrations().migrate();

        assertThatThrownBy(() -> migrations().undo(List.of("2"), false))
                .isInstanceOf(SchemaFailure.class)
                .hasMessageContaining("nowhere");

        assertThat(asked("select count(*) from tenants")).containsExactly("0");
        assertThat(migrations().status().version()).isEqualTo("2");
    }

    @Test
    void onlyWhatMayBeUndoneIs() throws Exception {
        open("h2");
        migrations().migrate();
        assertThatThrownBy(() -> migrations().undo(List.of("2", "2.1"), false))
                .hasMessage("Version 2.1 has no script U2.1__….sql; nothing was taken back."
                        + " Bring the database back from its dump.");
        assertThatThrownBy(() -> migrations().undo(List.of("2"), false))
                .hasMessage("Version 2.1 is applied as well, and may need 2; nothing was taken back.");
    }

    @Test
    void problemsAreNamedBeforeAnythingIsDone() throws Exception {
        open("h2");
        migrations().migrate();
        put("V1__houses.sql", "create table houses (id bigint primary key);\n");
        put("V1.5__late.sql", "create table late (x int);\n");
        Files.delete(folder.resolve("V2__tenants.sql"));

        assertThat(migrations().status().problems())
                .containsExactlyInAnyOrder(
                        "Version 1 was changed after it was applied: V1__houses.sql is not the text that the database has seen."
                                + " Bring the old text back, and put the change into a new version.",
                        "Version 1.5 (V1.5__late.sql) is older than 2.1, which the database is at."
                                + " Give it a later number, or say `out_of_order: yes`.",
                        "The database has version 2, of which there is no script here.");
        assertThatThrownBy(() -> migrations().migrate()).isInstanceOf(SchemaFailure.class);
    }

    @Test
    void anOlderVersionMayComeLater() throws Exception {
        open("h2");
        migrations().migrate();
        put("V1.5__late.sql", "create table late (x int);\n");
        assertThat(migrations(null, true).migrate()).containsExactly("1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "sqlite", "postgresql"})
    void aSchemaThatWasThereBeforeItsMigrationsSaysWhatItIs(String kind) throws Exception {
        open(kind);
        sql("create table houses (id int primary key, name varchar(40))");
        assertThat(migrations().status().problems())
                .containsExactly("The schema holds tables or views (1), but no history of migrations."
                        + " Say with `baseline` which version it is at.");
        assertThat(migrations("1", false).migrate()).containsExactly("2", "2.1");
    }

    @Test
    void whatIsWrongWithTheFolderOrTheLoginIsSaid() throws Exception {
        open("h2");
        put("U1.0__again.sql", "drop table houses;\n");
        assertThatThrownBy(this::migrations)
                .hasMessage("Both U1.0__again.sql and U1__houses.sql undo version 1; there may be one.");
        Path none = home.resolve("none");
        assertThatThrownBy(() -> new SchemaMigrations(new SchemaOrder(url, null, null, none, null, false)))
                .hasMessage("There is no folder " + none + " with scripts that migrate the schema.");
        Files.delete(folder.resolve("U1.0__again.sql"));
        try (Connection first = DriverManager.getConnection("jdbc:h2:mem:locked", "sa", "right")) {
            assertThat(first.isValid(1)).isTrue();
            SchemaOrder wrong = new SchemaOrder("jdbc:h2:mem:locked", "sa", "wr0ng-secret", folder, null, false);
            assertThat(wrong.toString()).doesNotContain("wr0ng");
            assertThatThrownBy(() -> new SchemaMigrations(wrong).status())
                    .hasMessageContaining("Wrong user name or password")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wr0ng"));
        }
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private List<String> asked(String text) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }
}
