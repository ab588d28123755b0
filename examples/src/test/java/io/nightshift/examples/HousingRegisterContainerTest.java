package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.HostDatabases;
import io.nightshift.core.testing.NeedsTargets;
import io.nightshift.core.testing.TargetFleet;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.core.testing.TargetSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The housing register moves in two windows while its desk is open, goes back at any stage, and stays when it is confirmed. */
@NeedsTargets
class HousingRegisterContainerTest {
    private static final String SECRETS =
            "{register_old_password: old-k7Qx, register_new_password: new-k7Qx, register_keeper_password: keep-k7Qx}";
    private static final String REGISTER = """
            drop database if exists register; create database register character set latin1; use register;
            create table application (id int auto_increment primary key, applicant varchar(60) not null, rooms tinyint not null,
              since datetime not null, key by_rooms (rooms));
            create table home (id int auto_increment primary key, street varchar(80) not null, let_to int null,
              foreign key (let_to) references application (id));
            insert into application (applicant, rooms, since)
              select concat('Käthe O''Brien – ', seq), 1 + seq % 5, '2020-02-29 12:00:00' + interval seq minute from seq_1_to_5000;
            insert into home (street, let_to) select concat('Rue de l''Église ', seq), nullif(seq % 7, 0) from seq_1_to_2000;
            """;

    static TargetFleet fleet;
    static TargetHost old;
    static TargetHost fresh;

    @BeforeAll
    static void start() throws IOException {
        fleet = TargetFleet.start("register1", "register2");
        old = fleet.host("register1");
        fresh = fleet.host("register2");
        HostDatabases.install(old, HostDatabases.MARIADB);
        HostDatabases.install(fresh, HostDatabases.POSTGRESQL);
        maria("""
                create user mover@'%' identified by 'old-k7Qx'; grant all on register.* to mover@'%';
                create user keeper@'%' identified by 'keep-k7Qx'; grant all on *.* to keeper@'%';
                create user desk@localhost identified by 'desk'; grant all on register.* to desk@localhost;
                """);
        Path files = Nightshift.example("housing-register/files");
        old.write("/usr/local/bin/housing-desk", Files.readString(files.resolve("housing-desk")), 0755);
        old.write(
                "/etc/systemd/system/housing-desk.service",
                Files.readString(files.resolve("housing-desk.service")),
                0644);
        old.write("/etc/housing-desk.conf", "ask() { mariadb -u desk -pdesk -N register; }\n", 0600);
        old.sh("mkdir -p /srv/register/exports && systemctl daemon-reload").text();
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @BeforeEach
    void theOldDeskIsOpen() {
        old.sh("systemctl stop housing-desk").text();
        fresh.sh("""
                systemctl disable --now housing-desk; rm -rf /srv/register /etc/housing-desk.conf /usr/local/bin/housing-desk
                rm -f /etc/systemd/system/housing-desk.service; systemctl daemon-reload; cd /
                runuser -u postgres -- dropdb --if-exists register; runuser -u postgres -- dropuser --if-exists register
                """);
        maria("set global read_only = 0");
        maria(REGISTER);
        old.sh("printf 'Name;Zimmer\\r\\n\"K\\344the \\226 \\200\";2\\r\\n' >/srv/register/exports/waiting.csv")
                .text();
        old.sh("systemctl enable --now housing-desk").text();
    }

    private static String maria(String sql) {
        return new HostDatabases(old).maria("", sql);
    }

    private static String postgres(String sql) {
        return new HostDatabases(fresh).postgres("register", sql);
    }

    /** The example as it is, but for what a test must change in it. */
    private static Path example(UnaryOperator<String> playbook, UnaryOperator<String> variables) {
        Path from = Nightshift.example("housing-register");
        try (Stream<Path> files = Files.walk(from)) {
            Path to = Files.createTempDirectory(fleet.folder(), "register");
            for (Path file : files.sorted().toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (!Files.isDirectory(file)) {
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            Path move = to.resolve("move.yml");
            Files.writeString(move, playbook.apply(Files.readString(move)));
            Path all = to.resolve("group_vars/all.yml");
            Files.writeString(all, variables.apply(Files.readString(all)));
            return move;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Nightshift nightshift() {
        return Nightshift.with(
                fleet,
                "register",
                fleet.inventory("deploy") + "[register_old]\nregister1\n[register_new]\nregister2\n");
    }

    private static Ended move(Nightshift nightshift, Path playbook, String... more) {
        List<String> all = new ArrayList<>(List.of("-e", SECRETS));
        all.addAll(List.of(more));
        return nightshift.run(playbook.toString(), all.toArray(String[]::new));
    }

    private static Ended moveNow(Nightshift nightshift, Path playbook) {
        return move(nightshift, playbook, "--ignore-window", "--reason", "a test cannot wait for the night");
    }

    private static int old() {
        return Integer.parseInt(maria("select count(*) from register.application"));
    }

    private static void theOldDeskIsInService() {
        int before = old();
        await().atMost(Duration.ofSeconds(20)).until(() -> old() > before);
        assertThat(maria("select @@global.read_only")).isEqualTo("0");
        assertThat(maria("show tables in register")).isEqualTo("application\nhome");
    }

    private static String window(String name, ZonedDateTime opens, long seconds) {
        return "  " + name + ": {zone: UTC, days: daily, start: \"" + opens.toLocalTime() + "\", duration: " + seconds
                + "s, closing: park}\n";
    }

    @Test
    void itMovesInTwoNightsWaitsToBeConfirmedAndGoesBack() {
        TargetSnapshot before = fresh.snapshot();
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        ZonedDateTime minute = now.truncatedTo(ChronoUnit.MINUTES).minusMinutes(1);
        long closes = Duration.between(minute, now).toSeconds() + 45;
        ZonedDateTime again = minute.plusMinutes(closes / 60 + 1);
        Path playbook = example(
                move -> move.replace("window: overnight", "window: [first, second]"),
                all -> "maintenance_windows:\n" + window("first", minute, closes) + window("second", again, 3600)
                        + all.substring(all.indexOf("old_register:")));
        Nightshift nightshift = nightshift();

        Ended moved = move(nightshift, playbook);

        moved.mustEnd(5, "PARKED");
        assertThat(moved.output())
                .contains("the stage catch_up of `Housing register` comes in the next opening")
                .contains("comes to the stage switch of `Housing register`")
                .contains("`nightshift confirm " + moved.run() + "` ends it for good")
                .doesNotContain("k7Qx");
        assertThat(old.sh("systemctl is-active housing-desk").stdout()).isEqualTo("inactive\n");
        int last = old();
        assertThat(last).isGreaterThan(5000);
        int lastId = Integer.parseInt(maria("select max(id) from register.application"));
        assertThat(postgres("select count(*) from application where id <= " + lastId))
                .isEqualTo(String.valueOf(last));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Integer.parseInt(postgres("select max(id) from application")) > lastId + 2);
        assertThat(postgres("select street from home where id = 1")).isEqualTo("Rue de l'Église 1");
        assertThat(fresh.read("/srv/register/exports/waiting.csv")).isEqualTo("Name,Zimmer\nKäthe – €,2\n");

        nightshift.rollback(moved.run()).mustEnd(0, "ROLLED_BACK");
        theOldDeskIsInService();
        assertThat(before.differencesTo(fresh.snapshot())).isEmpty();
    }

    /** What goes wrong in a stage brings the old desk back into service. */
    @ParameterizedTest
    @ValueSource(strings = {"freeze", "final_copy", "verify", "switch"})
    void whateverFailsBeforeItIsConfirmedTheOldDeskIsInServiceAgain(String stage) {
        TargetSnapshot before = fresh.snapshot();
        String stages = "prepare copy catch_up freeze final_copy verify switch confirm";
        String next =
                stages.substring(stages.indexOf(stage) + stage.length()).strip().split(" ")[0];
        Path playbook = example(
                move -> move.replace(
                        "        " + next + ":\n",
                        "          - {name: It goes wrong, fail: {msg: it went wrong}}\n        " + next + ":\n"),
                all -> all);

        Ended failed = moveNow(nightshift(), playbook);

        failed.mustEnd(1, "ROLLED_BACK");
        assertThat(failed.output()).contains("comes to the stage " + stage).doesNotContain("to the stage " + next);
        theOldDeskIsInService();
        assertThat(before.differencesTo(fresh.snapshot())).isEmpty();
    }

    @Test
    void onceConfirmedItStays() {
        Nightshift nightshift = nightshift();
        Ended moved = moveNow(nightshift, example(move -> move, all -> all));
        moved.mustEnd(5, "PARKED");

        Ended confirmed = nightshift.start(List.of("confirm", moved.run())).await();

        confirmed.mustEnd(0, "UPDATED");
        assertThat(old.sh("systemctl is-enabled housing-desk").stdout()).isEqualTo("disabled\n");
        assertThat(old.sh("zcat /srv/register/last.sql.gz | tail -n 1").stdout())
                .startsWith("-- Dump completed");
        Ended twice = nightshift.start(List.of("confirm", moved.run())).await();
        assertThat(twice.status()).isEqualTo(2);
        assertThat(twice.output()).contains("waits to be confirmed");
        Ended refused = nightshift.rollback(moved.run());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.output()).contains("has confirmed the migration of register2");
        nightshift
                .start(List.of("rollback", "--even-confirmed", moved.run()))
                .await()
                .mustEnd(0, "ROLLED_BACK");
        theOldDeskIsInService();
    }
}
