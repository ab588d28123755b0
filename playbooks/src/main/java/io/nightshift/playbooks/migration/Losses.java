package io.nightshift.playbooks.migration;

import java.util.ArrayList;
import java.util.List;

/** Gathers every place of a content that would be lost. */
final class Losses {
    /** More than anybody will mend by hand; those after are only counted. */
    private static final int MOST = 10_000;

    private final List<String> places = new ArrayList<>();
    private long more;

    void add(String place) {
        if (places.size() < MOST) {
            places.add(place);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** @throws LossyException where anything would be lost */
    void check() throws LossyException {
        if (!places.isEmpty()) {
            throw new LossyException(places, more);
        }
    }
}
