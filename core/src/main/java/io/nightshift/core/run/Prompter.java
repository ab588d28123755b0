package io.nightshift.core.run;

import java.util.Optional;

/** Asks the person at the terminal; empty where there is none. */
public interface Prompter {
    Prompter NOBODY = (question, echo) -> Optional.empty();

    Optional<String> ask(String question, boolean echo);
}
