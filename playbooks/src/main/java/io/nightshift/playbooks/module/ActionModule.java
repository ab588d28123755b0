package io.nightshift.playbooks.module;

import java.util.List;

/** What a playbook task calls when all of its work is on the controller: debug, set_fact, assert, add_host and the like. */
public interface ActionModule {
    /** Name, parameters and documentation; the same object at every call. */
    ModuleSpec spec();

    /** Decides at once; anything that outlives the task is returned as an {@link Effect} for the engine to carry out. */
    Done act(Args args);

    /** A registered value and what the engine has to do. */
    record Done(Result result, List<Effect> effects) {
        public Done {
            effects = List.copyOf(effects);
        }

        public static Done of(Result result, Effect... effects) {
            return new Done(result, List.of(effects));
        }
    }
}
