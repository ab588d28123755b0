package io.nightshift.core.cli;

import io.nightshift.core.journal.RunRecord;
import io.nightshift.core.journal.RunStore;
import io.nightshift.core.record.RunArguments;
import io.nightshift.core.record.RunTexts;
import java.util.Optional;

/**
 * How the run that is taken back was ordered: with its inventory, and the passwords it asked for, a rollback reaches what the run
 * reached. What the person at the keyboard says now counts more.
 */
record OriginalOrder(RunStore store, RunRecord run) {
    Workbench bench(InventoryOptions said, ConnectionOptions connection) {
        Optional<RunArguments> arguments = RunArguments.of(store, run.id());
        Optional<RunCommand> order = arguments.flatMap(it -> command(it));
        if (arguments.isEmpty() || order.isEmpty()) {
            return new Workbench(said);
        }
        InventoryOptions options = order.get().inventory;
        options.limit = said.limit;
        if (!said.vaultIds.isEmpty() || !said.vaultPasswordFiles.isEmpty() || said.askVaultPassword) {
            options.vaultIds = said.vaultIds;
            options.vaultPasswordFiles = said.vaultPasswordFiles;
            options.askVaultPassword = said.askVaultPassword;
        }
        if (Terminal.isInteractive()) {
            connection.askPassword |= order.get().connection.askPassword;
            connection.askBecomePassword |= order.get().connection.askBecomePassword;
        } else {
            options.askVaultPassword = said.askVaultPassword;
        }
        if (!said.inventory.isEmpty()) {
            options.inventory = said.inventory;
            options.extraVariables = said.extraVariables;
            return new Workbench(options);
        }
        return new Workbench(options, arguments.get().folder(), RunTexts.stored(store, run.id()));
    }

    private static Optional<RunCommand> command(RunArguments arguments) {
        try {
            return OrderedWords.command(arguments.arguments()) instanceof RunCommand command
                    ? Optional.of(command)
                    : Optional.empty();
        } catch (Failure e) {
            return Optional.empty(); // an older version had options that this one lacks
        }
    }
}
