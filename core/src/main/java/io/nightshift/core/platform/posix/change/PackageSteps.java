package io.nightshift.core.platform.posix.change;

import io.nightshift.playbooks.module.PackageChange;
import io.nightshift.playbooks.module.PackageManager;

/** Packages, by the host's package manager. */
final class PackageSteps {
    private PackageSteps() {}

    static StepText of(PackageChange change) {
        return change.manager() == PackageManager.APT ? AptSteps.of(change) : OtherPackageSteps.of(change);
    }
}
