package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.HostRollbacks;
import io.nightshift.core.run.InventorySecrets;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.store.PatientStore;
import io.nightshift.core.store.StoreWaiting;
import io.nightshift.inventory.Inventory;
import java.util.List;

/** Makes a rollback with its output. */
final class Rollbacks {
    private Rollbacks() {}

    /**
     * What is to be taken back.
     *
     * @param id of the rollback itself
     * @param resumed whether the store holds the rollback already
     */
    record Wanted(String id, RunRecord undone, List<String> hosts, boolean partial, boolean resumed) {}

    /** The exit code. */
    static int run(
            Workbench bench,
            ConnectionOptions connection,
            RunSettings settings,
            Inventory hosts,
            RunStore store,
            Wanted wanted,
            RunEvent.Listener listener) {
        StoreWaiting waiting = new StoreWaiting(text -> listener.on(new RunEvent.Warning(text)));
        RunServices services = bench.services(connection, PatientStore.over(store, waiting));
        HostRollbacks rollbacks = new HostRollbacks(
                services,
                listener,
                settings.forks(),
                settings.connectLimit(),
                new InventorySecrets(services, bench.readers(), bench.redactor, hosts, settings),
                bench.redactor::clean,
                settings.lockTimeout());
        HostRollbacks.Order order = new HostRollbacks.Order(
                wanted.id(),
                wanted.undone(),
                wanted.hosts(),
                wanted.partial(),
                CommandLines.shown(bench.caller.words(), bench.redactor),
                Version.text(),
                System.getProperty("user.name", "") + "@" + Workbench.hostName(),
                wanted.resumed());
        return rollbacks.run(order, () -> Runs.remember(bench, services.store(), wanted.id(), wanted.resumed()));
    }
}
