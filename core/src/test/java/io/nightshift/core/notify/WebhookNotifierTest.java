package io.nightshift.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.RunEvent;
import io.nightshift.core.window.Closing;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a chat or another service hears by its webhook: of windows that close, and where it does not answer well. */
class WebhookNotifierTest extends ANotifier {
    @Test
    void hostsWhoseWindowsCloseTogetherMakeOneMessage() throws Exception {
        try (Notifier notifier = notifier(byWebhook(hook.url("/in")))) {
            assertThat(hook.next()).contains("begins on 3 hosts");
            IntStream.range(0, 500)
                    .parallel()
                    .forEach(i ->
                            notifier.on(new RunEvent.WindowClosed("pc" + i, Closing.PARK, "closed before `office`")));

            assertThat(hook.next()).contains("with work left on 500 hosts", "\"more_hosts\":480");
            notifier.on(ended());
        }
        assertThat(hook.next()).contains("all is well");
        assertThat(hook.isEmpty()).isTrue();
    }

    @Test
    void windowsThatHaveJustClosedAreToldBeforeTheEnd() throws Exception {
        try (Notifier notifier = notifier(byWebhook(hook.url("/in")))) {
            notifier.on(new RunEvent.WindowClosed("pc1", Closing.UNDO, "closed before `office`"));
            notifier.on(ended());
        }
        assertThat(hook.next()).contains("begins");
        assertThat(hook.next()).contains("with work left on 1 host");
        assertThat(hook.next()).contains("all is well");
    }

    @Test
    void aWindowThatWillCloseOnWorkIsToldBeforehand() throws Exception {
        try (Notifier notifier = notifier(byWebhook(hook.url("/in")))) {
            notifier.on(new RunEvent.WindowClosing(Instant.parse("2026-11-30T04:00:00Z"), 12));
            notifier.on(ended());
        }
        assertThat(hook.next()).contains("begins");
        assertThat(hook.next()).contains("maintenance windows close at ", "with work left on 12 hosts");
        assertThat(hook.next()).contains("all is well");
    }

    @Test
    void aWebhookIsTriedAgainUntilItTakesTheMessage() throws Exception {
        hook.answering(500, 429);
        try (Notifier notifier = notifier(byWebhook(hook.url("/in")))) {
            assertThat(hook.next()).contains("begins");
        }
        assertThat(hook.asked).hasValue(3);
        assertThat(warnings).containsExactly("chat could not be told: it answers with status 500; it is tried again");
    }

    @Test
    void anAddressThatIsNotValidAnyMoreIsTriedOnce() throws Exception {
        hook.answering(410);
        notifier(byWebhook(hook.url("/services/SECRET"))).close();
        assertThat(hook.asked).hasValue(1);
        assertThat(warnings)
                .containsExactly(
                        "chat could not be told: it answers with status 410: its address is not valid any more, or not complete");
        assertThat(journal.toString() + warnings).doesNotContain("SECRET");
    }

    @Test
    void aRedirectIsFollowedOnTheSameServerOnly() throws Exception {
        try (HookSink other = HookSink.start()) {
            hook.leading("/moved", "/in").leading("/away", other.url("/in").toString());
            notifier(byWebhook(hook.url("/moved"))).close();
            notifier(byWebhook(hook.url("/away"))).close();

            assertThat(hook.next()).contains("begins");
            assertThat(other.asked).hasValue(0);
            assertThat(warnings)
                    .containsExactly(
                            "chat could not be told: it answers with status 307, a redirect to another server");
        }
    }
}
