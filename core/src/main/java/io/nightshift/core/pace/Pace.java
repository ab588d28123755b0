package io.nightshift.core.pace;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Everything the engine needs to let several hosts go on beside one another and to wait: no thread, sleep or monitor of its own
 * stands anywhere else in runs and rollbacks. For real it is {@link ThreadPace}; a simulator decides by a seed who goes on.
 */
public interface Pace {
    /** Begins work beside the caller; a process that ends does not wait for it. */
    Worker start(String name, Runnable work);

    /** Waits that long; false when an interrupt ended it early, which is kept. */
    boolean pause(Duration time);

    /** Time that has passed since some moment, whatever the clock is set to. */
    Duration elapsed();

    /** Holds until that time has passed from now on. */
    default BooleanSupplier within(Duration limit) {
        Duration until = elapsed().plus(limit);
        return () -> elapsed().compareTo(until) < 0;
    }

    /** So many may pass at a time; the others wait in the order they came. */
    Permits permits(int count);

    Gate gate();

    /** Does something that itself waits for nothing, when that time has passed. */
    Later after(Duration time, Runnable quick);

    /** Work that was begun. */
    interface Worker {
        /** Waits for its end; interrupts are kept for afterwards. */
        void join();
    }

    /** A counted number of permits. */
    interface Permits {
        /** Waits for one; interrupts are kept for afterwards. */
        void acquire();

        /** Takes one where that needs no waiting. */
        boolean tryAcquire();

        void release();
    }

    /** Where some wait for what others change. */
    interface Gate {
        /** Changes or looks at what the gate guards, alone. */
        void alone(Runnable change);

        /** Lets those who wait look again; to be called within {@link #alone}. */
        void signal();

        /** Waits until it holds, looking again after each signal; false when an interrupt ended it early, which is kept. */
        boolean await(BooleanSupplier condition);
    }

    /** Something that is to be done later. */
    interface Later {
        /** It is not done any more, unless it has begun. */
        void cancel();
    }
}
