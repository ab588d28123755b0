package io.nightshift.core.cli;

import io.nightshift.core.window.WindowCalendar;
import io.nightshift.inventory.Host;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.DidYouMean;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightshift windows}: when hosts may be touched, and why or why not now. */
@Command(
        name = "windows",
        description =
                "Lists maintenance windows with their next openings, or says why a host may be touched now or not.")
final class WindowsCommand implements Callable<Integer> {
    @Mixin
    InventoryOptions inventory = new InventoryOptions();

    @Option(names = "--json", description = "Print one JSON object a line, for machines.")
    boolean json;

    @Option(
            names = {"-n", "--number"},
            paramLabel = "N",
            description = "How many openings are listed (5).")
    int number = 5;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Ask about another moment than now: 2026-12-24T23:00 in local time, or with Z or +01:00 at its end.")
    @Nullable
    String at;

    @Parameters(arity = "0..1", paramLabel = "HOST", description = "One host of the inventory.")
    @Nullable
    String host;

    @Override
    public Integer call() {
        Instant moment = at == null ? Instant.now() : moment(at);
        if (number < 1) {
            throw new Failure("error: --number must be at least 1");
        }
        Workbench bench = new Workbench(inventory);
        Inventory hosts = bench.inventory(bench.workingDirectory);
        WindowCalendar calendar = bench.windows(hosts, Clock.fixed(moment, ZoneId.systemDefault()));
        bench.refuseProblems();
        bench.warnings().ifPresent(System.err::println);
        WindowAnswers answers = new WindowAnswers(calendar, moment, number);
        String name = host;
        if (name != null) {
            known(hosts, name);
            print(json ? List.of(answers.hostAsJson(name)) : answers.host(name));
        } else {
            List<String> names = hosts.hosts().stream().map(Host::name).toList();
            print(json ? answers.windowsAsJson(names) : answers.windows(names));
        }
        return ExitCode.OK;
    }

    private static void print(List<String> lines) {
        lines.forEach(System.out::println);
    }

    private static void known(Inventory hosts, String name) {
        if (hosts.host(name).isEmpty()) {
            List<String> names = hosts.hosts().stream().map(Host::name).toList();
            throw new Failure("error: the inventory has no host `" + name + "`\nhint: "
                    + DidYouMean.hint(name, names, "nightshift inventory --graph"));
        }
    }

    private static Instant moment(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant()
                    : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException noLocalTime) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new Failure(
                        "error: --at wants a time such as 2026-12-24T23:00 or 2026-12-24T22:00Z, not `" + text + "`");
            }
        }
    }
}
