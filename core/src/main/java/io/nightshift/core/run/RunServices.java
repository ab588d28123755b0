package io.nightshift.core.run;

import io.nightshift.core.journal.RunStore;
import io.nightshift.core.pace.Pace;
import io.nightshift.core.platform.Platform;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.transport.Transport;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.time.Clock;

/** The parts of the house that runs are made with; the command line puts them together. */
public record RunServices(
        Templates templates,
        Lookups lookups,
        Modules modules,
        Platform platform,
        Transport ssh,
        Transport local,
        RunStore store,
        Clock clock,
        Pace pace,
        Drivers drivers) {
    /** The same with another way to reach hosts. */
    public RunServices reachedBy(Transport other) {
        return new RunServices(templates, lookups, modules, platform, other, local, store, clock, pace, drivers);
    }

    /** The same with another journal. */
    public RunServices journalledIn(RunStore other) {
        return new RunServices(templates, lookups, modules, platform, ssh, local, other, clock, pace, drivers);
    }
}
