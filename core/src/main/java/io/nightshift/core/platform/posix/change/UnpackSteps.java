package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.PreparedStep.Upload;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import java.util.List;
import java.util.Set;

/** Archives. What is overwritten is kept in the ticket, what is new is listed there. */
final class UnpackSteps {
    private static final long ROOM_KIB = 20 << 10;

    private UnpackSteps() {}

    static StepText of(HostProfile host, Ticket ticket, FileChange.Unpack change) {
        String sent = host.ticketBase() + "/.upload-" + Names.id(ticket);
        Content archive = change.archive();
        String onHost = change.archiveOnHost();
        String file = archive != null || onHost == null ? sent : onHost;
        String p = "_ns_p=" + word(change.path()) + "\n";
        String undo = p + "_ns_back_members";
        StringBuilder act = new StringBuilder(p);
        if (archive != null) {
            act.append("_ns_check " + word(sent) + " " + archive.size() + " " + archive.sha256() + " || return 1\n");
        }
        act.append(change.format().equals("zip") ? unzip(change, file) : untar(change, file))
                .append(" || return 1\n");
        String owner = WriteSteps.owner(change.attributes());
        if (!owner.isEmpty()) {
            act.append("_ns_all_members chown -h " + word(owner) + " || return 1\n");
        }
        Integer mode = change.attributes().mode();
        if (mode != null) {
            act.append("_ns_all_members chmod " + ShellText.mode(mode) + " || return 1\n");
        }
        if (archive != null) {
            act.append("rm -f -- " + word(sent) + "\n");
        }
        StepText text = StepText.slow(
                        Set.of("files", "unpack"),
                        p + "_ns_keep_members " + word(file) + " " + word(change.format())
                                + (change.extraOptions().contains("--keep-directory-symlink") ? " follow" : " ''"),
                        act.toString(),
                        undo)
                .withRoom(ROOM_KIB);
        return archive == null ? text : text.withUploads(List.of(new Upload(sent, archive)));
    }

    private static String untar(FileChange.Unpack change, String file) {
        StringBuilder out = new StringBuilder("tar -C \"$_ns_p\" -xpf " + word(file));
        out.append(change.keepNewer() ? " --keep-newer-files" : "");
        for (String exclude : change.exclude()) {
            out.append(' ').append(word("--exclude=" + exclude));
        }
        return out.append(' ')
                .append(words(change.extraOptions()))
                .append(" -- ")
                .append(words(change.include()))
                .toString();
    }

    private static String unzip(FileChange.Unpack change, String file) {
        return "unzip -q " + (change.keepNewer() ? "-u -o " : "-o ") + words(change.extraOptions()) + " " + word(file)
                + " "
                + words(change.include())
                + (change.exclude().isEmpty() ? "" : " -x " + words(change.exclude())) + " -d \"$_ns_p\"";
    }
}
