package io.nightshift.core.simulator;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.OutputSink;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.Tunnel;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collection;

/** Connections to pretended hosts, which break, stall and answer late as the world's accidents have it. */
final class SimulatedTransport implements Transport {
    private static final Duration NOTICED = Duration.ofSeconds(13);
    private static final Duration KNOCKING = Duration.ofSeconds(3);

    private final World world;

    SimulatedTransport(World world) {
        this.world = world;
    }

    @Override
    public Connection connect(Target target, Duration limit) throws TransportException {
        world.baton.mayBeOvertaken();
        SimulatedHost host = world.hosts.get(target.name());
        if (host == null) {
            throw new TransportException(Kind.UNREACHABLE, target.name() + " is not a host of this world");
        }
        host.advance();
        Accident accident = world.accident(host.name, "connect");
        strike(host, accident);
        if (accident == Accident.BLACKHOLE) {
            world.baton.pause(limit);
            throw new TransportException(Kind.TIMEOUT, host.name + " did not answer in time");
        }
        if (host.isAway() || accident == Accident.DROP_BEFORE) {
            world.baton.pause(KNOCKING.compareTo(limit) < 0 ? KNOCKING : limit);
            throw new TransportException(Kind.UNREACHABLE, host.name + " does not answer");
        }
        return new Line(host, target);
    }

    @Override
    public Collection<Target> awake(Collection<Target> targets, Duration patience) {
        world.baton.pause(patience);
        return targets.stream()
                .filter(target -> {
                    SimulatedHost host = world.hosts.get(target.name());
                    host.advance();
                    return !host.isAway();
                })
                .toList();
    }

    private void strike(SimulatedHost host, Accident accident) {
        switch (accident) {
            case AWAY -> host.away(10_000 + world.random.nextInt(400_000));
            case GONE -> host.away(Long.MAX_VALUE);
            case DISK_FULL -> host.full(5_000 + world.random.nextInt(100_000));
            default -> {}
        }
    }

    @Override
    public void close() {}

    /** One connection; it is found broken by the next call. */
    private final class Line implements Connection {
        private final SimulatedHost host;
        private final Target target;
        private final int boot;
        private boolean open = true;

        Line(SimulatedHost host, Target target) {
            this.host = host;
            this.target = target;
            this.boot = host.boot;
        }

        @Override
        public Shell shell(Become become) {
            return this::run;
        }

        private Frame run(String script, Duration limit, OutputSink sink) throws TransportException {
            String what = script.lines().findFirst().orElse("");
            world.baton.mayBeOvertaken();
            if (!open) {
                throw lost();
            }
            host.advance();
            Accident accident = world.accident(host.name, what.substring(0, Math.max(0, what.indexOf(' '))));
            strike(host, accident);
            if (accident == Accident.KILLED_BEFORE) {
                throw world.journal.dies();
            }
            if (accident == Accident.SLOW) {
                world.baton.pause(Duration.ofMillis(world.random.nextInt(30_000)));
                host.advance();
            }
            if (host.isAway() || host.boot != boot) {
                world.baton.pause(NOTICED);
                throw lost();
            }
            if (accident == Accident.DROP_BEFORE) {
                throw lost();
            }
            if (accident == Accident.BLACKHOLE && world.random.nextBoolean()) {
                throw late(limit);
            }
            world.trace(host.name + " " + script);
            Frame frame = frame(script, limit, accident);
            world.baton.mayBeOvertaken();
            if (accident == Accident.DROP_AFTER) {
                throw lost();
            }
            if (accident == Accident.SHELL_ENDS) {
                throw new TransportException(Kind.SHELL_ENDED, host.name + ": the shell ended before its script did");
            }
            if (accident == Accident.BLACKHOLE) {
                throw late(limit);
            }
            return frame;
        }

        private TransportException lost() {
            open = false;
            return new TransportException(Kind.CONNECTION_LOST, "the connection to " + host.name + " broke");
        }

        private TransportException late(Duration limit) {
            open = false;
            world.baton.pause(limit);
            return new TransportException(Kind.TIMEOUT, host.name + " gave no answer within " + limit);
        }

        private Frame frame(String script, Duration limit, Accident accident) throws TransportException {
            StringBuilder out = new StringBuilder();
            int status = 0;
            HostShell shell = new HostShell(host);
            int cut = accident == Accident.REBOOT ? world.random.nextInt(4) : 9;
            for (String line : script.split("\n")) {
                try {
                    HostShell.Reply reply = shell.told(line, cut, accident);
                    if (accident == Accident.KILLED_AFTER) {
                        throw world.journal.dies();
                    }
                    String text = reply.text() == null ? ended(shell, reply.waitsFor(), limit) : reply.text();
                    status = line.equals(")") ? status : reply.status();
                    out.append(text).append('\n');
                } catch (HostShell.Rebooted e) {
                    world.baton.pause(NOTICED);
                    throw lost();
                }
            }
            return Frame.of(status, out.toString(), "");
        }

        /** The answer when the process has ended; the line may break before. */
        private String ended(HostShell shell, SimulatedTicket ticket, Duration limit) throws TransportException {
            long until = world.clock.passed() + limit.toMillis();
            while (ticket.running) {
                long next = Math.min(until, Math.max(ticket.endsAt, world.clock.passed() + 1));
                world.baton.pause(Duration.ofMillis(Math.max(1, next - world.clock.passed())));
                host.advance();
                if (host.isAway() || host.boot != boot) {
                    world.baton.pause(NOTICED);
                    throw lost();
                }
                if (ticket.running && world.clock.passed() >= until) {
                    open = false;
                    throw new TransportException(Kind.TIMEOUT, host.name + " gave no answer within " + limit);
                }
            }
            if (host.boot != boot) {
                world.baton.pause(NOTICED);
                throw lost();
            }
            return shell.answer(ticket, true).text();
        }

        @Override
        public void upload(Become as, String path, InputStream bytes, long size, Duration limit) {
            throw new UnsupportedOperationException("everything fits into scripts here");
        }

        @Override
        public long download(Become as, String path, OutputStream to, long maxBytes, Duration limit) {
            throw new UnsupportedOperationException("nothing is fetched here");
        }

        @Override
        public HostStream stream(Become as, String script, Duration limit) {
            throw new UnsupportedOperationException("simulated hosts have no data");
        }

        @Override
        public Tunnel tunnel(String address, int port, Duration limit) {
            throw new UnsupportedOperationException("pretended hosts have no network of their own");
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public Target target() {
            return target;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
