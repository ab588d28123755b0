package io.nightshift.core.simulator;

import java.time.Duration;
import java.util.Random;

/** Accidents by random numbers: often enough to meet every line of recovery, seldom enough for runs to come to an end. */
final class RandomAccidents implements Accidents {
    private static final Accident[] CALLS = {
        Accident.DROP_BEFORE,
        Accident.DROP_AFTER,
        Accident.SHELL_ENDS,
        Accident.REBOOT,
        Accident.AWAY,
        Accident.BLACKHOLE,
        Accident.SLOW,
        Accident.SLOW,
        Accident.PROCESS_KILLED,
        Accident.DISK_FULL,
        Accident.EXIT,
        Accident.DROP_AFTER,
        Accident.REBOOT,
        Accident.GONE
    };
    private static final Accident[] CONNECTS = {
        Accident.DROP_BEFORE, Accident.AWAY, Accident.BLACKHOLE, Accident.AWAY, Accident.GONE
    };

    private final World world;
    private final Random random;
    private final double often;
    private final double kills;
    private final double refuses;

    /**
     * @param often how likely a call meets with an accident
     * @param kills how likely a call is the controller's last
     * @param refuses how likely the store refuses a call
     */
    RandomAccidents(World world, double often, double kills, double refuses) {
        this.world = world;
        this.random = world.random;
        this.often = often;
        this.kills = kills;
        this.refuses = refuses;
    }

    @Override
    public Accident call(String host, String what) {
        boolean connects = what.equals("connect");
        if (!connects && random.nextDouble() < kills) {
            return random.nextBoolean() ? Accident.KILLED_BEFORE : Accident.KILLED_AFTER;
        }
        if (random.nextDouble() < often / 20) {
            disturb();
        }
        if (random.nextDouble() >= (connects ? often / 4 : often)) {
            return Accident.NONE;
        }
        Accident accident = connects ? CONNECTS[random.nextInt(CONNECTS.length)] : CALLS[random.nextInt(CALLS.length)];
        // That somebody is gone for good is rare, else hardly a run would come to its end.
        return accident == Accident.GONE && random.nextInt(4) > 0 ? Accident.NONE : accident;
    }

    private void disturb() {
        switch (random.nextInt(3)) {
            case 0 -> jump(Duration.ofMinutes(random.nextInt(200)));
            case 1 -> jump(Duration.ofMinutes(-random.nextInt(200)));
            default -> {
                world.trace("ctrl-c");
                world.stop.run();
            }
        }
    }

    private void jump(Duration by) {
        world.trace("the clock jumps by " + by);
        world.jumped = true;
        world.clock.jump(by);
    }

    @Override
    public StoreAccident store(String method) {
        if (random.nextDouble() < kills) {
            return random.nextBoolean() ? StoreAccident.KILLED_BEFORE : StoreAccident.KILLED_AFTER;
        }
        if (random.nextDouble() < refuses) {
            return random.nextBoolean() ? StoreAccident.FAILS_BEFORE : StoreAccident.FAILS_AFTER;
        }
        return StoreAccident.NONE;
    }
}
