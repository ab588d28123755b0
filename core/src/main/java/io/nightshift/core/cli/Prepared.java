package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.run.RunEngine;
import io.nightshift.core.run.RunSettings;
import io.nightshift.core.run.Timing;
import java.time.Duration;
import java.util.LinkedHashMap;
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
        Map<String, Map<String, Object>> prompted) {
    /** The exact texts of the inventory, beside those of the playbook. */
    Map<String, String> texts() {
        return InventoryTexts.of(
                bench.inventorySources(),
                bench.workingDirectory,
                read.playbook().file().getParent());
    }

    /**
     * The run as the engine wants it.
     *
     * @param more texts that are stored with the run beside those it is made of, by name
     */
    RunEngine.Order order(String id, Map<String, String> more, Duration keepUndo, boolean resumed) {
        Map<String, String> texts = new LinkedHashMap<>(texts());
        texts.putAll(more);
        return new RunEngine.Order(
                        id,
                        settings.check() ? RunRecord.Kind.CHECK : RunRecord.Kind.RUN,
                        read.playbook(),
                        read.inventory(),
                        settings,
                        limit,
                        texts,
                        CommandLines.shown(bench.caller.words(), bench.redactor),
                        bench.caller.user(),
                        Version.text(),
                        keepUndo,
                        prompted,
                        Workbench.stateFolder().toString(),
                        resumed)
                .at(new Timing(read.windows(), false, null, false));
    }
}
