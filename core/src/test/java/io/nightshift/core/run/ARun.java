package io.nightshift.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.plan.Planned;
import io.nightshift.core.transport.Transport;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.playbooks.Playbook;
import io.nightshift.playbooks.TemplateValues;
import io.nightshift.playbooks.builtin.ModuleCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

/** One run in a test, told like a sentence: {@code aRun().of("- hosts: all …").on("one", "two").go()}. */
final class ARun {
    private static final Random IDS = new Random(1);
    private final AFolder folder = new AFolder();
    private final Map<String, Object> extra = new LinkedHashMap<>();
    private final Map<String, Object> prompted = new LinkedHashMap<>();
    private Path playbook = folder.path().resolve("site.yml");
    private int forks = 10;
    private boolean check;
    private boolean diff;
    private Set<String> tags = Set.of();
    private Set<String> skipTags = Set.of();
    private String start;
    private List<String> limit;
    private final Redactor redactor = new Redactor();
    private Transport local = House.LOCAL;
    private Transport ssh = House.LOCAL;
    private Duration connectLimit = Duration.ofSeconds(10);
    private int verbosity;
    private BiConsumer<RunEvent, RunEngine.Handle> watcher = (event, handle) -> {};
    private RunStore store = House.STORE;
    private boolean resumes;
    private String id = "";
    private Duration lockTimeout = Duration.ZERO;
    private boolean retake;
    private Planned planned = Planned.NOT;
    private Sharing sharing;

    private ARun() {
        extra.put("work", work().toString());
    }

    static ARun aRun() {
        return new ARun();
    }

    /** The folder that playbooks know as {@code work}. */
    Path work() {
        return folder.work();
    }

    ARun of(String text) {
        return file("site.yml", text);
    }

    ARun ofFile(Path file) {
        playbook = file;
        return this;
    }

    ARun file(String name, String text) {
        folder.write(name, text);
        return this;
    }

    /** Hosts with a local connection. */
    ARun on(String... hosts) {
        folder.addHosts(String.join("\n", hosts) + "\n[all:vars]\nansible_connection=local\n");
        return this;
    }

    ARun inventory(String ini) {
        folder.addHosts(ini);
        return this;
    }

    ARun inventoryFile(Path file) {
        folder.inventoryIs(file);
        return this;
    }

    /** Hosts pc01 to pc06 of the demo fleet, over SSH. */
    ARun onTheFleet() {
        folder.inventoryIs(House.fleet().inventory());
        ssh = House.ssh();
        return this;
    }

    /** Hosts of the inventory, over this transport. */
    ARun overSsh(Transport transport) {
        ssh = transport;
        return this;
    }

    ARun connectingWithin(Duration limit) {
        connectLimit = limit;
        return this;
    }

    /** Shows facts in results, too. */
    ARun verbosely() {
        verbosity = 1;
        return this;
    }

    ARun forks(int most) {
        forks = most;
        return this;
    }

    ARun inCheckMode() {
        return inCheckMode(true);
    }

    ARun inCheckMode(boolean yes) {
        check = yes;
        return this;
    }

    ARun withDiff() {
        diff = true;
        return this;
    }

    ARun tags(String... names) {
        tags = Set.of(names);
        return this;
    }

    ARun skipTags(String... names) {
        skipTags = Set.of(names);
        return this;
    }

    ARun startingAt(String task) {
        start = task;
        return this;
    }

    ARun limitedTo(String... hosts) {
        limit = List.of(hosts);
        return this;
    }

    ARun with(String name, Object value) {
        extra.put(name, value);
        return this;
    }

    ARun answering(String name, Object value) {
        prompted.put(name, value);
        return this;
    }

    ARun hiding(String secret) {
        redactor.hide(secret);
        return this;
    }

    ARun over(Transport transport) {
        local = transport;
        return this;
    }

    ARun watchedBy(BiConsumer<RunEvent, RunEngine.Handle> watching) {
        watcher = watching;
        return this;
    }

    /** Journalled here instead of in the store of all tests. */
    ARun journalledIn(RunStore other) {
        store = other;
        return this;
    }

    ARun waitingForHosts(Duration most) {
        lockTimeout = most;
        return this;
    }

    /** Also where another run has worked since. */
    ARun retaking() {
        retake = true;
        return this;
    }

    /** A check that this plan is written from, or a run that is held to it. */
    ARun under(Planned plan) {
        planned = plan;
        return this;
    }

    /** The same run once more, from where its journal stands. */
    Told resume() {
        resumes = true;
        return go();
    }

    String id() {
        return id;
    }

    /** Lets other controllers help. */
    ARun sharedBy(Sharing others) {
        sharing = others;
        return this;
    }

    Told go() {
        if (!resumes) {
            synchronized (IDS) {
                id = RunIds.next(Instant.now(), ZoneOffset.UTC, IDS);
            }
        }
        Heard heard = new Heard(watcher);
        RunResult result = engine().with(planned).run(order(resumes).with(sharing), heard, redactor, heard::handle);
        return new Told(result, heard.events(), folder.path());
    }

    private Readers readers() {
        return new Readers(
                null,
                new ModuleCatalogue(House.MODULES),
                new TemplateValues(House.TEMPLATES, extra),
                List.of(),
                List.of(),
                "controller",
                extra,
                Texts.DISK);
    }

    RunEngine engine() {
        RunServices services = House.services(ssh, local, store);
        return new RunEngine(services, readers(), (question, echo) -> Optional.of("typed"), new Random(3));
    }

    RunEngine.Order order(boolean resumed) {
        Diagnostics problems = new Diagnostics(folder.path());
        Playbook read = readers().playbooks(problems).read(playbook);
        Inventory hosts = folder.inventory(playbook, problems);
        assertThat(problems.hasErrors()).as(problems.render()).isFalse();
        RunSettings settings = House.settings(
                forks,
                check,
                diff,
                tags,
                skipTags,
                start,
                extra,
                verbosity,
                connectLimit,
                Duration.ofSeconds(2),
                lockTimeout,
                retake);
        Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
        read.plays().forEach(play -> answers.put(play.path(), prompted));
        return new RunEngine.Order(
                id,
                check ? RunRecord.Kind.CHECK : RunRecord.Kind.RUN,
                read,
                hosts,
                settings,
                limit,
                Map.of(),
                List.of(),
                "tester",
                "test",
                Duration.ofDays(1),
                answers,
                "",
                resumed);
    }
}
