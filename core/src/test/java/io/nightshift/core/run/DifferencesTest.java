package io.nightshift.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.Difference;
import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a change finds and leaves, told the same way whichever of two readings of a thing comes first. */
class DifferencesTest {
    private static final Probe INSTALLED = new Probe.Packages(PackageManager.APT, List.of("at"), false);
    private static final Probe CANDIDATE = new Probe.Packages(PackageManager.APT, List.of("at"), true);
    private static final PackageChange INSTALL = new PackageChange.Install(
            PackageManager.APT, List.of(new PackageChange.Wanted("at", null)), List.of(), Map.of());

    @Test
    void theReadingThatKnowsTheVersionIsTold() {
        Difference expected = new Difference("package at", "not installed", "3.2.5-2");
        assertThat(of(INSTALLED, CANDIDATE)).containsExactly(expected);
        assertThat(of(CANDIDATE, INSTALLED)).containsExactly(expected);
    }

    private static List<Difference> of(Probe first, Probe second) {
        Map<Probe, Reading> known = new LinkedHashMap<>();
        known.put(first, reading(first));
        known.put(second, reading(second));
        return Differences.of(INSTALL, known, new Redactor());
    }

    private static Reading reading(Probe probe) {
        String candidate = probe.equals(CANDIDATE) ? "3.2.5-2" : null;
        return new Reading.Packages(Map.of("at", new Reading.PackageState(null, candidate, false, List.of())));
    }
}
