package io.nightshift.inventory;

import java.util.Objects;

/**
 * One machine of the inventory, known by its name.
 *
 * @param implicit true for {@code localhost} where the inventory does not list it
 */
public record Host(String name, boolean implicit) {

    public Host {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a host needs a name");
        }
    }

    /** The name up to the first dot; addresses stay whole. */
    public String shortName() {
        int dot = name.indexOf('.');
        return dot <= 0 || HostRange.isAddress(name) ? name : name.substring(0, dot);
    }

    @Override
    public String toString() {
        return name;
    }
}
