package io.nightshift.core.simulator;

import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Program;
import io.nightshift.playbooks.module.SystemChange;
import io.nightshift.playbooks.module.Undo;
import java.util.List;

/** Changes as words. */
final class Acts {
    private Acts() {}

    static List<String> of(Change change) {
        if (change instanceof FileChange.WriteFile write && write.content() instanceof Content.Bytes bytes) {
            return List.of("write", write.path(), bytes.text(), mode(write.attributes(), 0644));
        }
        if (change instanceof FileChange.MakeDirectory make) {
            return List.of("mkdir", make.path(), mode(make.attributes(), 0755));
        }
        if (change instanceof FileChange.RemovePath remove) {
            return List.of("remove", remove.path());
        }
        if (change instanceof FileChange.Touch touch) {
            return List.of("touch", touch.path());
        }
        if (change instanceof FileChange.SetAttributes set && set.entries().size() == 1) {
            return List.of("mode", set.path(), mode(set.entries().get(0).attributes(), 0644));
        }
        if (change instanceof CommandChange.Run run) {
            return List.of("run", text(run.program()));
        }
        if (change instanceof SystemChange.Reboot) {
            return List.of("reboot", "");
        }
        throw new IllegalArgumentException("pretended hosts cannot " + change.describe());
    }

    private static String mode(Attributes attributes, int otherwise) {
        Integer mode = attributes.mode();
        return String.valueOf(mode == null ? otherwise : mode);
    }

    private static String text(Program program) {
        if (program instanceof Program.Argv argv) {
            return String.join(" ", argv.words());
        }
        return ((Program.ShellText) program).text();
    }

    /** What takes the change back, by the ticket's material alone; null where nothing does. */
    static String undo(String directory, Change change) {
        if (change instanceof CommandChange.Run run) {
            String undo = run.undo();
            return undo == null ? null : Words.line(undo.startsWith("unmark") ? "command" : "again", directory, undo);
        }
        return change.wayBack() == Undo.NOT_NEEDED ? null : Words.line("files", directory);
    }
}
