package io.nightshift.core.cli;

import io.nightshift.core.run.RunSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of which everything is read and asked.
 *
 * @param limit hosts it is limited to; null for all
 * @param prompted answers to {@code vars_prompt} by play path
 */
record Prepared(
        Workbench bench,
        Playbooks read,
        @Nullable List<String> limit,
        RunSettings settings,
        Map<String, Map<String, Object>> prompted) {}
