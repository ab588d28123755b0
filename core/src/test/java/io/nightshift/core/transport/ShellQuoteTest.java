package io.nightshift.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellQuoteTest {
    @Test
    void a_text_becomes_one_word_and_a_lone_byte_that_byte() {
        assertThat(ShellQuote.quote("it's $HOME `x` \\n")).isEqualTo("'it'\\''s $HOME `x` \\n'");
        assertThat(ShellQuote.quote("caf\udce9")).isEqualTo("'caf'\"$(printf '\\351')\"''");
        assertThat(ShellQuote.quote("\ud83d\ude00")).isEqualTo("'\ud83d\ude00'");
        assertThatThrownBy(() -> ShellQuote.quote("a\0b")).hasMessageContaining("NUL");
    }
}
