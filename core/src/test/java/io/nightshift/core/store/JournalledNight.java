package io.nightshift.core.store;

import static io.nightshift.core.store.Records.EVENING;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.journal.RunStore.HostRecord;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.journal.StepRecord.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Does to a store what a run does: hosts side by side, each with steps, notes and states, of all sizes. */
final class JournalledNight {
    private final Acknowledged acknowledged;
    private final Random random;
    private int runs;

    JournalledNight(Acknowledged acknowledged, Random random) {
        this.acknowledged = acknowledged;
        this.random = random;
    }

    /** One run of some hosts with so many steps each; the messages of what failed. */
    List<String> run(RunStore store, int hosts, int steps) {
        RunRecord run = Records.aRun("r" + ++runs);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("site.yml", text(random, 30_000));
        texts.put("hosts.ini", text(random, 500));
        List<HostRecord> names = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            names.add(Records.aHost("pc" + i));
        }
        try {
            acknowledged.tell(
                    "texts " + run.id(),
                    texts,
                    () -> acknowledged.tell("run " + run.id(), run, () -> store.begin(run, texts, names)));
        } catch (StoreException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        long seed = random.nextLong();
        List<String> failures = Threads.inParallel(hosts, number -> {
            Random own = new Random(seed + number);
            host(store, run.id(), "pc" + number, steps, own);
        });
        if (!failures.isEmpty()) {
            return failures;
        }
        try {
            end(store, run);
            return List.of();
        } catch (StoreException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private void end(RunStore store, RunRecord run) {
        HostRecord added = Records.aHost("late" + runs);
        String thing = "run " + run.id();
        acknowledged.tell("host " + run.id() + " " + added.name(), added, () -> store.addHost(run.id(), added));
        acknowledged.tell(thing, Acknowledged.ended(run, 1), () -> store.end(run.id(), 1, EVENING.plusSeconds(1)));
        acknowledged.tell(thing, run, () -> store.reopen(run.id()));
        acknowledged.tell(thing, Acknowledged.ended(run, 4), () -> store.end(run.id(), 4, EVENING.plusSeconds(4)));
    }

    private void host(RunStore store, String run, String host, int steps, Random own) {
        state(store, run, host, HostState.RUNNING, null);
        for (int sequence = 1; sequence <= steps; sequence++) {
            List<Runnable> noted = new ArrayList<>();
            for (int i = own.nextInt(3); i > 0; i--) {
                String value = sequence + "." + i + text(own, 9000);
                noted.addAll(acknowledged.note(
                        "notes " + run + " " + host, value, () -> store.note(run, host, "fact:x", value)));
            }
            StepRecord step = Records.aStep(run, host, sequence);
            String thing = "step " + run + " " + host + " " + sequence;
            acknowledged.tell(thing, step, () -> store.intend(step, Records.aHold(run)));
            noted.forEach(Runnable::run);
            String message = own.nextBoolean() ? null : text(own, 200);
            State state = own.nextInt(4) == 0 ? State.FAILED : State.DONE;
            acknowledged.tell(
                    thing,
                    Acknowledged.concluded(step, state, message),
                    () -> store.conclude(step.id(), state, message, EVENING.plusSeconds(99)));
        }
        state(store, run, host, HostState.UPDATED, text(own, 100));
    }

    private void state(RunStore store, String run, String host, HostState state, String detail) {
        HostRecord known = Records.aHost(host);
        HostRecord now = new HostRecord(host, known.ring(), state, detail, known.connection(), EVENING.plusSeconds(5));
        acknowledged.tell("host " + run + " " + host, now, () -> store.host(run, host, state, detail, now.updated()));
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
