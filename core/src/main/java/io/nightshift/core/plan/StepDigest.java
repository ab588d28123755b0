package io.nightshift.core.plan;

import io.nightshift.core.journal.Difference;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.PackageChange;
import java.util.ArrayList;
import java.util.List;

/** The digest of a change: of all that it consists of, and of the versions that packages come in where only the host's index knows. */
final class StepDigest {
    private StepDigest() {}

    static String of(Digests digests, StepPlace place, Change change, List<Difference> differences) {
        List<String> versions = new ArrayList<>();
        if (change instanceof PackageChange) {
            for (Difference each : differences) {
                if (each.what().startsWith("package ")) {
                    versions.add(each.what() + " " + each.after());
                }
            }
        }
        ActingAs as = place.as();
        String where = as == null ? "" : as.target() + " " + as.become();
        return digests.ofText(where + "\n" + Canonical.of(change.essence()) + "\n" + Canonical.of(versions));
    }
}
