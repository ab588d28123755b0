package io.nightshift.playbooks;

import io.nightshift.playbooks.module.ModuleSpec;
import java.util.Collection;
import java.util.Optional;

/** Which modules there are, as far as the reader has to know. */
public interface ModuleNames {
    /** The module that answers to this name, in any of its forms. */
    Optional<ModuleSpec> spec(String name);

    /** Every short name, for "did you mean". */
    Collection<String> names();
}
