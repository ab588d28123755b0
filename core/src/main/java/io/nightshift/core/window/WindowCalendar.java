package io.nightshift.core.window;

import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.inventory.yaml.Position;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says when a host may be touched. Immutable, and safe for any number of threads.
 *
 * <p>A host may be touched while any of its windows is open; a host to which none is assigned, always. Openings that
 * overlap or adjoin count as one, under the rule of the window that closes last; where two close at the same instant,
 * {@code undo} goes before {@code park}, and {@code park} before {@code finish}. A play can narrow this to windows
 * it names: then one of the host's and one of those named must be open, under the rule of the one that closes first.
 *
 * <p>Events of calendar feeds are known from a year before to six years after the moment it was made; a process that
 * lives long makes a new one now and then.
 */
public final class WindowCalendar {
    /** How far ahead a next opening is searched for. */
    public static final Duration SEARCHED = Duration.ofDays(5 * 366);

    /** How far ahead a closing is told, where openings adjoin for longer. */
    public static final Duration FOLLOWED = Duration.ofDays(60);

    private final Map<String, MaintenanceWindow> windows;
    private final Set<String> broken;
    private final Assignments assignments;

    WindowCalendar(Map<String, MaintenanceWindow> windows, Assignments assignments) {
        this(windows, Set.of(), assignments);
    }

    /** @param broken names of windows that could not be read, which was reported */
    private WindowCalendar(Map<String, MaintenanceWindow> windows, Set<String> broken, Assignments assignments) {
        this.broken = Set.copyOf(broken);
        this.windows = Collections.unmodifiableMap(new TreeMap<>(windows));
        this.assignments = assignments;
    }

    /** A calendar without windows: every host may always be touched. */
    public static WindowCalendar none() {
        return new WindowCalendar(Map.of(), Assignments.none());
    }

    /** The windows an inventory defines, by name. */
    public Map<String, MaintenanceWindow> windows() {
        return windows;
    }

    public boolean has(String window) {
        return windows.containsKey(window);
    }

    /** Reports a name that no window has, such as one that a play gives. */
    public void require(String window, Position position, Diagnostics problems) {
        if (!has(window) && !broken.contains(window)) {
            problems.error(
                    position,
                    window.length(),
                    "there is no maintenance window `" + window + "`",
                    hint(window, windows.keySet()));
        }
    }

    static String hint(String window, Set<String> names) {
        return DidYouMean.hint(
                window,
                names,
                "define it in a variable `maintenance_windows` of the inventory, such as in group_vars/all.yml");
    }

    /** The names of the windows of a host, in alphabetical order; none if it may always be touched. */
    public List<String> windowsOf(String host) {
        return assignments.of(host);
    }

    /** Whether a host may be touched at an instant. */
    public Verdict at(String host, Instant now) {
        return at(host, List.of(), now);
    }

    /**
     * Whether a host may be touched at an instant by a play that names windows of its own.
     *
     * @param named windows of which one must be open, too; empty for no such condition
     * @throws IllegalArgumentException if there is no window of such a name
     */
    public Verdict at(String host, Collection<String> named, Instant now) {
        List<MaintenanceWindow> own = windowsNamed(windowsOf(host));
        List<MaintenanceWindow> asked = windowsNamed(named);
        if (own.isEmpty() && asked.isEmpty()) {
            return new Verdict.Always();
        }
        Optional<OpenTimes.Stretch> next = stretch(own, asked, now);
        if (next.isPresent() && !next.get().opens().isAfter(now)) {
            return new Verdict.Open(next.get().closes(), next.get().closing());
        }
        return new Verdict.Closed(Reasons.whyClosed(own, asked, now), next.map(OpenTimes.Stretch::opens));
    }

    private static Optional<OpenTimes.Stretch> stretch(
            List<MaintenanceWindow> own, List<MaintenanceWindow> asked, Instant now) {
        if (own.isEmpty() || asked.isEmpty()) {
            return new OpenTimes(own.isEmpty() ? asked : own).from(now);
        }
        return OpenTimes.common(new OpenTimes(own), new OpenTimes(asked), now);
    }

    /**
     * The openings of a host's windows that are not over yet, by their beginning, each window by itself; fewer if the
     * search finds no more, none for a host that may always be touched.
     */
    public List<Opening> next(String host, Instant from, int count) {
        return new OpenTimes(windowsNamed(windowsOf(host))).next(from, count);
    }

    /**
     * The openings of one window that are not over yet.
     *
     * @throws IllegalArgumentException if there is no window of this name
     */
    public List<Opening> nextOf(String window, Instant from, int count) {
        return new OpenTimes(windowsNamed(List.of(window))).next(from, count);
    }

    /**
     * These windows for another inventory, such as one that a run has added hosts to. Assignments are read anew; what
     * they name must be defined here.
     */
    public WindowCalendar withHostsOf(Inventory inventory, Diagnostics problems) {
        Assignments anew = new AssignmentReader(windows.keySet(), broken, problems).read(inventory);
        return new WindowCalendar(windows, broken, anew);
    }

    /**
     * Reads the windows of an inventory. Whatever is wrong ends up in the problems; a calendar made with errors must not
     * be used.
     *
     * @param feeds where calendars that the windows name are read from
     * @param clock its zone is that of windows that name none; a window must open within {@link #SEARCHED} after its time
     */
    public static WindowCalendar of(Inventory inventory, Diagnostics problems, Feeds feeds, Clock clock) {
        Definitions definitions = new Definitions(problems, feeds, clock);
        Map<String, MaintenanceWindow> windows = definitions.read(inventory);
        Set<String> broken = new TreeSet<>(definitions.names());
        broken.removeAll(windows.keySet());
        Assignments assignments = new AssignmentReader(windows.keySet(), broken, problems).read(inventory);
        return new WindowCalendar(windows, broken, assignments);
    }

    private List<MaintenanceWindow> windowsNamed(Collection<String> names) {
        return names.stream()
                .map(name -> {
                    MaintenanceWindow window = windows.get(name);
                    if (window == null) {
                        throw new IllegalArgumentException("there is no maintenance window `" + name + "`");
                    }
                    return window;
                })
                .toList();
    }
}
