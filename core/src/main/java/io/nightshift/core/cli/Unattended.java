package io.nightshift.core.cli;

import io.nightshift.core.schedule.ScheduledOrder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checks that a run needs nobody who could be asked: its words, its playbook and inventory, and on wish its credentials. */
final class Unattended {
    private final PrintStream asides;

    Unattended(PrintStream asides) {
        this.asides = asides;
    }

    /**
     * Reads everything that the run will read.
     *
     * @throws Failure if something is wrong or missing, or if a question would be asked
     */
    Prepared check(ScheduledOrder order) {
        return command(order).prepare(caller(order));
    }

    private Caller caller(ScheduledOrder order) {
        return Caller.nobody(order.words(), Path.of(order.folder()), asides, order.agent(), order.user());
    }

    private static RunCommand command(ScheduledOrder order) {
        String words = String.join(" ", order.words());
        if (!(OrderedWords.command(order.words()) instanceof RunCommand command)) {
            throw new Failure("error: `" + words + "` cannot be scheduled\nhint: only `run PLAYBOOK …` can");
        }
        if (command.run.listHosts || command.run.listTasks || command.run.listTags || command.run.syntaxCheck) {
            throw new Failure("error: `" + words + "` only lists or checks, and makes no run");
        }
        refuse(command.connection.askPassword, "-k", "a login password", "--connection-password-file FILE, or a key");
        refuse(command.connection.askBecomePassword, "-K", "a password", "--become-password-file FILE");
        refuse(
                command.inventory.askVaultPassword
                        || command.inventory.vaultIds.stream()
                                .anyMatch(id -> id.equals("prompt") || id.endsWith("@prompt")),
                "--ask-vault-pass",
                "the vault password",
                "--vault-password-file FILE");
        return command;
    }

    private static void refuse(boolean asks, String option, String what, String instead) {
        if (asks) {
            throw new Failure("error: " + option + " asks for " + what
                    + ", and nobody will be there to answer\nhint: use " + instead
                    + "; FILE may be credential:NAME for one that systemd loads for the service");
        }
    }

    /**
     * Logs in to every host.
     *
     * @throws Failure if one of them refuses, or none answers
     */
    void prove(ScheduledOrder order, Consumer<String> say) {
        RunCommand command = command(order);
        LoginProof.Result result = new LoginProof(command.prepare(caller(order)), command.connection).make();
        if (!result.refused().isEmpty()) {
            StringBuilder text = new StringBuilder("error: not every host lets this schedule in");
            for (Map.Entry<String, String> host : result.refused().entrySet()) {
                text.append("\n  ").append(host.getKey()).append(": ").append(host.getValue());
            }
            throw new Failure(text + "\nhint: "
                    + (order.agent() == null
                            ? "the SSH agent of this shell was not asked, because serve does not have it; name a key with"
                                    + " --private-key, or an agent that serve can reach with --agent SOCKET"
                            : "the agent at " + order.agent() + " was asked"));
        }
        List<String> well = result.well();
        if (well.isEmpty()) {
            throw new Failure("error: no host answered, so the credentials could not be proved: "
                    + String.join(", ", result.off())
                    + "\nhint: try again when one of them is on, or add the schedule with --no-proof");
        }
        say.accept("proved: " + well.size() + (well.size() == 1 ? " host lets" : " hosts let") + " this schedule in"
                + (result.off().isEmpty() ? "" : "; off, and not asked: " + String.join(", ", result.off())));
    }
}
