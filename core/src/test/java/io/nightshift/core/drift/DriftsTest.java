package io.nightshift.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.drift.DriftReport.OfHost;
import io.nightshift.core.drift.DriftReport.Since;
import io.nightshift.core.journal.Difference;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.notify.Message;
import io.nightshift.core.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks night after night. Run with {@code -Dgolden=write} to write the reports anew, and read them. */
class DriftsTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/nightshift/core/drift");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant FIRST = Instant.parse("2026-11-26T02:00:00Z");
    private static final Deviation MOTD = deviation("write /etc/motd", "/etc/motd", "12 bytes, mode 0644");
    private static final Deviation CRON = deviation("stop service cron", "service cron", "running");

    @TempDir
    Path work;

    private static Deviation deviation(String change, String what, String before) {
        return new Deviation(
                "as it should be",
                "/srv/site.yml:8:7",
                "copy",
                change,
                List.of(new Difference(what, before, "14 bytes, mode 0644")));
    }

    private static HostCheck found(Deviation... deviations) {
        return new HostCheck(HostCheck.Asked.TO_THE_END, "", List.of(deviations), List.of());
    }

    private static HostCheck off() {
        return new HostCheck(HostCheck.Asked.NOT_AT_ALL, "it does not answer", List.of(), List.of());
    }

    private static CheckRecord night(int number, Map<String, HostCheck> hosts) {
        return new CheckRecord(run(number), "schedule look", hosts);
    }

    private static RunRecord run(int number) {
        Instant at = FIRST.plus(Duration.ofDays(number));
        return new RunRecord(
                "2026112" + (6 + number) + "-020000-aaaa",
                RunRecord.Kind.CHECK,
                null,
                "/srv/site.yml",
                List.of("run", "--check", "site.yml"),
                "root",
                "test",
                at,
                at.plusSeconds(60),
                0,
                at.plusSeconds(60),
                false);
    }

    private static OfHost compared(HostCheck now, HostCheck... earlier) {
        List<CheckRecord> before = IntStream.range(0, earlier.length)
                .mapToObj(i -> night(9 - i, Map.of("pc01", earlier[i])))
                .toList();
        return Drifts.compared(night(9, Map.of("pc01", now)), before).hosts().get(0);
    }

    private static List<Since> since(OfHost host) {
        return host.found().stream().map(DriftReport.Found::since).toList();
    }

    @Test
    void whatWasNotThereTheLastTimeIsNewAndWhatIsNotThereNowIsGone() {
        OfHost host = compared(found(CRON), found(MOTD));

        assertThat(since(host)).containsExactly(Since.NEW, Since.GONE);
        assertThat(host.differs()).isTrue();
        assertThat(host.changed()).isTrue();
    }

    @Test
    void whatStaysIsNothingNew() {
        assertThat(since(compared(found(MOTD), found(MOTD)))).containsExactly(Since.BEFORE);
        assertThat(compared(found(MOTD), found(MOTD)).changed()).isFalse();
        assertThat(compared(found(), found()).changed()).isFalse();
    }

    @Test
    void aPlaybookWhoseLinesMoveChangesNothing() {
        Deviation moved =
                new Deviation(MOTD.task(), "/srv/site.yml:18:7", MOTD.module(), MOTD.change(), MOTD.differences());

        assertThat(since(compared(found(moved), found(MOTD)))).containsExactly(Since.BEFORE);
    }

    @Test
    void theSameThingInAnotherStateIsToldAsThat() {
        Deviation other = deviation("write /etc/motd", "/etc/motd", "99 bytes, mode 0600");

        assertThat(since(compared(found(other), found(MOTD)))).containsExactly(Since.OTHERWISE);
    }

    @Test
    void aPlaybookThatWritesSomethingElseIsNoNewDeviation() {
        HostCheck before = found(deviation("write /etc/motd (14 bytes)", "/etc/motd", "12 bytes"));

        assertThat(since(compared(found(deviation("write /etc/motd (20 bytes)", "/etc/motd", "13 bytes")), before)))
                .containsExactly(Since.OTHERWISE);
    }

    @Test
    void aHostThatWasOffIsComparedWithTheNightItWasAskedLast() {
        OfHost back = compared(found(MOTD, CRON), off(), off(), found(MOTD));

        assertThat(since(back)).containsExactly(Since.BEFORE, Since.NEW);
        assertThat(back.first()).isFalse();
    }

    @Test
    void aHostThatDoesNotAnswerAnyMoreIsToldOnce() {
        assertThat(compared(off(), found(MOTD)).lost()).isTrue();
        assertThat(compared(off(), off(), found(MOTD)).lost()).isFalse();
        assertThat(compared(off(), found(MOTD)).found()).isEmpty();
    }

    @Test
    void ofTasksThatTheCheckDidNotComeToNothingIsGone() {
        HostCheck part = new HostCheck(HostCheck.Asked.IN_PART, "`x` failed", List.of(), List.of());

        assertThat(since(compared(part, found(MOTD)))).isEmpty();
    }

    @Test
    void threeOfTheSameKindAreThree() {
        assertThat(since(compared(found(MOTD, MOTD, MOTD), found(MOTD, MOTD))))
                .containsExactly(Since.BEFORE, Since.BEFORE, Since.NEW);
    }

    @Test
    void theFirstCheckOfAllIsToldWhereSomethingDiffers() {
        assertThat(Drifts.compared(night(1, Map.of("pc01", found(MOTD))), List.of())
                        .changed())
                .isTrue();
        assertThat(Drifts.compared(night(1, Map.of("pc01", found())), List.of()).changed())
                .isFalse();
    }

    @Test
    void checksAreFoundInTheStoreAndThoseThatWereNotKeptToTheirEndAreNot() {
        try (RunStore store = Stores.open(work.resolve("state"))) {
            Map<String, HostCheck> many = new LinkedHashMap<>();
            for (int i = 0; i < 2500; i++) {
                many.put("pc" + i, i == 7 ? found(CRON) : i == 8 ? off() : found(MOTD));
            }
            keep(store, 0, "schedule look", many);
            keep(store, 1, "schedule other", Map.of("pc1", found()));
            many.put("pc9", found());
            keep(store, 2, "schedule look", many);
            store.begin(run(3), Map.of(), List.of()); // killed
            store.note(run(3).id(), "", "drift", "{\"hosts\": [\"pc1\"], \"asked\": \"TO_THE_END\"}");
            store.end(run(3).id(), 0, FIRST);

            DriftReport report = new Drifts(store).newest(check -> true).orElseThrow();

            assertThat(report.run().id()).isEqualTo(run(2).id());
            assertThat(report.earlier().orElseThrow().id()).isEqualTo(run(0).id());
            assertThat(report.hosts()).hasSize(2500);
            assertThat(report.differing()).isEqualTo(2498);
            assertThat(report.hosts().stream().filter(OfHost::changed).map(OfHost::name))
                    .containsExactly("pc9");
            assertThat(store.notes(run(2).id(), "")).as("rows").hasSizeLessThan(8);
            assertThat(new Drifts(store).newest(check -> check.subject().equals("schedule other")))
                    .hasValueSatisfying(other -> assertThat(other.earlier()).isEmpty());
        }
    }

    private static void keep(RunStore store, int number, String subject, Map<String, HostCheck> hosts) {
        store.begin(run(number), Map.of(), List.of());
        CheckNotes.keep(store, run(number).id(), subject, hosts);
        store.end(run(number).id(), 0, run(number).started());
    }

    /** Everything that a report can say, with what a host may say to do harm. */
    private static DriftReport report() {
        Map<String, HostCheck> before = new LinkedHashMap<>();
        Map<String, HostCheck> now = new LinkedHashMap<>();
        for (String host : List.of("pc01", "pc02", "pc03", "pc04")) {
            before.put(host, found(MOTD));
            now.put(host, found(MOTD));
        }
        before.put("pc05", found(MOTD));
        now.put("pc05", found(deviation("write /etc/motd", "/etc/motd", "<b>=1+1</b>\u001b[31m, mode 0600")));
        before.put("pc06", found());
        now.put(
                "pc06",
                new HostCheck(HostCheck.Asked.TO_THE_END, "", List.of(CRON), List.of("build the cache", "=cmd()")));
        before.put("pc07", found(CRON));
        now.put("pc07", found());
        before.put("pc08", found());
        now.put("pc08", off());
        before.put("pc09", found());
        now.put("pc09", new HostCheck(HostCheck.Asked.IN_PART, "`fetch` failed", List.of(CRON), List.of()));
        now.put("pc10", found(MOTD));
        before.put("pc11", found());
        return Drifts.compared(night(1, now), List.of(night(0, before)));
    }

    @ParameterizedTest
    @EnumSource(DriftFormat.class)
    void readsAsExpected(DriftFormat format) throws IOException {
        String text = format.of(report(), LONDON);
        String ending = format == DriftFormat.TEXT ? "txt" : format.name().toLowerCase(Locale.ROOT);
        Path expected = FOLDER.resolve("drift." + ending);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected)).doesNotContain("\u001b");
        assertThat(text).doesNotContain(",=cmd", ",\"=");
    }

    @Test
    void peopleAreToldWhatChangedFirst() {
        Message message = DriftMessage.of(report(), "controller1", FIRST);

        assertThat(message.title()).isEqualTo("schedule look: 8 of 10 hosts differ from the playbook");
        assertThat(message.text())
                .containsExactly("Changed: new on 2 hosts, other than before on 1 host, gone on 1 host,"
                        + " 1 host does not answer any more, 1 host differs that had not been looked at.");
        assertThat(message.hosts())
                .extracting(each -> each.host() + " " + each.state())
                .containsExactly(
                        "pc05 NEW",
                        "pc06 NEW",
                        "pc07 GONE",
                        "pc08 NOT ASKED",
                        "pc09 NEW",
                        "pc10 NEW",
                        "pc01 DIFFERS",
                        "pc02 DIFFERS",
                        "pc03 DIFFERS",
                        "pc04 DIFFERS");
    }
}
