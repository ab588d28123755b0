package io.nightshift.playbooks.module;

import org.jspecify.annotations.Nullable;

/**
 * Owner, group and mode of a path; null leaves what is there, or what the host gives new files.
 *
 * @param mode permission bits, at most 07777
 */
public record Attributes(
        @Nullable String owner,
        @Nullable String group,
        @Nullable Integer mode) {
    public static final Attributes KEEP = new Attributes(null, null, null);

    public boolean keepsAll() {
        return owner == null && group == null && mode == null;
    }
}
