package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.PreparedStep.Upload;
import io.nightshift.core.platform.Ticket;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.TreeChange;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

/**
 * Trees that were sent: the directory in which they wait, and their arrival by renames.
 *
 * <p>Forks of an arrival: about twenty, and for each two hundred names of a directory one that renames and one that links.
 */
final class TreeSteps {
    private static final Set<String> TREE = Set.of("files", "tree");

    private TreeSteps() {}

    static StepText stage(TreeChange.StageTree change) {
        String s = "_ns_s=" + word(change.staging()) + "\n";
        return StepText.quick(TREE, ":", s + "_ns_stage", s + "_ns_unstage").withoutRoom();
    }

    /** The way back lies in the ticket as the text {@code back}, synced before anything is moved. */
    static StepText arrive(HostProfile host, Ticket ticket, TreeChange.ArriveTree change) {
        String paths = "_ns_p=" + word(change.path()) + " _ns_s=" + word(change.staging()) + "\n";
        TreeText text = new TreeText(change);
        byte[] there = text.there();
        byte[] back = text.back();
        String act = paths + "_ns_arrive";
        String undo = paths + "_ns_depart";
        String rest = "{ sync \"$_ns_t/back\" 2>/dev/null || sync; } &&\n" + paths
                + "printf '%s' \"${_ns_s%/*}/.nightshift-$_ns_id\" >\"$_ns_t/aside\"";
        if (there.length + back.length <= WriteSteps.INLINE) {
            String save = ShellText.print(back) + " >\"$_ns_t/back\" &&\n" + ShellText.print(there)
                    + " >\"$_ns_t/there\" &&\n" + rest;
            return StepText.slow(TREE, save, act, undo);
        }
        String sent = host.ticketBase() + "/.upload-" + Names.id(ticket);
        Content both = Content.of(joined(back, there));
        String save =
                "_ns_check " + word(sent) + " " + both.size() + " " + both.sha256() + " &&\nhead -c " + back.length
                        + " " + word(sent) + " >\"$_ns_t/back\" &&\ntail -c " + there.length + " " + word(sent)
                        + " >\"$_ns_t/there\" &&\n" + rest;
        return StepText.slow(TREE, save, act, undo).withUploads(List.of(new Upload(sent, both)));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length + second.length);
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
