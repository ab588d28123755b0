package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.testing.Scoreboard;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.local.LocalTransport;
import io.nightshift.core.transport.ssh.SshSettings;
import io.nightshift.core.transport.ssh.SshTransport;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many addresses of which some are dead: half swallow every SYN, half refuse. The dead ones are real; the others are shells of
 * this machine behind a pretended network, since it is the waiting that is tested.
 */
class DeadHostsFaultTest {
    private static final int ADDRESSES = Scoreboard.share(1000, 10_000);
    private static final int SHELLS = 16;
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration ROUND_TRIP = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    /** In seconds: until the last living host was done, and until the end. */
    private record Night(double living, double whole, Told told) {}

    @Test
    void theLivingAreNotHeldUpAndEveryDeadHostIsNamed() throws Exception {
        int dead = ADDRESSES / 20;
        try (ServerSocket full = full();
                SshTransport ssh = new SshTransport(SshSettings.only(folder.resolve("known")));
                LocalTransport local = new LocalTransport()) {
            int refusing = closedPort();
            Transport network = network(ssh, local, List.of(full.getLocalPort(), refusing));
            night(network, 100, 0, full.getLocalPort(), refusing); // warms up
            Night without = night(network, ADDRESSES - dead, 0, full.getLocalPort(), refusing);
            Night with = night(network, ADDRESSES - dead, dead, full.getLocalPort(), refusing);

            long named = with.told().result().hosts().entrySet().stream()
                    .filter(host -> host.getKey().startsWith("dead") && host.getValue() == HostState.UNREACHABLE)
                    .filter(host -> with.told().detail(host.getKey()).contains("does not answer at 127.0.0.1 port"))
                    .count();
            double ratio = with.living() / without.living();
            Scoreboard.line(
                    "R-11",
                    "dead-hosts",
                    ADDRESSES,
                    ADDRESSES - dead + named,
                    String.format(
                            "%d dead all named; the living x%.2f, the whole run x%.2f of %.0f s (1.2 s for each host, %d s at most to connect)",
                            dead, ratio, with.whole() / without.whole(), without.whole(), LIMIT.toSeconds()));
            assertThat(with.told().result().hosts().keySet().stream()
                            .filter(host -> host.startsWith("dead"))
                            .map(with.told()::detail)
                            .filter(detail -> !detail.contains("does not answer at 127.0.0.1 port")))
                    .isEmpty();
            assertThat(named).isEqualTo(dead);
            assertThat(with.told().result().hosts().entrySet().stream()
                            .filter(host -> host.getKey().startsWith("pc")
                                    && !host.getValue().good())
                            .map(host -> host.getKey() + ": " + with.told().detail(host.getKey())))
                    .isEmpty();
            double most = Scoreboard.isLong() ? 1.1 : 1.5; // the CI share may have busy neighbours
            assertThat(ratio).isLessThan(most);
            assertThat(with.whole() / without.whole()).isLessThan(most);
        }
    }

    private static Night night(Transport network, int living, int dead, int silent, int refusing) {
        StringBuilder inventory = new StringBuilder();
        for (int i = 0; i < living; i++) {
            inventory.append("pc").append(i).append(" ansible_host=127.0.0.1 ansible_port=1\n");
            int before = i * dead / living;
            for (int d = before; d < (i + 1) * dead / living; d++) {
                inventory.append("dead").append(d).append(" ansible_host=127.0.0.1 ansible_port=");
                inventory.append(d % 2 == 0 ? silent : refusing).append('\n');
            }
        }
        AtomicLong last = new AtomicLong();
        long began = System.nanoTime();
        Told told = aRun().of("- {hosts: all, gather_facts: no, tasks: [{stat: {path: /}}, {pause: {seconds: 1}}]}")
                .inventory(inventory.toString())
                .forks(50)
                .connectingWithin(LIMIT)
                .overSsh(network)
                .watchedBy((event, handle) -> {
                    if (event instanceof RunEvent.TaskEnded ended
                            && ended.host().startsWith("pc")) {
                        last.set(System.nanoTime());
                    }
                })
                .go();
        return new Night((last.get() - began) / 1e9, (System.nanoTime() - began) / 1e9, told);
    }

    private static Transport network(Transport ssh, Transport local, List<Integer> dead) throws TransportException {
        List<Connection> machines = new ArrayList<>();
        for (int i = 0; i < SHELLS; i++) {
            machines.add(local.connect(Target.of("shell" + i), Duration.ofSeconds(30)));
        }
        AtomicInteger next = new AtomicInteger();
        return new Transport() {
            @Override
            public Connection connect(Target target, Duration limit) throws TransportException {
                if (dead.contains(target.port())) {
                    return ssh.connect(target, limit);
                }
                LockSupport.parkNanos(ROUND_TRIP.toNanos());
                Connection machine = machines.get(next.getAndIncrement() % SHELLS);
                Shell shell = machine.shell(Become.NONE);
                return (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, given) -> {
                            try {
                                return switch (method.getName()) {
                                    case "shell" -> shell;
                                    case "target" -> target;
                                    case "isOpen" -> true;
                                    case "close" -> null;
                                    default -> method.invoke(machine, given);
                                };
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }

            @Override
            public void close() {}
        };
    }

    /** A listener whose queue is full: the kernel drops every further SYN, as a firewall does. */
    private static ServerSocket full() throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        while (true) {
            try {
                Socket waiting = new Socket();
                waiting.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()), 500);
            } catch (SocketTimeoutException e) {
                return listener;
            }
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return closed.getLocalPort();
        }
    }
}
