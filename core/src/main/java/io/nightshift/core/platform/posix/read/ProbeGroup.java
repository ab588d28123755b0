package io.nightshift.core.platform.posix.read;

import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.util.Map;

/** Probes of one kind, read together. */
interface ProbeGroup {
    /** Shell text that prints sections, whose names begin with something that no other group uses. */
    String script();

    /** Adds what the sections say; probes it leaves out become unreadable. */
    void parse(Sections sections, Map<Probe, Reading> readings);
}
