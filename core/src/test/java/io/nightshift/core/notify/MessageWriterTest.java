package io.nightshift.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.window.Closing;
import io.nightshift.playbooks.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What every message says in every form, compared with files. Run with {@code -Dgolden=write} to write them anew, and read them. */
class MessageWriterTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/nightshift/core/notify/messages");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T01:15:02Z"), LONDON);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String RUN = "20261128-221500-k3f9";

    /** What a host may say, hoping that somebody's program obeys it. */
    private static final String NASTY =
            "`fetch` failed: <script>alert(1)</script> <!channel> [here](http://evil) *x* \u001b[31mred\u202e hunter2";

    private final MessageWriter writer = new MessageWriter(
            new RunEvent.RunStarted(RUN, "/srv/rollouts/office.yml", 12, false, ""),
            "controller1",
            CLOCK,
            text -> text.replace("hunter2", "********"));
    private final HostTally hosts = new HostTally();

    private Map<String, Message> messages() {
        Map<String, Message> all = new LinkedHashMap<>();
        all.put("started", writer.started());
        hosts.through("pc01");
        hosts.through("pc02");
        all.put("ring", writer.ringDone(new RunEvent.RingPassed(1, 3, "canary"), hosts));
        hosts.ended("pc03", HostState.ROLLED_BACK, NASTY.replace("hunter2", "********"));
        hosts.ended("pc04", HostState.WAITING, "it does not answer, and is waited for until Sun 13 Dec 23:15");
        all.put("approval", writer.approvalWanted(new RunEvent.ApprovalWanted("pilot", "service_desk"), hosts));
        all.put("escalated", all.get("approval").escalated(MessageWriter.time(Duration.ofMinutes(30))));
        all.put(
                "abort",
                writer.aborted(
                        new RunEvent.RolloutAborted(
                                "2 of 12 hosts are unhealthy, and the limit is 2", Rollout.OnAbort.UNDO_RING),
                        hosts));
        all.put(
                "closing",
                writer.windowClosing(new RunEvent.WindowClosing(Instant.parse("2026-11-29T04:00:00Z"), 7), hosts));
        all.put(
                "window",
                writer.windowClosed(
                        List.of(
                                new RunEvent.WindowClosed(
                                        "pc05", Closing.PARK, "its maintenance window closed before `office`"),
                                new RunEvent.WindowClosed(
                                        "pc06", Closing.UNDO, "its maintenance window closed before `fonts`")),
                        hosts));
        Map<String, HostState> states = new LinkedHashMap<>();
        for (int i = 1; i <= 30; i++) {
            states.put(String.format("pc%02d", i), i < 3 ? HostState.UPDATED : HostState.ROLLED_BACK);
        }
        states.put("pc07", HostState.UNKNOWN);
        all.put(
                "failed",
                writer.ended(new RunEvent.RunEnded(
                        RUN, 4, states, Map.of("pc03", NASTY, "pc07", "nobody knows\nmore"), Duration.ofMinutes(83))));
        all.put(
                "well",
                writer.ended(new RunEvent.RunEnded(
                        RUN, 0, Map.of("pc01", HostState.UPDATED), Map.of("pc01", ""), Duration.ofSeconds(42))));
        all.put(
                "waiting",
                writer.ended(new RunEvent.RunEnded(
                        RUN,
                        5,
                        Map.of("pc04", HostState.WAITING),
                        Map.of("pc04", "it does not answer"),
                        Duration.ofDays(14))));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> readsAsExpected() {
        return messages().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> compare(each.getKey(), each.getValue())));
    }

    private static void compare(String name, Message message) throws IOException {
        StringBuilder all = new StringBuilder();
        all.append("Subject: ").append(MailText.subject(message)).append("\n\n");
        all.append(MailText.body(message, LONDON));
        for (Webhook.Form form : Webhook.Form.values()) {
            JsonNode tree = JSON.readTree(WebhookChannel.text(form, message));
            all.append("\n=== ")
                    .append(form)
                    .append("\n")
                    .append(JSON.writeValueAsString(tree))
                    .append('\n');
        }
        Path expected = FOLDER.resolve(name + ".txt");
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(expected, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(expected));
    }

    @Test
    void whatAHostSaysIsObeyedNowhereAndNoSecretIsInIt() {
        for (Message message : messages().values()) {
            assertThat(MailText.body(message, LONDON)).doesNotContain("\u001b", "\u202e", "hunter2");
            for (Webhook.Form form : Webhook.Form.values()) {
                String text = WebhookChannel.text(form, message);
                assertThat(text)
                        .doesNotContain(
                                "\u001b",
                                "\u202e",
                                "\\u001b",
                                "\\u202e",
                                "hunter2",
                                "\"TextBlock\"",
                                "\"mrkdwn\":true");
                assertThat(text.length())
                        .as("Teams takes 28 kB, and Slack 3,000 characters a block")
                        .isLessThan(20_000);
            }
            assertThat(JSON.readTree(WebhookChannel.text(Webhook.Form.SLACK, message))
                            .get("text")
                            .asString())
                    .doesNotContain("<", ">");
        }
    }

    @Test
    void aTitleOfManyLinesStaysOneLine() {
        Message message = writer.approvalWanted(
                new RunEvent.ApprovalWanted("x\r\nBcc: everybody@example.org", "y".repeat(5000)), hosts);

        assertThat(MailText.subject(message)).doesNotContain("\r", "\n");
        assertThat(MailText.subject(message).length()).isLessThan(330);
    }
}
