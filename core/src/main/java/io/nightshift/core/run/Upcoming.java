package io.nightshift.core.run;

import io.nightshift.core.transport.Become;
import io.nightshift.playbooks.module.Probe;
import java.util.List;

/** Looks ahead: what the tasks after this one will want to read, as far as their arguments are known by now. */
interface Upcoming {
    Upcoming NOTHING = become -> List.of();

    /** Probes of later tasks that act as this user on the same host. */
    List<Probe> probes(Become become);
}
