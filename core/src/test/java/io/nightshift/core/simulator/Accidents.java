package io.nightshift.core.simulator;

/** Decides what goes wrong, call by call. */
interface Accidents {
    /** Nothing ever does. */
    Accidents NONE = new Accidents() {};

    /** What becomes of a call to a host; {@code what} is the first word of the script, or {@code connect}. */
    default Accident call(String host, String what) {
        return Accident.NONE;
    }

    /** What becomes of a call to the store. */
    default StoreAccident store(String method) {
        return StoreAccident.NONE;
    }

    /** What goes wrong with the store. */
    enum StoreAccident {
        NONE,
        /** The controller dies before the write. */
        KILLED_BEFORE,
        /** The controller dies when it is written. */
        KILLED_AFTER,
        /** It says that it cannot, and did not. */
        FAILS_BEFORE,
        /** It says that it cannot, and yet did. */
        FAILS_AFTER
    }
}
