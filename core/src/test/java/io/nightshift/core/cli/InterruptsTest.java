package io.nightshift.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
    private boolean mute;
    private final Interrupts interrupts = new Interrupts(
            "r1", text -> happened.add(text.split(" ")[1]), code -> happened.add("exit " + code), () -> mute);

    private void running() {
        interrupts.stops(() -> happened.add("stop"));
    }

    @Test
    void the_first_stops_the_second_leaves() {
        running();
        interrupts.interrupted("INT");
        assertThat(happened).containsExactly("stop", "stopping");
        interrupts.interrupted("TERM");
        assertThat(happened).containsExactly("stop", "stopping", "left.", "exit 130");
    }

    @Test
    void while_the_journal_cannot_be_written_the_first_leaves() {
        running();
        mute = true;
        interrupts.interrupted("INT");
        assertThat(happened).containsExactly("left,", "exit 130");
    }

    @Test
    void a_terminal_that_closes_stops_once_however_often_it_is_told() {
        running();
        interrupts.interrupted("HUP");
        interrupts.interrupted("HUP");
        assertThat(happened).containsExactly("stop", "stopping");
        interrupts.interrupted("INT");
        assertThat(happened).endsWith("exit 130");
    }

    @Test
    void before_anything_has_begun_it_just_leaves() {
        interrupts.interrupted("INT");
        assertThat(happened).containsExactly("left", "exit 130");
    }

    @Test
    void an_output_that_hangs_does_not_keep_anybody() {
        List<String> left = Collections.synchronizedList(new ArrayList<>());
        Interrupts stuck = new Interrupts("r1", text -> hang(), code -> left.add("exit " + code), () -> false);
        stuck.interrupted("INT");
        assertThat(left).containsExactly("exit 130");
    }

    private static void hang() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
