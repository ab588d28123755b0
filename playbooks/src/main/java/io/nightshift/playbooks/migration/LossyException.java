package io.nightshift.playbooks.migration;

import java.util.List;

/** Content that cannot be converted without a loss; nothing of it was. */
public final class LossyException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST = 50;

    private final transient List<String> places;

    /**
     * @param places every place with what is wrong there, in the order of the content
     * @param more how many come after them
     */
    LossyException(List<String> places, long more) {
        super(String.join("\n", places.subList(0, Math.min(MOST, places.size())))
                + (places.size() + more > MOST ? "\nand " + (places.size() + more - MOST) + " more places" : ""));
        this.places = List.copyOf(places);
    }

    public List<String> places() {
        return places;
    }
}
