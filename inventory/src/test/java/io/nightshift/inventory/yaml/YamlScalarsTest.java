package io.nightshift.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected values are those of PyYAML 6, which Ansible uses. */
class YamlScalarsTest {

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "0, 0",
        "-7, -7",
        "+7, 7",
        "0644, 420",
        "0755, 493",
        "010, 8",
        "0x1F, 31",
        "0b101, 5",
        "1_000, 1000",
        "1:30, 90",
        "12:30, 750",
        "1:30:15, 5415",
        "-1:30, -90",
        "0_7, 7",
        "-010, -8"
    })
    void wholeNumbers(String text, long value) {
        assertThat(YamlScalars.resolve(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "1., 1", ".5, 0.5", "1.5e+3, 1500", "-2.5, -2.5", "1:30.5, 90.5", "1_0.2_5, 10.25"})
    void decimals(String text, double value) {
        assertThat(YamlScalars.resolve(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e3", "1.5e3", "08", "0o14", "2026-11-22", "2026-11-22T10:00:00Z", "1.2.3", "y", "n", "tRUE", "-", "+",
                ".", "1:60", "0:30", "0x", "0b2", "=", "<<", "-.5", "1:2:3:x", "NULL_", "_1", "12:30:45.x"
            })
    void everythingElseIsText(String text) {
        assertThat(YamlScalars.resolve(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes", "YES", "true", "True", "on", "ON"})
    void wordsOfTruth(String text) {
        assertThat(YamlScalars.resolve(text)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "No", "false", "FALSE", "off", "Off"})
    void wordsOfFalsehood(String text) {
        assertThat(YamlScalars.resolve(text)).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void nothing(String text) {
        assertThat(YamlScalars.resolve(text)).isNull();
    }

    @Test
    void largeNumbersKeepTheirDigits() {
        assertThat(YamlScalars.resolve("123456789012345678901234567890"))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
    }

    @Test
    void infinityAndNotANumber() {
        assertThat(YamlScalars.resolve(".inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(YamlScalars.resolve("-.inf")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(YamlScalars.resolve(".nan")).isEqualTo(Double.NaN);
    }
}
