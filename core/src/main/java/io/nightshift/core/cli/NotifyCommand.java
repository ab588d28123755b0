package io.nightshift.core.cli;

import io.nightshift.core.notify.NotifySettings;
import io.nightshift.core.notify.TestMessage;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightshift notify}: who is told what runs come to. */
@Command(
        name = "notify",
        description = "Tries out who is told by mail and webhook what runs come to.",
        subcommands = NotifyCommand.TestCommand.class)
final class NotifyCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    /** {@code nightshift notify test}. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = {
                "Sends one message to every addressee, those of `escalate` too, and says what became of each.",
                "Exit code 1 where one was not reached."
            })
    static final class TestCommand implements Callable<Integer> {
        @Mixin
        NotifyOptions notify = new NotifyOptions();

        @Override
        public Integer call() {
            Workbench bench = new Workbench(new InventoryOptions());
            notify.read(bench);
            bench.refuseProblems();
            NotifySettings settings = notify.settings();
            if (settings.equals(NotifySettings.NOBODY)) {
                throw new Failure("error: nobody is told anything: there is no --notify FILE, $"
                        + NotifyOptions.VARIABLE + " is not set, and there is no notify.yml in "
                        + Workbench.stateFolder() + "\nhint: the README shows such a file");
            }
            boolean[] well = {true};
            new TestMessage(settings, Workbench.hostName(), Clock.system(ZoneId.systemDefault()))
                    .send((addressee, fate) -> {
                        well[0] &= fate.isSent();
                        System.out.println(addressee + ": "
                                + (fate.isSent() ? "taken" : "not told, " + bench.redactor.clean(fate.why())));
                    });
            return well[0] ? ExitCode.OK : ExitCode.SOME_FAILED;
        }
    }
}
