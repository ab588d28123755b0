package io.nightshift.core.run;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.plan.Planned;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.record.RunNotes;
import io.nightshift.core.rollout.Tally;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.store.StoreException;
import io.nightshift.inventory.Host;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What all parts of one run share. */
final class RunContext {
    final String id;
    final RunSettings settings;
    final Templates templates;
    final Lookups lookups;
    final Modules modules;
    final Platform platform;
    final Connections connections;
    final RunStore store;
    final Redactor redactor;
    final RunEvent.Listener listener;
    final Clock clock;
    final Pace pace;
    final Drivers drivers;
    final Readers readers;
    final RunNotes notes;
    final DeadMen deadMen;
    final Starts starts = new Starts(this);
    final Tally tally = new Tally();
    final Statistics statistics = new Statistics();
    final RunControls controls;
    final HostWindows windows;
    final TreeComparisons comparisons;
    final Timing timing;
    /** The playbook's file, under which times are remembered. */
    final Path playbook;
    /** When the run began, whichever process that was. */
    final Instant begun;

    final Holds holds;
    /** Who else works on hosts of this run. */
    final SharedHosts shared;
    /** Whether another controller makes the run, and this one only works on hosts that it was given. */
    final boolean helps;
    /** What this run has to do with a plan; set before the first host is touched. */
    volatile Planned planned = Planned.NOT;
    /** Set when a later process has taken the run over: nothing of this one is written down any more. */
    final AtomicBoolean takenOver = new AtomicBoolean();
    /** Set by the first Ctrl-C: steps in flight end, then every host parks. */
    final AtomicBoolean stopping = new AtomicBoolean();

    private volatile Inventory inventory;
    private volatile Map<String, List<String>> groups = Map.of();
    private final Map<String, List<String>> groupNames = new ConcurrentHashMap<>();
    private final Map<String, HostMemory> memories = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> inventoryVariables = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> varsFiles = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    RunContext(
            String id,
            RunSettings settings,
            Inventory inventory,
            RunServices services,
            Connections connections,
            Redactor redactor,
            Readers readers,
            RunNotes notes,
            Holds holds,
            Timing timing,
            Path playbook,
            @Nullable Sharing sharing,
            RunEvent.Listener listener) {
        this.id = id;
        this.settings = settings;
        this.inventory = inventory;
        this.templates = services.templates();
        this.lookups = services.lookups();
        this.modules = services.modules();
        this.platform = services.platform();
        this.store = services.store();
        this.comparisons = new TreeComparisons(services.clock());
        this.clock = services.clock();
        this.pace = services.pace();
        this.drivers = services.drivers();
        this.deadMen = new DeadMen(this, pace);
        this.connections = connections;
        this.redactor = redactor;
        this.readers = readers;
        this.notes = notes;
        this.holds = holds;
        this.timing = timing;
        this.playbook = playbook;
        this.listener = listener;
        this.begun =
                notes.resumed() ? store.run(id).map(RunRecord::started).orElseGet(clock::instant) : clock.instant();
        this.controls = new RunControls(this);
        this.helps = sharing != null && sharing.helps();
        this.shared = new SharedHosts(this, helps ? null : sharing);
        this.windows = new HostWindows(this, timing.windows(), timing.ignored() != null);
    }

    Inventory inventory() {
        return inventory;
    }

    /** A host or group that joined at run time. */
    synchronized void inventory(java.util.function.UnaryOperator<Inventory> change) {
        inventory = change.apply(inventory);
        inventoryVariables.clear();
        groupNames.clear();
        groups = Map.of();
    }

    /** Members of all groups, as the inventory has them now. */
    Map<String, List<String>> groups() {
        Map<String, List<String>> known = groups;
        if (known.isEmpty()) {
            synchronized (this) {
                known = inventory.groupMembers();
                groups = known;
            }
        }
        return known;
    }

    /** The groups a host is in, in alphabetical order, without {@code all}. */
    List<String> groupNames(HostMemory host) {
        return groupNames.computeIfAbsent(
                host.name(),
                name -> inventory.groupsOf(host.host).stream()
                        .map(io.nightshift.inventory.Group::name)
                        .filter(group -> !group.equals("all"))
                        .sorted()
                        .toList());
    }

    boolean knows(String host) {
        return inventory.host(host).isPresent() || host.equals("localhost");
    }

    /** Memory of a host; one that the inventory does not have counts as a bare name. */
    HostMemory memory(String name) {
        return memories.computeIfAbsent(
                name, n -> new HostMemory(inventory.host(n).orElseGet(() -> new Host(n, true)), notes.of(n)));
    }

    Map<String, Object> inventoryVariables(HostMemory host) {
        return inventoryVariables.computeIfAbsent(host.name(), name -> {
            Map<String, Object> all = new java.util.LinkedHashMap<>();
            inventory.host(name).ifPresent(it -> all.putAll(inventory.variablesOf(it)));
            inventory
                    .host(name)
                    .ifPresent(it -> inventory.magicVariablesOf(it).forEach((key, value) -> {
                        if (key.equals("inventory_dir") || key.equals("inventory_file")) {
                            HostMemory.putNullable(all, key, value);
                        }
                    }));
            return java.util.Collections.unmodifiableMap(all);
        });
    }

    /** Variables of a play's {@code vars_files} for a host; empty while they are being read themselves. */
    Map<String, Object> varsFiles(PlayContext play, HostMemory host) {
        Map<String, Object> read = varsFiles.get(play.play.path() + "/" + host.name());
        return read == null ? Map.of() : read;
    }

    void varsFiles(PlayContext play, HostMemory host, Map<String, Object> variables) {
        varsFiles.put(play.play.path() + "/" + host.name(), variables);
    }

    /** Whether a plan is written from this run, or it is held to one. */
    boolean isPlanned() {
        return planned != Planned.NOT;
    }

    /** How the run is stopped from outside. */
    RunEngine.Handle handle() {
        return new RunEngine.Handle() {
            @Override
            public void stop() {
                stopping.set(true);
                whenStopped.run();
            }

            @Override
            public void abandon() {
                takenOver();
            }
        };
    }

    /** Ends this process's part of the run: another one makes it now. */
    void takenOver() {
        takenOver.set(true);
        stopping.set(true);
        whenStopped.run();
    }

    /** Tells those who wait for something that the run is being stopped. */
    void whenStopped(Runnable wake) {
        whenStopped = wake;
    }

    private volatile Runnable whenStopped = () -> {};

    /** Hosts that are out for the rest of the run: failed or unreachable. */
    void lose(String host) {
        lost.add(host);
    }

    void findAgain() {
        lost.clear();
    }

    /** One of them that goes on after all. What it had done before is in its record. */
    void findAgain(String host) {
        if (hasAnswered(host)) {
            readAgain(host);
        }
        lost.remove(host);
    }

    /** What this process knows of the host is from now on what its record says. */
    void readAgain(String host) {
        notes.readAgain(host);
        memories.remove(host);
    }

    /** Whoever is not the one that makes the run knows little of other hosts, and does nothing for all of them: it hands the host back. */
    void asksForOthers(String what) {
        if (helps) {
            throw HostStopped.because(
                    HostStopped.Reason.HANDED_BACK, what + " is for the controller that makes the run");
        }
    }

    /** Whether the host has answered in this run, so that it was lost and not just off where it does not answer any more. */
    boolean hasAnswered(String host) {
        return connections.hasAnswered(host) || memory(host).notes.resumed();
    }

    boolean isLost(String host) {
        return lost.contains(host);
    }

    List<String> alive(List<String> hosts) {
        return hosts.stream().filter(host -> !lost.contains(host)).toList();
    }

    private final AtomicBoolean storeFailed = new AtomicBoolean();

    /** Waits, unless an interrupt ends it early; that is kept. */
    void pause(double seconds) {
        pace.pause(Duration.ofMillis(Math.max(0, Math.round(seconds * 1000))));
    }

    /** Whether the store refused something: then hosts are parked, and the run stays open for a resume. */
    boolean storeFailed() {
        return storeFailed.get();
    }

    /** What a host is told that stops because of it. */
    String storeFailed(StoreException e) {
        if (storeFailed.compareAndSet(false, true)) {
            tell(new RunEvent.Warning("the journal could not be written: " + e.getMessage()));
        }
        return "the journal could not be written (" + e.getMessage() + "); `nightshift resume " + id
                + "` goes on with this host";
    }

    void tell(RunEvent event) {
        listener.on(event);
    }
}
