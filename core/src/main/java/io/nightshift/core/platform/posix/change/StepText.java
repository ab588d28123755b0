package io.nightshift.core.platform.posix.change;

import io.nightshift.core.platform.PreparedStep.Upload;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change in shell words, before it is framed by its ticket.
 *
 * @param libraries shell libraries that {@code save}, {@code act} and {@code undo} call
 * @param save records the way back; its failure refuses the step, with its last words as the reason
 * @param act makes the change
 * @param undo takes it back from the ticket alone; null where there is nothing to take back or no way
 * @param again {@code undo} is to be done each time it is asked for (restarts)
 * @param files written into the ticket before {@code act}, removed after it: text that no argument list may show
 * @param roomKiB free room wanted before anything is done; 0 does not ask, less than 0 gives up the room kept for undoing
 * @param quick made by the shell itself; otherwise by a process of its own, which a lost connection does not end
 */
record StepText(
        Set<String> libraries,
        String save,
        String act,
        @Nullable String undo,
        boolean again,
        List<TicketFile> files,
        List<Upload> uploads,
        long roomKiB,
        boolean quick) {
    /** Below this a host is short of disk. */
    private static final long ROOM = 10 << 10;

    /** Bytes that belong into the ticket under a name. */
    @SuppressWarnings("ArrayRecordComponent")
    record TicketFile(String name, byte[] bytes) {}

    StepText {
        libraries = Set.copyOf(new LinkedHashSet<>(libraries));
        files = List.copyOf(files);
        uploads = List.copyOf(uploads);
    }

    static StepText quick(Set<String> libraries, String save, String act, @Nullable String undo) {
        return new StepText(libraries, save, act, undo, false, List.of(), List.of(), ROOM, true);
    }

    static StepText slow(Set<String> libraries, String save, String act, @Nullable String undo) {
        return new StepText(libraries, save, act, undo, false, List.of(), List.of(), ROOM, false);
    }

    StepText withUploads(List<Upload> more) {
        long size = more.stream().mapToLong(upload -> upload.content().size()).sum();
        return new StepText(libraries, save, act, undo, again, files, more, roomKiB + (size >> 10), quick);
    }

    StepText withFiles(List<TicketFile> more) {
        return new StepText(libraries, save, act, undo, again, more, uploads, roomKiB, quick);
    }

    /** It keeps nothing that takes room. */
    StepText withoutRoom() {
        return new StepText(libraries, save, act, undo, again, files, uploads, 0, quick);
    }

    /** It takes back, on a disk that may be full by now. */
    StepText givingUpTheReserve() {
        return new StepText(libraries, save, act, undo, again, files, uploads, -1, quick);
    }

    StepText withRoom(long kiB) {
        return new StepText(libraries, save, act, undo, again, files, uploads, kiB, quick);
    }

    /** Its undo is the same thing again, as often as asked. */
    StepText asAgain() {
        return new StepText(libraries, save, act, undo, true, files, uploads, roomKiB, quick);
    }
}
