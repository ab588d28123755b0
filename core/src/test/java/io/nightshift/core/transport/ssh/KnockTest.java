package io.nightshift.core.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnockTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Knock knock = new Knock();

    @Test
    void whoAcceptsAConnectionIsAwake() throws Exception {
        try (ServerSocket awake = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket gone = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Knock.Door open = new Knock.Door("127.0.0.1", awake.getLocalPort());
            Knock.Door refused = new Knock.Door("127.0.0.1", gone.getLocalPort());
            gone.close();
            Knock.Door nameless = new Knock.Door("no-such-host.invalid", 22);

            assertThat(knock.open(List.of(open, refused, nameless, open), PATIENCE))
                    .containsExactly(open);
        }
    }

    @Test
    void thousandsOfDarkAddressesCostNextToNothing() throws Exception {
        List<Knock.Door> dark = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            dark.add(new Knock.Door("127.0.0.1", 1)); // refused at once: the dearest answer there is
        }
        knock.open(dark, PATIENCE);
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();

        assertThat(knock.open(dark, PATIENCE)).isEmpty();

        double seconds = (threads.getCurrentThreadCpuTime() - before) / 1e9;
        // Two thousand are knocked at once in fifty seconds: see Knocking.
        assertThat(seconds / 50).as("share of a core").isLessThan(0.01);
    }
}
