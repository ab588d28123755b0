package io.nightshift.core.transport;

/** Sees a script's output while it runs. A watcher's view: where it is too slow, chunks are left out; {@link Frame} has them. */
@FunctionalInterface
public interface OutputSink {
    /** Looks at nothing. */
    OutputSink NONE = (stream, bytes) -> {};

    /** Where a chunk was written. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /** Takes the next bytes of one stream; a chunk may end in the middle of a line or of a character. */
    void accept(Stream stream, byte[] bytes);
}
