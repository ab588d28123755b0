package io.nightshift.inventory.yaml;

/** How bad a problem is: an error stops everything before a host is touched, a warning does not. */
public enum Severity {
    ERROR("error"),
    WARNING("warning");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** The word shown to the technician. */
    public String word() {
        return word;
    }
}
