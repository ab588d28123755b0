package io.nightshift.core.simulator;

import io.nightshift.core.pace.Pace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets exactly one worker go on at a time, and decides by its random numbers who that is whenever one waits or could be overtaken.
 * When all wait, time passes to what happens next. A controller that is killed ends all of its workers where they stand.
 */
final class Baton implements Pace {
    private final Random random;
    private final double keeps;
    final SimulatedClock clock;

    private final List<Runner> all = new ArrayList<>();
    private final List<Runner> ready = new ArrayList<>();
    private final Alarms alarms = new Alarms();
    private boolean dead;
    private Throwable problem;
    private volatile Runner holder;

    /** @param keeps how likely a worker that could be overtaken goes on itself, from 0 to 1 */
    Baton(Random random, double keeps, SimulatedClock clock) {
        this.random = random;
        this.keeps = keeps;
        this.clock = clock;
    }

    /** One worker. */
    private static final class Runner {
        private Thread thread;
        private boolean finished;
        private final List<Runner> joining = new ArrayList<>();
    }

    /** The controller's life: its main work and all that this began, to the end of all. What broke is thrown. */
    void live(Runnable main) {
        Runner self = new Runner();
        self.thread = Thread.currentThread();
        all.add(self);
        holder = self;
        try {
            main.run();
        } catch (Killed e) {
            dead = true;
        } catch (RuntimeException | Error e) {
            broke(e);
        }
        dead = true;
        self.finished = true;
        for (int i = 0; i < all.size(); i++) {
            Runner other = all.get(i);
            if (!other.finished) {
                hand(self, other);
            }
        }
        if (problem instanceof RuntimeException e) {
            throw e;
        }
        if (problem instanceof Error e) {
            throw e;
        }
    }

    private void broke(Throwable e) {
        problem = problem == null ? e : problem;
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /** Ends the controller here and now. */
    Killed kill() {
        dead = true;
        return new Killed();
    }

    /** Here another worker may come first. */
    void mayBeOvertaken() {
        check();
        if (!ready.isEmpty() && random.nextDouble() >= keeps) {
            ready.add(holder);
            next();
        }
    }

    private void check() {
        if (dead) {
            throw new Killed();
        }
    }

    /** Gives the baton to somebody who can go on; returns when it is back. */
    private void next() {
        Runner self = holder;
        while (ready.isEmpty() && !dead) {
            if (!alarms.next(clock)) {
                broke(new IllegalStateException("everybody waits, and nothing will ever happen"));
            }
        }
        if (dead) {
            if (self.finished) {
                hand(self, all.get(0));
                return;
            }
            throw new Killed();
        }
        hand(self, ready.remove(ready.size() == 1 ? 0 : random.nextInt(ready.size())));
    }

    private void hand(Runner self, Runner to) {
        if (to == self) {
            return;
        }
        holder = to;
        LockSupport.unpark(to.thread);
        if (!self.finished || self == all.get(0)) {
            await(self);
            if (dead && !self.finished) {
                throw new Killed();
            }
        }
    }

    private void await(Runner self) {
        while (holder != self) {
            LockSupport.park(this);
        }
    }

    @Override
    public Worker start(String name, Runnable work) {
        check();
        Runner runner = new Runner();
        runner.thread = new Thread(null, () -> run(runner, work), name, 512 << 10);
        runner.thread.setDaemon(true);
        all.add(runner);
        ready.add(runner);
        runner.thread.start();
        return () -> {
            check();
            if (!runner.finished) {
                runner.joining.add(holder);
                next();
            }
        };
    }

    private void run(Runner self, Runnable work) {
        await(self);
        try {
            if (!dead) {
                work.run();
            }
        } catch (Killed e) {
            dead = true;
        } catch (RuntimeException | Error e) {
            broke(e);
        }
        self.finished = true;
        ready.addAll(self.joining);
        if (dead) {
            holder = all.get(0);
            LockSupport.unpark(holder.thread);
        } else {
            next();
        }
    }

    @Override
    public boolean pause(Duration time) {
        check();
        Runner self = holder;
        set(time, () -> ready.add(self));
        next();
        return true;
    }

    private Runnable set(Duration time, Runnable rings) {
        return alarms.set(clock.passed() + Math.max(1, time.toMillis()), rings);
    }

    @Override
    public Later after(Duration time, Runnable quick) {
        return set(time, quick)::run;
    }

    @Override
    public Duration elapsed() {
        return Duration.ofMillis(clock.passed());
    }

    @Override
    public Permits permits(int count) {
        return new Counted(count);
    }

    @Override
    public Gate gate() {
        return new Waiting();
    }

    private final class Counted implements Permits {
        private final Deque<Runner> waiting = new ArrayDeque<>();
        private int free;

        Counted(int free) {
            this.free = free;
        }

        @Override
        public void acquire() {
            check();
            if (free > 0 && waiting.isEmpty()) {
                free--;
            } else {
                waiting.add(holder);
                next();
            }
        }

        @Override
        public boolean tryAcquire() {
            if (dead || free == 0) {
                return false;
            }
            free--;
            return true;
        }

        @Override
        public void release() {
            Runner first = waiting.poll();
            if (first == null) {
                free++;
            } else {
                ready.add(first);
            }
        }
    }

    private final class Waiting implements Gate {
        private record Waiter(Runner runner, BooleanSupplier condition) {}

        private final List<Waiter> waiting = new ArrayList<>();
        private boolean signalled;

        @Override
        public void alone(Runnable change) {
            change.run();
            if (signalled) {
                signalled = false;
                List<Waiter> through = waiting.stream()
                        .filter(waiter -> waiter.condition().getAsBoolean())
                        .toList();
                waiting.removeAll(through);
                through.forEach(waiter -> ready.add(waiter.runner()));
            }
        }

        @Override
        public void signal() {
            signalled = true;
        }

        @Override
        public boolean await(BooleanSupplier condition) {
            check();
            if (!condition.getAsBoolean()) {
                waiting.add(new Waiter(holder, condition));
                next();
            }
            return true;
        }
    }
}
