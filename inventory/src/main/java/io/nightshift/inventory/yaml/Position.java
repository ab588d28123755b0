package io.nightshift.inventory.yaml;

import java.util.Objects;

/**
 * Where something was written: a file (or another name, such as {@code --extra-vars}), a line and a column.
 *
 * <p>Line and column count from 1; columns count characters as an editor does (a tab is one). Line 0 means the file as a
 * whole.
 */
public record Position(String file, int line, int column) {

    /** The position of things that nobody wrote, such as the implicit host {@code localhost}. */
    public static final Position NONE = new Position("", 0, 0);

    public Position {
        Objects.requireNonNull(file, "file");
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
        }
    }

    /** The file as a whole, for problems that no single line causes. */
    public static Position ofFile(String file) {
        return new Position(file, 0, 0);
    }

    /** True if this names a line that can be shown. */
    public boolean hasLine() {
        return line > 0;
    }

    /** {@code file:line:column}, without the parts that are not known. */
    @Override
    public String toString() {
        return hasLine() ? file + ":" + line + ":" + column : file;
    }
}
