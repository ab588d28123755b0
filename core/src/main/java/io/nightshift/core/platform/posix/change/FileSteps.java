package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.playbooks.module.FileChange;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories, links, removals, moves and times. Forks: ticket, df, status, and one to four for the change. */
final class FileSteps {
    private static final Set<String> FILES = Set.of("files");

    private FileSteps() {}

    static StepText makeDirectory(FileChange.MakeDirectory change) {
        String p = "_ns_p=" + word(change.path()) + "\n";
        String save = p + "if [ -d \"$_ns_p\" ]; then _ns_keep_mode \"$_ns_p\" 0; fi";
        String act = p + "{ [ -d \"$_ns_p\" ] || mkdir -- \"$_ns_p\"; } &&\n"
                + WriteSteps.attributes(change.attributes(), "\"$_ns_p\"", false) + ":";
        String undo =
                p + "if [ -e \"$_ns_t/0.mode\" ]; then _ns_back_mode \"$_ns_p\" 0; else _ns_clear \"$_ns_p\" 0; fi";
        return StepText.quick(FILES, save, act, undo).withoutRoom();
    }

    /** A directory is moved aside, beside where it was; {@code aside} in the ticket names the place for prune. */
    static StepText remove(FileChange.RemovePath change) {
        String p = "_ns_p=" + word(change.path()) + "\n";
        String save = p + """
                if [ -d "$_ns_p" ] && [ ! -h "$_ns_p" ]; then
                _ns_beside "$_ns_p"; printf '%s' "$_ns_x" >"$_ns_t/aside"
                else _ns_keep "$_ns_p" 0; fi""";
        String act = p + """
                if [ -e "$_ns_t/aside" ]; then _ns_beside "$_ns_p"; mv -- "$_ns_p" "$_ns_x"; else rm -f -- "$_ns_p"; fi""";
        String undo = p + """
                if [ ! -e "$_ns_t/aside" ]; then _ns_back "$_ns_p" 0; return; fi
                _ns_beside "$_ns_p"
                if [ -d "$_ns_x" ]; then
                _ns_clear "$_ns_p" 0 && rm -f -- "$_ns_p" && mv -- "$_ns_x" "$_ns_p"
                fi""";
        return StepText.quick(FILES, save, act, undo);
    }

    static StepText touch(FileChange.Touch change) {
        String p = "_ns_p=" + word(change.path()) + "\n";
        String save = p + """
                if [ -e "$_ns_p" ]; then : >"$_ns_t/0.times" && touch -r "$_ns_p" "$_ns_t/0.times"; fi""";
        String act;
        if (change.accessed() == null && change.modified() == null) {
            act = p + "touch -- \"$_ns_p\"";
        } else {
            act = p + time("-a", change.accessed()) + " && " + time("-m", change.modified());
        }
        String undo = p + """
                if [ -e "$_ns_t/0.times" ]; then [ ! -e "$_ns_p" ] || touch -r "$_ns_t/0.times" -- "$_ns_p"
                else rm -f -- "$_ns_p"; fi""";
        return StepText.quick(FILES, save, act, undo).withoutRoom();
    }

    private static String time(String which, @Nullable Double seconds) {
        String at = seconds == null ? "" : " -d " + word("@" + String.format(Locale.ROOT, "%.6f", seconds));
        return "touch " + which + at + " -- \"$_ns_p\"";
    }

    static StepText link(FileChange.MakeLink change) {
        String p = "_ns_p=" + word(change.path()) + "\n";
        String save = p + """
                if [ -d "$_ns_p" ] && [ ! -h "$_ns_p" ]; then _ns_keep_mode "$_ns_p" 0; else _ns_keep "$_ns_p" 0; fi""";
        String act = p + "_ns_beside \"$_ns_p\"; _ns_tmp=$_ns_x; _ns_parent \"$_ns_p\" || return 1\n"
                + "rm -f -- \"$_ns_tmp\" && ln " + (change.hard() ? "" : "-s ") + "-- " + word(change.target())
                + " \"$_ns_tmp\" || return 1\n"
                + """
                if [ -d "$_ns_p" ] && [ ! -h "$_ns_p" ]; then rmdir -- "$_ns_p"; fi &&
                { [ ! -h "$_ns_p" ] || rm -f -- "$_ns_p"; } && mv -f -- "$_ns_tmp" "$_ns_p" ||
                { rm -f -- "$_ns_tmp"; return 1; }
                """
                // Renaming one hard link over another of the same file does nothing and leaves both names.
                + "rm -f -- \"$_ns_tmp\"";
        String undo = p + """
                if [ -e "$_ns_t/0.mode" ]; then
                if [ -d "$_ns_p" ] && [ ! -h "$_ns_p" ]; then :; else rm -f -- "$_ns_p" && mkdir -- "$_ns_p"; fi &&
                _ns_back_mode "$_ns_p" 0
                else _ns_back "$_ns_p" 0; fi""";
        return StepText.quick(FILES, save, act, undo);
    }

    static StepText move(FileChange.Move change) {
        String p = "_ns_p=" + word(change.path()) + " _ns_to=" + word(change.to()) + "\n";
        String act = p + """
                if [ -d "$_ns_to" ] && [ ! -h "$_ns_to" ]; then
                printf '%s is a directory\\n' "$_ns_to" >&2; return 1
                fi
                { [ ! -h "$_ns_to" ] || rm -f -- "$_ns_to"; } && mv -f -- "$_ns_p" "$_ns_to\"""";
        String undo = p + """
                if [ -e "$_ns_p" ] || [ -h "$_ns_p" ]; then :
                elif [ -e "$_ns_to" ] || [ -h "$_ns_to" ]; then mv -- "$_ns_to" "$_ns_p" || return 1
                fi
                _ns_back "$_ns_to" 0""";
        return StepText.quick(FILES, p + "_ns_keep \"$_ns_to\" 0", act, undo);
    }

    static StepText attributes(FileChange.SetAttributes change) {
        return new AttributeText(change).text();
    }
}
