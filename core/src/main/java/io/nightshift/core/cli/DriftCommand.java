package io.nightshift.core.cli;

import io.nightshift.core.drift.CheckRecord;
import io.nightshift.core.drift.DriftFormat;
import io.nightshift.core.drift.DriftReport;
import io.nightshift.core.drift.Drifts;
import io.nightshift.core.journal.RunStore;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift drift}: which hosts are not as the playbook says, and what has changed since the check before. */
@Command(
        name = "drift",
        description = {
            "Shows what the last check found on which hosts, and what of it is new, other or gone since the check before.",
            "Checks are runs with --drift or --check, by hand or by a schedule; they change nothing. No host is asked now.",
            "",
            "  nightshift schedule add look --every day --at 05:00 --drift -- run site.yml -i hosts.ini"
        })
final class DriftCommand implements Callable<Integer> {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (the default), html (one page to keep or print), csv or json.")
    DriftFormat format = DriftFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it to this file, for your eyes only (mode 0600).")
    @Nullable
    Path output;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME|PLAYBOOK|RUN",
            description = "A schedule, a playbook or a check; the newest check where nothing is named.")
    @Nullable
    String named;

    @Override
    public Integer call() {
        DriftReport report;
        try (RunStore store = Workbench.store()) {
            report = new Drifts(store).newest(this::isMeant).orElseThrow(this::none);
        }
        String text = format.of(report, ZoneId.systemDefault());
        if (output == null) {
            System.out.print(text);
            System.out.flush();
        } else {
            ReportCommand.write(output, text);
        }
        return ExitCode.OK;
    }

    private boolean isMeant(CheckRecord check) {
        String name = named;
        if (name == null || check.subject().equals("schedule " + name)) {
            return true;
        }
        Path playbook = Path.of(check.run().playbook());
        return playbook.equals(Path.of(name).toAbsolutePath().normalize())
                || name.equals(String.valueOf(playbook.getFileName()))
                || name.length() >= 8 && check.run().id().startsWith(name);
    }

    private Failure none() {
        String what = named == null
                ? "no check is kept yet"
                : "no check is kept of a schedule, playbook or run `" + named + "`";
        return new Failure(
                "error: " + what + "\nhint: make one with `nightshift run --drift PLAYBOOK`, or with `nightshift"
                        + " schedule add NAME … --drift -- run PLAYBOOK`");
    }
}
