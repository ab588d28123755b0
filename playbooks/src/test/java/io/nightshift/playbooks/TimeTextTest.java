package io.nightshift.playbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @Test
    void hoursMinutesAndSecondsMayStandTogether() {
        assertThat(TimeText.read("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(TimeText.read(" 90S ")).contains(Duration.ofSeconds(90));
        assertThat(TimeText.read("0s")).contains(Duration.ZERO);
        assertThat(TimeText.read("2w1d")).contains(Duration.ofDays(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "5m1h", "-5m", "1y", "5 minutes"})
    void anythingElseIsNoTime(String text) {
        assertThat(TimeText.read(text)).isEmpty();
    }
}
