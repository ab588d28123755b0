package io.nightshift.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.Difference;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Program;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.ServiceChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The plan of a small office in words and as a file, compared with {@code office.*}; {@code -Dgolden=write} writes them anew. */
class PlanReportTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/nightshift/core/plan");
    private static final ActingAs ROOT = new ActingAs("", false, "tech", "root", "sudo", List.of());
    private final Digests digests = Digests.fresh(new Random(7));
    private final PlanRecorder recorder = new PlanRecorder(digests, text -> text);

    @Test
    void reads_as_expected() throws Exception {
        RunPlan plan = office();
        compare("office.txt", String.join("\n", PlanReport.lines(plan, "0123abc")) + "\n");
    }

    @Test
    void is_written_and_read_as_expected() throws Exception {
        RunPlan plan = office();
        String text = PlanText.of(plan, digests);
        compare("office.json", text);
        assertThat(PlanText.read(text)).isEqualTo(plan);
        assertThat(PlanText.isGenuine(text, digests)).isTrue();
        assertThat(PlanText.isGenuine(text.replace("desk07", "desk08"), digests))
                .isFalse();
        assertThat(PlanText.isGenuine(text, Digests.fresh(new Random(8)))).isFalse();
    }

    private RunPlan office() {
        List<String> hosts = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            hosts.add(String.format("desk%02d", i));
        }
        hosts.forEach(host -> plan(host, host.equals("desk07")));
        List<RunPlan.Group> groups = recorder.groups(hosts, Map.of("desk12", "`gate`: there is no group `staff`"));
        return new RunPlan(
                "20261129-0131-abcd",
                Instant.parse("2026-11-29T01:31:00Z"),
                "tech",
                "1.0",
                "/srv/office.yml",
                List.of("plan", "office.yml"),
                Map.of("/srv/office.yml", digests.ofText("- hosts: all")),
                groups,
                Map.of("desk99", "no answer within 20 s"));
    }

    private void plan(String host, boolean odd) {
        Probe motd = Probe.Path.withSha256("/etc/motd");
        recorder.read(
                place(host, "p1.t1.a1.c1", "message", "copy"), Map.of(motd, Reading.PathState.absent("/etc/motd")));
        if (!odd) {
            change(
                    host,
                    "p1.t1.a1.c1",
                    "message",
                    FileChange.WriteFile.of("/etc/motd", Content.of("for desks"), new Attributes(null, null, 0644)),
                    new Difference("/etc/motd", "not there", "file, 10 bytes, 0644 root:root"));
        }
        change(
                host,
                "p1.t2.a1.c1",
                "package",
                new PackageChange.Install(
                        PackageManager.APT, List.of(new PackageChange.Wanted("at", null)), List.of(), Map.of()),
                new Difference("package at", "not installed", odd ? "3.2.5-1" : "3.2.5-2"));
        change(host, "p1.t3.a1.c1", "restart", new ServiceChange.Restart("atd", ServiceChange.Restart.Kind.RESTART));
        recorder.later(place(host, "p1.t4", "settings", "lineinfile"));
        recorder.rescue(place(host, "p1.t5", "rescue of import", "block"));
        change(
                host,
                "p1.t5.b1.a1.c1",
                "import",
                new CommandChange.Run(
                        new Program.Argv(List.of("/opt/import", "prices")), null, null, Map.of(), null, false));
    }

    private void change(String host, String path, String task, Change change, Difference... differences) {
        recorder.change(
                place(host, path, task, "copy"), change, change.describe(), change.wayBack(), List.of(differences));
    }

    private static StepPlace place(String host, String path, String task, String module) {
        return new StepPlace(host, path, task, "/srv/office.yml:" + path.charAt(4) + ":7", module, ROOT, false, false);
    }

    private static void compare(String name, String text) throws Exception {
        Path expected = FOLDER.resolve(name);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }
}
