package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Program;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code command}, {@code shell} and {@code script} share: the conditions {@code creates} and {@code removes}, and the result. */
final class CommandTask {
    /** The parameter that free text arrives in. */
    static final String FREE_TEXT = "_raw_params";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Args args;
    private final String text;

    CommandTask(Args args) {
        this.args = args;
        this.text = args.optional("cmd").or(() -> args.optional(FREE_TEXT)).orElse("");
    }

    /** The command itself. */
    String text() {
        return text;
    }

    @Nullable
    String directory() {
        return args.optional("chdir").orElse(null);
    }

    @Nullable
    String stdin() {
        return args.optional("stdin")
                .map(input -> args.flag("stdin_add_newline") ? input + "\n" : input)
                .orElse(null);
    }

    List<Probe> conditions() {
        List<Probe> probes = new ArrayList<>();
        args.optional("creates").ifPresent(pattern -> probes.add(glob(pattern)));
        args.optional("removes").ifPresent(pattern -> probes.add(glob(pattern)));
        return probes;
    }

    private Probe.Glob glob(String pattern) {
        String directory = directory();
        boolean relative = !pattern.startsWith("/") && !pattern.startsWith("~");
        return new Probe.Glob(relative && directory != null ? directory + "/" + pattern : pattern);
    }

    /** Why it need not run: what it creates is there, or what it removes is not. */
    Optional<String> needless(Readings now) {
        Optional<String> creates = args.optional("creates");
        if (creates.isPresent() && there(now, creates.get())) {
            return Optional.of("skipped, since " + creates.get() + " exists");
        }
        Optional<String> removes = args.optional("removes");
        if (removes.isPresent() && !there(now, removes.get())) {
            return Optional.of("skipped, since " + removes.get() + " does not exist");
        }
        return Optional.empty();
    }

    private boolean there(Readings now, String pattern) {
        return !now.get(glob(pattern), Reading.Names.class).names().isEmpty();
    }

    /**
     * What the task registers.
     *
     * @param command the value of {@code cmd}: words, or text for a shell
     */
    Result result(@Nullable Object command, Readings before, List<Outcome> done) {
        if (done.isEmpty()) {
            String reason = needless(before).orElse("");
            return notRun(output(Result.unchanged(), command, 0, reason, ""))
                    .message((args.settings().checkMode() ? "Would" : "Did") + " not run command"
                            + reason.replaceFirst("skipped, since (\\S+)", " since '$1'"));
        }
        Outcome outcome = done.get(done.size() - 1);
        if (outcome instanceof Outcome.Planned) {
            boolean conditional = !conditions().isEmpty();
            Result planned = output(Result.changed(conditional), command, 0, "", "")
                    .message("Command would have run if not in check mode");
            return conditional ? planned : planned.asSkipped();
        }
        if (outcome instanceof Outcome.Failed failed) {
            return output(Result.failure(failed.message()), command, failed.status(), failed.stdout(), failed.stderr());
        }
        Outcome.Done ran = (Outcome.Done) outcome;
        Optional<Result> notBegun = notBegun(command, ran);
        if (notBegun.isPresent()) {
            return notBegun.get();
        }
        boolean failed = ran.status() != 0;
        Result result = new Result(true, failed, false, failed ? "non-zero return code" : "", Map.of());
        return output(result, command, ran.status(), ran.stdout(), ran.stderr())
                .with("start", TIME.format(ran.started()))
                .with("end", TIME.format(ran.ended()))
                .with("delta", delta(ran.started(), ran.ended()));
    }

    /** It could not even be started: that is no outcome of the command, and nothing was changed. */
    private Optional<Result> notBegun(@Nullable Object command, Outcome.Done ran) {
        String said = ran.stderr().strip();
        if (ran.status() == 127 && said.startsWith(Program.NOT_FOUND)) {
            String problem = "No such file or directory: '" + said.substring(Program.NOT_FOUND.length()) + "'";
            return Optional.of(output(Result.failure("[Errno 2] " + problem), command, 2, "", ""));
        }
        if (ran.status() == 1 && said.startsWith(Program.NO_DIRECTORY)) {
            Result failure = Result.failure("Unable to change directory before execution: there is no directory "
                    + said.substring(Program.NO_DIRECTORY.length()) + " that can be entered");
            return Optional.of(notRun(output(failure, command, 1, "", "")).with("rc", null));
        }
        return Optional.empty();
    }

    private static Result notRun(Result result) {
        return result.with("start", null).with("end", null).with("delta", null);
    }

    private Result output(Result result, @Nullable Object command, int status, String stdout, String stderr) {
        boolean strip = args.spec().parameter("strip_empty_ends").isPresent() && args.flag("strip_empty_ends");
        String out = strip ? stripEnds(stdout) : stdout;
        String err = strip ? stripEnds(stderr) : stderr;
        return result.with("cmd", command)
                .with("rc", (long) status)
                .with("stdout", out)
                .with("stderr", err)
                .with("stdout_lines", lines(out))
                .with("stderr_lines", lines(err));
    }

    static List<String> lines(String text) {
        return new TextLines(text);
    }

    private static String stripEnds(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String delta(Instant started, Instant ended) {
        Duration taken = Duration.between(started, ended);
        return String.format(
                "%d:%02d:%02d.%06d",
                taken.toHours(), taken.toMinutesPart(), taken.toSecondsPart(), taken.toNanosPart() / 1000);
    }
}
