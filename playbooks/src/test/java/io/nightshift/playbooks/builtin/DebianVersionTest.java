package io.nightshift.playbooks.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DebianVersionTest {
    /** The order that dpkg --compare-versions gives. */
    private static final List<String> IN_ORDER = List.of(
            "0.9~rc1-1",
            "0.9-1",
            "1.0~~",
            "1.0~",
            "1.0",
            "1.0-1",
            "1.0-1+b1",
            "1.0-1.1",
            "1.0-9",
            "1.0-10",
            "1.0a-1",
            "1.0+dfsg-1",
            "1.0.1",
            "1.2-1",
            "1.10-1",
            "1:0.1-1");

    @Test
    void versionsAreOrderedAsDpkgOrdersThem() {
        List<String> shuffled = new ArrayList<>(IN_ORDER);
        Collections.shuffle(shuffled, new Random(7));
        shuffled.sort(DebianVersion::compare);
        assertThat(shuffled).isEqualTo(IN_ORDER);
    }

    @Test
    void leadingZerosAndAMissingRevisionDoNotMatter() {
        assertThat(DebianVersion.compare("1.02", "1.2")).isZero();
        assertThat(DebianVersion.compare("1.2", "1.2-0")).isZero();
        assertThat(DebianVersion.compare("0:1", "1")).isZero();
    }
}
