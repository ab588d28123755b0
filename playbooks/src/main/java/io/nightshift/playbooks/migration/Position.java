package io.nightshift.playbooks.migration;

/** Where in a text one is: line and column from 1, columns in characters; goes forward only. */
final class Position {
    private long line = 1;
    private long column = 1;
    private boolean afterReturn;

    void pass(char at) {
        if (at == '\n' && afterReturn) {
            afterReturn = false;
            return;
        }
        afterReturn = at == '\r';
        if (at == '\n' || at == '\r' || at == '\u0085') {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate(at)) {
            column++;
        }
    }

    String of(String name) {
        return name + ":" + line + ":" + column + ": ";
    }
}
