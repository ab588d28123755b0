package io.nightshift.core.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Lets somebody watch while a file of the controller is read, however slowly that goes. */
final class WatchedInput extends FilterInputStream {
    private static final long EVERY = Duration.ofMillis(250).toNanos();

    private final Watch watch;
    private long told = System.nanoTime();

    WatchedInput(InputStream in, Watch watch) {
        super(in);
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        tell();
        return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        tell();
        return super.read(into, offset, length);
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - told > EVERY) {
            told = now;
            watch.waits();
        }
    }
}
