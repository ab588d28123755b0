package io.nightshift.core.transport.shell;

import org.jspecify.annotations.Nullable;

/**
 * Hears what a process writes and how it ends. Called on I/O threads: must never wait, unless the process was started
 * {@linkplain ProcessStarter#startFlowing flowing} and has no {@linkplain ShellProcess#hasWindow window}.
 */
public interface ProcessListener {
    /** The next bytes of stdout; the array is reused after the call. */
    void stdout(byte[] bytes, int offset, int length);

    /** The next bytes of stderr; the array is reused after the call. */
    void stderr(byte[] bytes, int offset, int length);

    /** The process has ended with that status; null means that nobody knows, because the connection broke. */
    void ended(@Nullable Integer status);

    /** Nothing more will come on either stream. May come before the status or after it, and never while a child holds a stream open. */
    default void drained() {}
}
