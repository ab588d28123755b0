package io.nightshift.core.cli;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.run.RunEvent;
import io.nightshift.core.run.RunEvent.ApprovalWanted;
import io.nightshift.core.run.RunEvent.HostEnded;
import io.nightshift.core.run.RunEvent.HostThrough;
import io.nightshift.core.run.RunEvent.PlaySkipped;
import io.nightshift.core.run.RunEvent.PlayStarted;
import io.nightshift.core.run.RunEvent.Progress;
import io.nightshift.core.run.RunEvent.Retrying;
import io.nightshift.core.run.RunEvent.RingEnded;
import io.nightshift.core.run.RunEvent.RingSoaking;
import io.nightshift.core.run.RunEvent.RingStarted;
import io.nightshift.core.run.RunEvent.RolloutAborted;
import io.nightshift.core.run.RunEvent.RolloutNote;
import io.nightshift.core.run.RunEvent.RunEnded;
import io.nightshift.core.run.RunEvent.RunStarted;
import io.nightshift.core.run.RunEvent.StepOutput;
import io.nightshift.core.run.RunEvent.TaskEnded;
import io.nightshift.core.run.RunEvent.TaskStarted;
import io.nightshift.core.run.RunEvent.TaskStatus;
import io.nightshift.core.run.RunEvent.UndoStarted;
import io.nightshift.core.run.RunEvent.UndoStep;
import io.nightshift.core.run.RunEvent.Warning;
import io.nightshift.core.run.RunEvent.WindowClosed;
import io.nightshift.core.run.RunEvent.WindowClosing;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A run as lines for people; on a terminal with one live line for the ring below them. */
final class ConsoleReport implements RunEvent.Listener {
    private final Style style;
    private final ProgressLine progress;
    private final int verbosity;
    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final Map<String, String> failures = new HashMap<>();
    private String run = "";
    private boolean check;
    private boolean aborted;

    private ConsoleReport(ProgressLine progress, Style style, int verbosity) {
        this.progress = progress;
        this.style = style;
        this.verbosity = verbosity;
    }

    static ConsoleReport on(PrintStream out, int verbosity, boolean interactive) {
        String unwanted = System.getenv("NO_COLOR"); // no-color.org: empty is as good as not set
        boolean colours = interactive && (unwanted == null || unwanted.isEmpty());
        ProgressLine progress =
                new ProgressLine(out, interactive ? Screen.ofTerminal() : null, System::nanoTime).ticking();
        return new ConsoleReport(progress, new Style(colours), verbosity);
    }

    /** A word of the command itself while a run goes on. */
    void aside(String text) {
        progress.stopping();
        progress.line(style.bold(text));
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof TaskEnded task) {
            task(task);
        } else if (event instanceof TaskStarted started) {
            progress.began(started.host(), started.task());
        } else if (event instanceof Progress far) {
            progress.began(far.host(), Shown.line(far.task()) + "  " + Shown.progress(far));
        } else if (event instanceof HostThrough through) {
            progress.hostEnded(through.host(), true);
        } else if (event instanceof RunStarted started) {
            run = started.run();
            check = started.check();
            progress.line(style.bold((check ? "Check of " : "Run ") + (check ? started.playbook() : run))
                    + (check ? "" : "  " + started.playbook()) + "  (" + started.hosts()
                    + (started.hosts() == 1 ? " host)" : " hosts)"));
        } else if (event instanceof PlayStarted play) {
            progress.line("");
            progress.line(style.bold("Play: " + Shown.line(play.name())) + "  "
                    + play.hosts().size() + (play.hosts().size() == 1 ? " host" : " hosts"));
        } else if (event instanceof PlaySkipped skipped) {
            progress.line("");
            progress.line(style.bold("Play: " + Shown.line(skipped.name())) + "  skipped: " + skipped.reason());
        } else if (event instanceof RingStarted ring) {
            if (ring.of() > 1) {
                String name = ring.ring().equals(Integer.toString(ring.number())) ? "" : " (" + ring.ring() + ")";
                progress.line(style.bold("Ring " + ring.number() + " of " + ring.of() + name + ": ")
                        + String.join(", ", first(ring.hosts())));
            }
            progress.ring(ring.number(), ring.of(), ring.hosts());
        } else if (event instanceof RingEnded) {
            progress.ringEnded();
        } else if (event instanceof HostEnded host) {
            if (host.state() == HostState.PARKED) {
                progress.idle(host.host());
            } else {
                progress.hostEnded(host.host(), host.state().good());
            }
            if (!host.state().good()) {
                List<String> detail = Shown.lines(notTold(host));
                progress.line(
                        style.red(host.host() + "  " + host.state()) + (detail.isEmpty() ? "" : ": " + detail.get(0)));
                detail.stream().skip(1).forEach(line -> progress.line("         " + line));
            }
        } else if (event instanceof Retrying retry) {
            progress.line("retry    " + retry.host() + "  " + Shown.line(retry.task()) + "  (" + retry.attemptsLeft()
                    + " left)");
        } else if (event instanceof StepOutput output) {
            Shown.lines(output.text()).forEach(line -> progress.line("output   " + output.host() + "  " + line));
        } else if (event instanceof UndoStarted undo) {
            progress.line(style.yellow(
                    "undo     " + undo.host() + "  taking back " + undo.steps() + " step(s), newest first"));
        } else if (event instanceof UndoStep undo) {
            progress.line((undo.succeeded() ? style.yellow("undone   ") : style.red("NOT UNDONE ")) + undo.host() + "  "
                    + Shown.line(undo.change()) + detail(undo.message()));
        } else if (event instanceof RingSoaking soaking) {
            progress.line(
                    "soak     ring " + Shown.line(soaking.ring()) + " is left alone until " + moment(soaking.until()));
        } else if (event instanceof ApprovalWanted wanted) {
            progress.line(style.yellow("approve  ") + Shown.line(wanted.from()) + " is asked to look at ring "
                    + Shown.line(wanted.ring()) + ": nightshift rollout approve " + run + " "
                    + Shown.line(wanted.ring()));
        } else if (event instanceof RolloutNote note) {
            progress.line("note     " + Shown.line(note.text()));
        } else if (event instanceof RolloutAborted ended) {
            aborted = true;
            progress.line(style.red("ABORTED  ") + Shown.line(ended.reason()) + "; "
                    + switch (ended.undo()) {
                        case STOP -> "changed hosts keep what they have";
                        case UNDO_RING -> "the hosts of this ring go back";
                        case UNDO_ALL -> "all hosts go back";
                    });
        } else if (event instanceof WindowClosing closing) {
            progress.line(style.yellow("window   ") + "closes " + moment(closing.closes()) + ", and " + closing.left()
                    + (closing.left() == 1 ? " host is" : " hosts are") + " not through");
        } else if (event instanceof WindowClosed closed) {
            progress.line(style.yellow("window   ") + closed.host() + "  " + Shown.line(closed.text()));
        } else if (event instanceof Warning warning) {
            progress.line(style.yellow("warning: ") + Shown.line(warning.text()));
        } else if (event instanceof RunEnded ended) {
            progress.close();
            new Summary(style, run, check, aborted).lines(ended).forEach(progress::line);
        }
    }

    private static String moment(java.time.Instant at) {
        return java.time.format.DateTimeFormatter.ofPattern("EEE HH:mm:ss", java.util.Locale.ENGLISH)
                .format(at.atZone(java.time.ZoneId.systemDefault()));
    }

    /** What a host's end says beyond the failed task that was shown before. */
    private String notTold(HostEnded host) {
        String detail = String.valueOf(host.detail());
        String shown = failures.getOrDefault(host.host(), "");
        if (host.detail() == null || host.state() == HostState.UNREACHABLE || detail.equals(shown)) {
            return "";
        }
        return !shown.isEmpty() && detail.startsWith(shown + "; ") ? detail.substring(shown.length() + 2) : detail;
    }

    private void task(TaskEnded task) {
        if (task.item() == null) {
            progress.idle(task.host());
        }
        boolean good = task.status() == TaskStatus.OK || task.status() == TaskStatus.SKIPPED;
        boolean quiet = verbosity == 0
                        && good
                        && (task.module().equals("meta") || task.module().equals("migration_stage"))
                || task.status() == TaskStatus.SKIPPED && verbosity == 0
                || task.status() == TaskStatus.OK && verbosity == 0 && task.item() != null;
        if (quiet) {
            return;
        }
        String item = task.item() == null ? "" : "  (" + Shown.line(task.item()) + ")";
        String word = style.status(task.status(), task.ignored(), check);
        progress.line(word + task.host() + "  " + Shown.line(task.task()) + item);
        boolean failed = task.status() == TaskStatus.FAILED || task.status() == TaskStatus.UNREACHABLE;
        if (failed) {
            failures.put(task.host(), String.valueOf(task.message()));
            FailureText.lines(task).forEach(line -> progress.line("         " + line));
        } else if (Shown.isMessage(task)) {
            Shown.message(task, json).forEach(line -> progress.line("         " + line));
        }
        if (!task.diff().isEmpty()) {
            task.diff().forEach(line -> progress.line("         " + style.diff(Shown.line(line))));
        }
        if (verbosity > 0 && !failed && !Shown.isMessage(task)) {
            more(task).forEach(line -> progress.line("         " + line));
        }
    }

    /** With -v: what a command printed, else the result; with -vv the whole result. */
    private List<String> more(TaskEnded task) {
        Map<String, Object> result = task.result();
        if (verbosity == 1 && result.get("stdout") instanceof String printed) {
            List<String> lines = new java.util.ArrayList<>(Shown.lines(printed));
            Shown.lines(String.valueOf(result.getOrDefault("stderr", "")))
                    .forEach(line -> lines.add("stderr: " + line));
            return lines;
        }
        boolean whole = verbosity > 1 || result.containsKey("ansible_facts");
        return (whole ? json.writeValueAsString(result) : compact(result))
                .lines()
                .map(Shown::line)
                .toList();
    }

    private String compact(Map<String, Object> result) {
        return verbosity > 1
                ? json.writeValueAsString(result)
                : JsonMapper.builder().build().writeValueAsString(result);
    }

    private static String detail(@org.jspecify.annotations.Nullable String detail) {
        return detail == null || detail.isEmpty() ? "" : ": " + Shown.line(detail);
    }

    private static List<String> first(List<String> hosts) {
        if (hosts.size() <= 8) {
            return hosts;
        }
        List<String> shown = new java.util.ArrayList<>(hosts.subList(0, 7));
        shown.add("and " + (hosts.size() - 7) + " more");
        return shown;
    }
}
