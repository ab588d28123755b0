package io.nightshift.core.transfer;

import io.nightshift.core.transport.TransportException;
import java.time.Duration;
import java.time.Instant;

/** Whoever a transfer is made for: hears how far it is, and may end it. */
public interface Watch {
    /**
     * More bytes have arrived, or time has passed; called several times a second. What it throws ends the transfer where it stands.
     *
     * @param done bytes that are at the destination, of {@code total}
     */
    void moved(long done, long total);

    /** Both hosts are at work, and nothing moves; called several times a second. What it throws ends the transfer, too. */
    void waits();

    /** Warns of something that is worth knowing. */
    void warn(String message);

    /** Waits a while; whoever wants to end the transfer throws. */
    void pause(Duration time);

    /**
     * A connection broke, or a host is not there.
     *
     * @param tries how often in a row, without a byte in between
     * @throws TransportException where it is not to be tried again
     */
    void lost(TransportException why, int tries) throws TransportException;

    Instant now();
}
