package io.nightshift.core.platform;

import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change rendered for a host: what to upload, what to run, how to go back, how to read the answer. */
public interface PreparedStep {
    /** Content too large for the script; sent before it, to temporary paths. */
    List<Upload> uploads();

    /** A script to run before an upload, so that what a connection that breaks leaves behind is removed by a later greeting. */
    String announce(Upload upload);

    /** A script that removes what was sent, after an upload that failed. */
    String withdraw(Upload upload);

    /** Makes the ticket, records the undo material, makes the change, leaves the status; in one frame. */
    String script();

    /**
     * The script that takes it back, from the ticket's material alone; what the journal stores before the step is sent. Null when
     * nothing has to be brought back or nothing can be. Running it twice, or when the step never got to its change, is harmless.
     */
    @Nullable
    String undoScript();

    /** Understands the frame of {@link #script}. */
    Answer answer(Frame frame, Instant started, Instant ended);

    /** Bytes from the controller to a path on the host. */
    record Upload(String path, Content content) {}

    /** What a step's frame said. */
    sealed interface Answer {
        /** The step ran to its end, well or badly. */
        record Ended(Outcome outcome) implements Answer {}

        /** The ticket was there already: this step has been started before, and was not started again. */
        record StartedBefore() implements Answer {}

        /** It passed its time limit and was stopped. */
        record TimedOut(String stdout, String stderr) implements Answer {}

        /** Nothing was done, for a reason found before acting (no room, refused removal …). */
        record Refused(String reason) implements Answer {}

        /** Nothing was done, because the host is not this process's to change. */
        record Held(HeldBy by) implements Answer {}
    }
}
