package io.nightshift.core.run;

import io.nightshift.core.rollout.PlannedRing;
import io.nightshift.core.rollout.RingPlan;
import io.nightshift.inventory.Host;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.playbooks.Rollout;
import io.nightshift.playbooks.template.Scope;
import io.nightshift.playbooks.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rings of a play: those of its rollout, else those that {@code serial} slices. Once planned, they stay for the whole run. */
final class PlayRings {
    private final RunContext run;
    private final PlayContext play;

    PlayRings(RunContext run, PlayContext play) {
        this.run = run;
        this.play = play;
    }

    List<PlannedRing> planned() {
        Rollout rollout = play.play.rollout();
        if (rollout == null || rollout.rings().isEmpty()) {
            List<PlannedRing> rings = new ArrayList<>();
            Batches.of(play.hosts, resolved(play.play.serial()))
                    .forEach(hosts -> rings.add(PlannedRing.plain(rings.size() + 1, hosts)));
            return rings;
        }
        List<PlannedRing> rings = run.notes
                .rings(play.play.path())
                .orElseGet(() -> RingPlan.of(
                                rollout.rings(),
                                play.all,
                                ring -> selected(run.templates, run.inventory(), ring, anyScope()))
                        .rings());
        run.notes.rings(play.play.path(), rings);
        return rings;
    }

    /** The hosts that a ring's pattern selects. */
    static List<String> selected(Templates templates, Inventory inventory, Rollout.Ring ring, Scope scope) {
        Object pattern = templates.resolve(ring.hosts(), scope);
        return RunEngine.pattern(pattern == null ? "" : pattern, ring.position())
                .select(inventory, new Diagnostics(), Severity.WARNING)
                .stream()
                .map(Host::name)
                .toList();
    }

    private List<@Nullable Object> resolved(List<Object> values) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object value : values) {
            Object rendered = run.templates.resolve(value, anyScope());
            if (rendered instanceof List<?> list) {
                all.addAll(list);
            } else {
                all.add(rendered);
            }
        }
        return all;
    }

    private Scope anyScope() {
        return new HostScope(run, play, run.memory(play.hosts.get(0)), null, Map.of());
    }
}
