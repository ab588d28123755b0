package io.nightshift.playbooks.module;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a controller-side action asks the engine to do. */
public sealed interface Effect {
    /** Variables of this host from now on, at {@code set_fact} precedence; {@code cacheable} ones count as facts too. */
    record SetFacts(Map<String, Object> values, boolean cacheable) implements Effect {}

    /** Variables of this host from now on, at {@code include_vars} precedence. */
    record IncludeVariables(Map<String, Object> values) implements Effect {}

    /** A host that joins the inventory of this run. */
    record AddHost(String name, List<String> groups, Map<String, Object> variables) implements Effect {}

    /** This host joins a group, which is made when missing below {@code parents}. */
    record JoinGroup(String group, List<String> parents) implements Effect {}

    /** Waits, or asks the person at the terminal when {@code duration} is null; what is typed becomes {@code user_input} of the result. */
    record Pause(@Nullable Duration duration, @Nullable String prompt, boolean echo) implements Effect {}

    /** One of the {@code meta} actions, by Ansible's name, or after {@link #STAGE} or {@link #NEXT_NIGHT} the stage of a migration that begins. */
    record Meta(String action) implements Effect {
        public static final String STAGE = "stage ";

        /** The same, but not in the maintenance window that the stage before it was in. */
        public static final String NEXT_NIGHT = "next night, stage ";
    }

    /** Values for the summary of the run; {@code aggregate} adds to earlier ones of the same name. */
    record SetStatistics(Map<String, Object> data, boolean perHost, boolean aggregate) implements Effect {}

    /**
     * Waits until the host can be logged in to; the task fails when {@code limit} passes first. The result gets {@code elapsed} in
     * seconds.
     */
    record WaitForConnection(Duration delay, Duration limit, Duration pause, Duration attempt) implements Effect {}
}
