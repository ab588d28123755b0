package io.nightshift.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import io.nightshift.playbooks.Rollout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears what of a run, when servers are well and when they are not. */
class NotifierTest extends ANotifier {
    @Test
    void aMailIsWholeAndTheMailsOfARunMakeOneThread() throws Exception {
        try (Notifier notifier = notifier(byMail(mail.port(), null, DESK, "Übung <ops@example.org>"))) {
            MailSink.Mail first = mail.next();
            notifier.on(new RunEvent.RolloutAborted("5 % failed: hunter2 ü", Rollout.OnAbort.STOP));
            MailSink.Mail second = mail.next();

            assertThat(first.to()).containsExactly(DESK, "ops@example.org");
            assertThat(first.header("Subject")).isEqualTo("[Nightshift] office.yml begins on 3 hosts");
            assertThat(first.header("From")).isEqualTo("nightshift@example.org");
            assertThat(first.header("To")).isEqualTo("desk@example.org, =?UTF-8?Q?=C3=9Cbung?= <ops@example.org>");
            assertThat(first.header("Auto-Submitted")).isEqualTo("auto-generated");
            assertThat(first.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(second.header("References"))
                    .isEqualTo(first.header("References"))
                    .contains("20261129-0001");
            assertThat(second.header("Message-ID")).isNotEqualTo(first.header("Message-ID"));
            assertThat(second.text()).doesNotContain("hunter2");
        }
        assertThat(journal).contains("started: " + DESK + " was told; Übung <ops@example.org> was told");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whereNobodyAnswersTheOthersAreToldOnce() throws Exception {
        try (Notifier notifier = notifier(byMail(mail.port(), Duration.ofMillis(200), DESK))) {
            mail.next();
            notifier.on(new RunEvent.ApprovalWanted("canary", "service_desk"));

            assertThat(mail.next().to()).containsExactly(DESK);
            MailSink.Mail second = mail.next();
            assertThat(second.to()).containsExactly(HEAD);
            assertThat(second.header("Subject")).startsWith("[Nightshift] No answer for 0 s: office.yml: service_desk");
        }
        assertThat(mail.isEmpty()).isTrue();
        assertThat(journal).contains("approval (no answer): " + HEAD + " was told");
    }

    @Test
    void whoHasAnsweredIsNotPassedOver() throws Exception {
        try (Notifier notifier = notifier(byMail(mail.port(), Duration.ofMillis(400), DESK))) {
            mail.next();
            notifier.on(new RunEvent.ApprovalWanted("canary", "service_desk"));
            assertThat(mail.next().to()).containsExactly(DESK);
            notifier.on(new RunEvent.RolloutNote("anna approved what follows ring canary"));
            notifier.on(new RunEvent.RingStarted(2, 2, "broad", List.of("pc02")));
            notifier.on(new RunEvent.RingPassed(2, 2, "broad"));
            assertThat(mail.next().header("Subject")).contains("ring 2 of 2 (broad) is done");
            await().during(Duration.ofMillis(600)).until(mail::isEmpty);
        }
    }

    @Test
    void aServerThatIsBackGetsWhatItMissedAndOneWarningTellsOfIt() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (Notifier notifier = notifier(byMail(port, null, DESK))) {
            await().until(() -> !warnings.isEmpty());
            try (MailSink back = MailSink.startAt(port)) {
                assertThat(back.next().header("Subject")).contains("begins");
                notifier.on(ended());
                assertThat(back.next().header("Subject")).contains("all is well");
            }
        }
        assertThat(warnings)
                .containsExactly(DESK + " could not be told: the mail server cannot be reached; it is tried again");
        assertThat(journal).containsExactly("started: " + DESK + " was told", "ended: " + DESK + " was told");
    }

    @Test
    void aServerThatSaysNothingHoldsUpNeitherTheRunNorItsEndForLong() throws Exception {
        mail.silent();
        long began = System.nanoTime();
        try (Notifier notifier = notifier(byMail(mail.port(), null, DESK), HASTY)) {
            for (int i = 0; i < 20_000; i++) {
                notifier.on(new RunEvent.RingPassed(1, 2, "canary"));
                notifier.on(new RunEvent.HostEnded("pc" + i % 500, HostState.UPDATED, "because"));
            }
            Duration heard = Duration.ofNanos(System.nanoTime() - began);
            assertThat(heard).as("40,000 events").isLessThan(Duration.ofSeconds(2));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        assertThat(warnings)
                .hasSizeBetween(1, 2)
                .allMatch(each -> each.contains("in time") || each.contains("dropped"));
        assertThat(journal).anyMatch(each -> each.contains("was not told, the mail server did not answer in time"));
    }

    @Test
    void oneAddresseeThatIsRefusedKeepsNobodyElseFromBeingTold() throws Exception {
        mail.refusing("gone@example.org");
        try (Notifier notifier = notifier(byMail(mail.port(), null, DESK, "gone@example.org"))) {
            assertThat(mail.next().to()).containsExactly(DESK);
            notifier.on(ended());
            assertThat(mail.next().to()).containsExactly(DESK);
        }
        assertThat(warnings)
                .containsExactly(
                        "gone@example.org could not be told: the server does not take mail for this address (status 550)");
        assertThat(journal).first().asString().contains(DESK + " was told", "gone@example.org was not told");
    }

    @Test
    void aJournalThatCannotBeWrittenStopsNothing() throws Exception {
        try (Notifier notifier = new Notifier(
                byMail(mail.port(), null, DESK),
                "controller1",
                Clock.systemUTC(),
                text -> text,
                warnings::add,
                text -> {
                    throw new IllegalStateException("disk full");
                },
                QUICK)) {
            notifier.on(new RunEvent.RunStarted("20261129-0001", "/srv/office.yml", 3, false, ""));
            assertThat(mail.next()).isNotNull();
            notifier.on(ended());
            assertThat(mail.next()).isNotNull();
        }
    }

    @Test
    void aCheckIsNoRunThatPeopleAreToldOf() throws Exception {
        try (Notifier notifier = notifier(byMail(mail.port(), null, DESK))) {
            mail.next();
            notifier.on(new RunEvent.RunStarted("20261129-0002", "/srv/office.yml", 3, true, ""));
            notifier.on(ended());
        }
        assertThat(mail.isEmpty()).isTrue();
    }
}
