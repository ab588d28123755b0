package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.PreparedStep.Upload;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that get new bytes: a temporary file beside the destination, checked, dressed, validated, synced, renamed.
 *
 * <p>Forks of a write: ticket, df, (cp, sync of the old file,) wc, owner or mode, sync, mv, status: eight to eleven.
 */
final class WriteSteps {
    /** Content up to this goes inside the script. */
    static final long INLINE = 64 << 10;

    private static final Set<String> FILES = Set.of("files");
    private static final String UNDO = "_ns_back \"$_ns_p\" 0";

    private WriteSteps() {}

    static StepText write(Ticket ticket, FileChange.WriteFile change) {
        Content content = change.content();
        String fill;
        List<Upload> uploads = List.of();
        String sha = "''";
        if (content instanceof Content.Bytes inMemory && content.size() <= INLINE) {
            fill = "(umask 077; " + ShellText.print(inMemory.bytes()) + " >\"$_ns_tmp\") &&\n";
        } else {
            fill = "";
            sha = content.sha256();
            uploads = List.of(new Upload(Names.beside(ticket, change.path()), content));
        }
        String act = fill + "_ns_check \"$_ns_tmp\" " + content.size() + " " + sha + " &&\n"
                + finish(change.attributes(), change.validate(), change.backup());
        return text(change.path(), act).withUploads(uploads);
    }

    static StepText copy(FileChange.CopyOnHost change) {
        String act = "(umask 077; cp -- " + word(change.from()) + " \"$_ns_tmp\") &&\n"
                + finish(change.attributes(), change.validate(), change.backup());
        return text(change.path(), act);
    }

    /** {@code fill} leaves the bytes in {@code $_ns_tmp}. */
    static StepText text(String path, String fillAndFinish) {
        String p = "_ns_p=" + word(path) + "\n";
        String act = p + "_ns_beside \"$_ns_p\"\n_ns_tmp=$_ns_x\n_ns_parent \"$_ns_p\" &&\n" + fillAndFinish
                + "|| { _ns_rc=$?; rm -f -- \"$_ns_tmp\"; return $_ns_rc; }";
        return StepText.quick(FILES, p + "_ns_keep \"$_ns_p\" 0", act, p + UNDO);
    }

    static String finish(Attributes attributes, @Nullable String validate, boolean backup) {
        StringBuilder out = new StringBuilder();
        Integer mode = attributes.mode();
        // Without a name for whom, chmod honours the umask: what open(2) would have given a new file.
        out.append("_ns_dress \"$_ns_tmp\" \"$_ns_p\" ")
                .append(mode == null ? "=rw" : "''")
                .append(" &&\n");
        out.append(attributes(attributes, "\"$_ns_tmp\"", false));
        if (validate != null) {
            out.append("( eval ").append(validation(validate)).append(" ) &&\n");
        }
        if (backup) {
            out.append("_ns_backup \"$_ns_p\" &&\n");
        }
        return out.append("_ns_place \"$_ns_tmp\" \"$_ns_p\" ").toString();
    }

    /** The command with {@code %s} standing for the temporary file; a path is never part of what is evaluated. */
    private static String validation(String validate) {
        return word(validate.replace("%s", "\"$_ns_tmp\""));
    }

    /** chown before chmod: chown takes setuid away. */
    static String attributes(Attributes attributes, String path, boolean link) {
        StringBuilder out = new StringBuilder();
        String owner = owner(attributes);
        if (!owner.isEmpty()) {
            out.append(link ? "chown -h -- " : "chown -- ")
                    .append(word(owner))
                    .append(' ')
                    .append(path)
                    .append(" &&\n");
        }
        Integer mode = attributes.mode();
        if (mode != null) {
            out.append("chmod -- ")
                    .append(ShellText.mode(mode))
                    .append(' ')
                    .append(path)
                    .append(" &&\n");
        }
        return out.toString();
    }

    /** OWNER:GROUP as chown takes it; empty when both stay. */
    static String owner(Attributes attributes) {
        String owner = attributes.owner() == null ? "" : attributes.owner();
        return attributes.group() == null ? owner : owner + ":" + attributes.group();
    }
}
