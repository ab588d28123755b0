package io.nightshift.core.platform.posix.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Data cases only: a host with dnf could not be had. */
class OtherPackageStepsTest {
    @Test
    void dnfGetsWhatTheTaskAsksFor() {
        assertThat(OtherPackageSteps.options(
                        "dnf",
                        Map.of(
                                "enablerepo", "epel,crb",
                                "exclude", "kernel*",
                                "disable_gpg_check", "true",
                                "allowerasing", "true",
                                "nobest", "false",
                                "install_weak_deps", "false",
                                "validate_certs", "false",
                                "installroot", "/")))
                .isEqualTo("'--enablerepo=epel,crb' '--exclude=kernel*' '--allowerasing' '--nogpgcheck'"
                        + " '--setopt=install_weak_deps=False' '--setopt=sslverify=false' ");
    }

    @Test
    void otherFamiliesHaveNoOptions() {
        assertThat(OtherPackageSteps.options("pacman", Map.of("enablerepo", "x")))
                .isEmpty();
    }
}
