package io.nightshift.core.cli;

/** What the process ends with; the full list is in the README. */
final class ExitCode {
    static final int OK = 0;
    static final int SOME_FAILED = 1;
    static final int WRONG_INPUT = 2;
    static final int BUG = 3;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
