package io.nightshift.core.simulator;

/** Nothing goes wrong but one call, the Nth of its kind, and where wanted all after it. */
final class NthCall implements Accidents {
    private final int number;
    private final Accident ofHost;
    private final StoreAccident ofStore;
    private final boolean fromThenOn;
    private int calls;

    private NthCall(int number, Accident ofHost, StoreAccident ofStore, boolean fromThenOn) {
        this.number = number;
        this.ofHost = ofHost;
        this.ofStore = ofStore;
        this.fromThenOn = fromThenOn;
    }

    static NthCall toAHost(int number, Accident accident) {
        return new NthCall(number, accident, StoreAccident.NONE, false);
    }

    /** @param fromThenOn whether the store stays so until the controller starts again */
    static NthCall toTheStore(int number, StoreAccident accident, boolean fromThenOn) {
        return new NthCall(number, Accident.NONE, accident, fromThenOn);
    }

    /** Whether there was such a call. */
    boolean happened() {
        return calls >= number;
    }

    @Override
    public Accident call(String host, String what) {
        return ofHost != Accident.NONE && isIt() ? ofHost : Accident.NONE;
    }

    @Override
    public StoreAccident store(String method) {
        return ofStore != StoreAccident.NONE && isIt() ? ofStore : StoreAccident.NONE;
    }

    private boolean isIt() {
        calls++;
        return calls == number || fromThenOn && calls > number;
    }
}
