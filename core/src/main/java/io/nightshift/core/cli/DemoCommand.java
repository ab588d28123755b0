package io.nightshift.core.cli;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.demo.DemoHost;
import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunIds;
import io.nightshift.core.run.RunServices;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.store.Stores;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import io.nightshift.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightshift demo}: a rollout to eight SSH hosts inside this process, one of which fails and goes back. */
@Command(
        name = "demo",
        description = {
            "Rolls an application out to eight SSH hosts inside this process; one fails and goes back.",
            "The hosts are made for it and go ring by ring. Needs no root, no Docker and no network."
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where the hosts live and the journal is kept (a new temporary folder).")
    @Nullable
    Path folder;

    @Override
    public Integer call() throws IOException {
        Path playbooks = home().resolve("examples/demo");
        if (!Files.isDirectory(playbooks)) {
            throw new Failure(
                    "error: " + playbooks + " is missing\nhint: start the demo with ./nightshift from the checkout");
        }
        Path place = folder == null ? Files.createTempDirectory("nightshift-demo-") : folder.toAbsolutePath();
        try (DemoFleet fleet = DemoFleet.start(place.resolve("hosts"), 8);
                RunStore store = Stores.open(place.resolve("journal"))) {
            if (!output.json) {
                System.out.println("Eight SSH hosts are up on 127.0.0.1, "
                        + fleet.hosts().get(0).name() + " to "
                        + fleet.hosts().get(7).name() + ". Their files are in " + place.resolve("hosts"));
            }
            int prepared = run(fleet, store, place, playbooks.resolve("prepare.yml"), event -> {});
            if (prepared != ExitCode.OK) {
                throw new Failure("error: the demo hosts could not be prepared; see nightshift runs");
            }
            int code = run(fleet, store, place, playbooks.resolve("rollout.yml"), Runs.listener(output));
            if (!output.json) {
                System.out.println();
                System.out.println(
                        "What you saw: the playbook examples/demo/rollout.yml, first on the canary, then on the rest.");
                System.out.println(
                        "pc05 failed its health check and runs release 1.0 again: every step had recorded its way back.");
                System.out.println("The journal is in " + place.resolve("journal") + "; read it with");
                System.out.println("  NIGHTSHIFT_STATE=" + place.resolve("journal") + " ./nightshift runs");
                System.out.println("Then write your own: the README shows a first playbook in ten lines.");
            }
            return code == 1 ? ExitCode.OK : code == 0 ? ExitCode.BUG : code;
        }
    }

    /** The checkout, as the launcher says. */
    private static Path home() {
        return Path.of(System.getProperty("nightshift.home", "")).toAbsolutePath();
    }

    private static int run(DemoFleet fleet, RunStore store, Path place, Path playbook, RunEvent.Listener listener) {
        InventoryOptions options = new InventoryOptions();
        options.inventory.add(fleet.inventory().toString());
        Workbench bench = new Workbench(options);
        Playbooks read = Playbooks.read(bench, List.of(playbook));
        bench.refuseProblems();
        Inventory inventory = read.inventory();
        for (DemoHost host : fleet.hosts()) {
            inventory = inventory.withHost(
                    host.name(), List.of(), Map.of("home", host.root().toString()));
        }
        RunSettings settings = PlaybookArguments.settings(
                bench, options, new ConnectionOptions(), new RunOptions(), new OutputOptions());
        RunEngine.Order order = new RunEngine.Order(
                RunIds.next(Instant.now(), ZoneId.systemDefault(), new SecureRandom()),
                RunRecord.Kind.RUN,
                read.playbook(),
                inventory,
                settings,
                null,
                Map.of(),
                List.of("demo"),
                System.getProperty("user.name", ""),
                Version.text(),
                Duration.ofDays(14),
                Map.of(),
                place.resolve("journal").toString(),
                false);
        RunServices services = bench.services(store, new SshTransport(SshSettings.only(fleet.knownHosts())));
        return Runs.run(bench, services, order, listener);
    }
}
