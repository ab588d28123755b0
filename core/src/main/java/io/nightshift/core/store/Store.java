package io.nightshift.core.store;

import io.nightshift.core.journal.HostShares;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.schedule.ScheduleStore;

/** Everything that is kept, behind one door. */
public interface Store extends RunStore, ScheduleStore, HostShares {}
