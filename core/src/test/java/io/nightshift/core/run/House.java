package io.nightshift.core.run;

import io.nightshift.core.demo.DemoFleet;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.pace.ThreadPace;
import io.nightshift.core.platform.posix.PosixPlatform;
import io.nightshift.core.sql.Drivers;
import io.nightshift.core.store.Store;
import io.nightshift.core.store.Stores;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.local.LocalTransport;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.template.Limits;
import io.nightshift.playbooks.template.Lookups;
import io.nightshift.playbooks.template.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What all engine tests of one JVM share: a store on disk, transports and, where a test wants it, a demo fleet. */
final class House {
    static final Lookups LOOKUPS = Lookups.standard();
    static final Templates TEMPLATES = new Templates(LOOKUPS, Clock.systemDefaultZone(), new Random(7), Limits.DEFAULT);
    static final Modules MODULES = Modules.standard();
    private static final Path FOLDER = folder();
    static final Store STORE = Stores.open(FOLDER.resolve("store"));
    static final LocalTransport LOCAL = new LocalTransport();

    private House() {}

    static RunServices services(Transport ssh, Transport local, RunStore store) {
        return new RunServices(
                TEMPLATES,
                LOOKUPS,
                MODULES,
                new PosixPlatform(),
                ssh,
                local,
                store,
                Clock.systemUTC(),
                new ThreadPace(),
                Drivers.builtIn());
    }

    /** What the runs of tests say for themselves; the rest is as on an empty command line. */
    static RunSettings settings(
            int forks,
            boolean check,
            boolean diff,
            Set<String> tags,
            Set<String> skipTags,
            String start,
            Map<String, Object> extra,
            int verbosity,
            Duration connectLimit,
            Duration comeBack,
            Duration lockTimeout,
            boolean retake) {
        return new RunSettings(
                forks,
                check,
                diff,
                tags,
                skipTags,
                start,
                null,
                extra,
                false,
                "root",
                "sudo",
                null,
                null,
                null,
                null,
                null,
                false,
                verbosity,
                connectLimit,
                Duration.ofMinutes(2),
                comeBack,
                lockTimeout,
                retake);
    }

    static DemoFleet fleet() {
        return Fleet.FLEET;
    }

    static SshTransport ssh() {
        return Fleet.SSH;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("nightshift-engine");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when the first test asks for it. */
    private static final class Fleet {
        static final DemoFleet FLEET = start();
        static final SshTransport SSH = new SshTransport(SshSettings.only(FLEET.knownHosts()));

        private static DemoFleet start() {
            try {
                return DemoFleet.start(FOLDER.resolve("fleet"), 6);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
