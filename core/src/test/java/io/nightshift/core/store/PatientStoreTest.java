package io.nightshift.core.store;

import static io.nightshift.core.store.Records.EVENING;
import static io.nightshift.core.store.Records.aHold;
import static io.nightshift.core.store.Records.aHost;
import static io.nightshift.core.store.Records.aRun;
import static io.nightshift.core.store.Records.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.StepRecord.State;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that fails for a while, with or without having saved what it was asked to. */
@Timeout(60)
final class PatientStoreTest {
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final StoreWaiting waiting = new StoreWaiting(said::add, Duration.ofMillis(5));
    private final AtomicInteger failures = new AtomicInteger();
    private RunStore kept;
    private RunStore store;
    private boolean savesBeforeItFails;
    private boolean losesNotes;

    @BeforeEach
    void open(@TempDir Path folder) {
        kept = Stores.openEmbedded(StoreFolder.prepare(folder.resolve("state")), Map.of())
                .asStore();
        store = PatientStore.over(failing(), waiting);
        store.begin(aRun("r1"), Map.of("site.yml", "- hosts: all\n"), List.of(aHost("web1"), aHost("web2")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Fails as often as {@link #failures} says. */
    private RunStore failing() {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("note") && losesNotes) {
                        return null;
                    }
                    boolean fails = !method.getName().equals("close")
                            && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                    try {
                        Object answer = !fails || savesBeforeItFails ? method.invoke(kept, arguments) : null;
                        if (fails) {
                            losesNotes = false;
                            throw new UnavailableException("The disk is full.", new IOException("test"));
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whatCannotBeWrittenIsWaitedForAndSaidOnce() {
        failures.set(3);
        store.intend(aStep("r1", "web1", 1), aHold("r1"));

        assertThat(kept.steps("r1", "web1")).hasSize(1);
        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .startsWith("The disk is full. Nothing new begins")
                .contains("goes on by itself");
        assertThat(said.get(1)).isEqualTo("the journal can be written again; the run goes on");
        assertThat(waiting.isWaiting()).isFalse();
    }

    @Test
    void whatWasSavedBeforeTheAnswerWasLostIsNotSavedTwice() {
        savesBeforeItFails = true;
        failures.set(1);
        store.intend(aStep("r1", "web1", 1), aHold("r1"));
        failures.set(1);
        store.conclude(aStep("r1", "web1", 1).id(), State.DONE, "well", EVENING);
        failures.set(1);
        store.note("r1", "web1", "fact:x", "1");
        failures.set(1);
        store.begin(aRun("r2"), Map.of(), List.of());

        assertThat(kept.steps("r1", "web1")).singleElement().matches(step -> step.state() == State.DONE);
        assertThat(kept.notes("r1", "web1")).containsExactly(Map.entry("fact:x", "1"));
        assertThat(kept.run("r2")).isPresent();
    }

    @Test
    void notesThatAreLostOnTheirWayAreMadeAgainBeforeWhatTheyLedTo() {
        store.note("r1", "web1", "fact:x", "1");
        losesNotes = true;
        store.note("r1", "web1", "fact:x", "2");
        store.note("r1", "web1", "fact:y", "3");
        failures.set(1);
        store.host("r1", "web1", HostState.UPDATED, null, EVENING);

        assertThat(kept.notes("r1", "web1"))
                .containsExactly(Map.entry("fact:x", "1"), Map.entry("fact:x", "2"), Map.entry("fact:y", "3"));
    }

    @Test
    void theEndOfARunMakesLostNotesAgainToo() {
        losesNotes = true;
        store.note("r1", "web1", "fact:x", "1");
        failures.set(2);
        store.end("r1", 0, EVENING);

        assertThat(kept.notes("r1", "web1")).containsExactly(Map.entry("fact:x", "1"));
        assertThat(kept.run("r1").orElseThrow().exitCode()).isZero();
    }

    @Test
    void aRefusalIsNotWaitedFor() {
        store.intend(aStep("r1", "web1", 1), aHold("r1"));

        assertThatThrownBy(() -> store.intend(aStep("r1", "web1", 1), aHold("r1")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is there already");
        assertThat(said).isEmpty();
    }

    @Test
    void aRefusalAfterWaitingIsToldAndEndsTheWaiting() {
        failures.set(2);

        assertThatThrownBy(() -> store.end("r9", 0, EVENING)).hasMessageStartingWith("The store knows no run r9");
        assertThat(waiting.isWaiting()).isFalse();
    }

    @Test
    void manyHostsWaitTogetherAndAreToldOfOnce() {
        failures.set(30);
        List<String> wrong = Threads.inParallel(20, number -> {
            for (int sequence = 1; sequence <= 5; sequence++) {
                store.note("r1", "pc" + number, "n", "" + sequence);
                store.intend(aStep("r1", "pc" + number, sequence), aHold("r1"));
            }
        });

        assertThat(wrong).isEmpty();
        for (int number = 0; number < 20; number++) {
            assertThat(kept.steps("r1", "pc" + number)).hasSize(5);
            assertThat(kept.notes("r1", "pc" + number))
                    .extracting(Map.Entry::getValue)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 5).mapToObj(i -> "" + i).toList());
        }
        assertThat(said.size()).isLessThan(20);
        assertThat(said.size() % 2).isZero();
    }
}
