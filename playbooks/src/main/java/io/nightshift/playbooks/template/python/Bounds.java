package io.nightshift.playbooks.template.python;

/** The largest values one expression may make, so that a typing error costs a message and not the controller's memory. */
public final class Bounds {
    /** Characters in one text. */
    public static final int TEXT = 16 * 1024 * 1024;

    /** Items in one list, dictionary or range. */
    public static final int ITEMS = 2_000_000;

    /** Bits in one whole number. */
    static final int BITS = 100_000;

    /** Levels of lists and dictionaries in each other. */
    public static final int DEPTH = 200;

    private Bounds() {}

    public static void text(long length) {
        if (length > TEXT) {
            throw new PythonException("the text would be longer than " + TEXT + " characters");
        }
    }

    public static void items(long count) {
        if (count > ITEMS) {
            throw new PythonException("the list would have more than " + ITEMS + " items");
        }
    }

    public static void depth(int depth) {
        if (depth > DEPTH) {
            throw new PythonException("lists and dictionaries are nested more than " + DEPTH + " levels deep");
        }
    }
}
