package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A step framed by its ticket: {@code step.sh} around the change, {@code undo.sh} around the way back. */
record TicketedStep(
        Ticket ticket,
        Change change,
        Duration limit,
        StepText text,
        @Nullable Hold hold) implements PreparedStep {
    @Override
    public List<Upload> uploads() {
        return text.uploads();
    }

    @Override
    public String announce(Upload upload) {
        return "(" + Library.text("boot") + Library.text("uploads") + "_ns_announce "
                + ShellText.words(List.of(ticket.run(), upload.path(), Names.announcement(ticket))) + "\n)";
    }

    @Override
    public String withdraw(Upload upload) {
        return "rm -f -- " + ShellText.words(List.of(upload.path(), Names.announcement(ticket)));
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder("(").append(variables());
        out.append("_ns_need=").append(text.roomKiB()).append('\n');
        out.append(
                hold == null
                        ? "_ns_hold() { :; }\n"
                        : Holding.text(ticket.base(), hold, text.quick() ? Duration.ZERO : limit.plusMinutes(1)));
        out.append(Library.text("boot")).append(Library.text("ticket")).append(Library.text("step"));
        appendLibraries(out);
        out.append(function("_ns_save", savingFiles()));
        if (text.quick()) {
            out.append(function("_ns_act", text.act())).append("_ns_quick\n");
        } else {
            out.append(
                    function("_ns_run", "printf '_ns_umask=%s\\n' \"${_ns_umask:-022}\"\n" + ShellText.print(run())));
            out.append("_ns_long_run\n");
        }
        for (Upload upload : text.uploads()) {
            // Whatever the step came to, unless it is one that began before and may still want it.
            out.append("if [ ! -d \"$_ns_t\" ] || [ -s \"$_ns_t/rc\" ]; then ")
                    .append(withdraw(upload))
                    .append("; fi\n");
        }
        return out.append(")").toString();
    }

    /** The text of the process that makes a long change. */
    private String run() {
        StringBuilder out = new StringBuilder(variables());
        out.append("_ns_limit=").append(Math.max(1, limit.toSeconds())).append('\n');
        appendLibraries(out);
        return out.append(function("_ns_act", text.act()))
                .append(Library.text("family"))
                .append(Library.text("run"))
                .toString();
    }

    private String savingFiles() {
        StringBuilder out = new StringBuilder();
        for (StepText.TicketFile file : text.files()) {
            out.append(ShellText.print(file.bytes()))
                    .append(" >\"$_ns_t/")
                    .append(file.name())
                    .append("\" || return 1\n");
        }
        return out.append(text.save()).toString();
    }

    @Override
    public @Nullable String undoScript() {
        String undo = text.undo();
        if (undo == null) {
            return null;
        }
        StringBuilder out = new StringBuilder("(_ns_u=${_ns_t:-}\n").append(variables());
        appendLibraries(out);
        out.append(function("_ns_undo", undo));
        if (text.again()) {
            return out.append("if [ -e \"$_ns_t/ready\" ] || [ \"${_ns_rebooted:-}\" ]; then _ns_undo; fi\n)")
                    .toString();
        }
        return out.append(Library.text("boot"))
                .append(Library.text("undo"))
                .append("_ns_take_back\n)")
                .toString();
    }

    private String variables() {
        return "_ns_t=" + ShellText.word(ticket.directory()) + " _ns_id=" + Names.id(ticket) + "\n";
    }

    private void appendLibraries(StringBuilder out) {
        Set<String> sorted = new TreeSet<>(text.libraries());
        for (String library : sorted) {
            out.append(Library.text(library));
        }
    }

    private static String function(String name, String body) {
        return name + "() {\n" + (body.isBlank() ? ":" : body.strip()) + "\n}\n";
    }

    @Override
    public Answer answer(Frame frame, Instant started, Instant ended) {
        return TicketAnswer.read(frame).toAnswer(change, started, ended);
    }
}
