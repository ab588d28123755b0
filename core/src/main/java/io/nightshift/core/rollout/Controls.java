package io.nightshift.core.rollout;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunControl.Kind;
import io.nightshift.playbooks.Rollout.OnAbort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all that people have said about a run comes to. */
public record Controls(List<RunControl> said) {
    public static final Controls NONE = new Controls(List.of());

    public Controls {
        said = List.copyOf(said);
    }

    /** An end that a person has put to the rollout. */
    public record Abort(String reason, OnAbort undo) {}

    /** The pause that holds now; empty while hosts may begin. */
    public Optional<RunControl> pause() {
        @Nullable RunControl pause = null;
        for (RunControl each : said) {
            if (each.kind() == Kind.PAUSE) {
                pause = each;
            } else if (each.kind() == Kind.RESUME) {
                pause = null;
            }
        }
        return Optional.ofNullable(pause);
    }

    /** The first one counts. */
    public Optional<Abort> abort() {
        return said.stream()
                .filter(each -> undo(each.kind()) != null)
                .findFirst()
                .map(each -> new Abort(
                        each.by() + " ended it" + (each.words() == null ? "" : ": " + each.words()),
                        java.util.Objects.requireNonNull(undo(each.kind()))));
    }

    private static @Nullable OnAbort undo(Kind kind) {
        return switch (kind) {
            case ABORT -> OnAbort.STOP;
            case ABORT_UNDO_RING -> OnAbort.UNDO_RING;
            case ABORT_UNDO_ALL -> OnAbort.UNDO_ALL;
            default -> null;
        };
    }

    /** Who agreed that the ring after this one of a play begins. */
    public Optional<RunControl> approval(String play, String ring) {
        String wanted = RunControl.ringOf(play, ring);
        return said.stream()
                .filter(each -> each.kind() == Kind.APPROVE && wanted.equals(each.ring()))
                .findFirst();
    }

    /** Whether somebody agreed that this stage of a host is done, and what was before it is not taken back any more. */
    public boolean isConfirmed(String host, String stage) {
        return said.stream()
                .anyMatch(each -> each.kind() == Kind.CONFIRM
                        && RunControl.ringOf(stage, host).equals(each.ring()));
    }

    /** Who agreed to the end of a migration of this host. */
    public Optional<RunControl> confirmed(String host) {
        return said.stream()
                .filter(each -> each.kind() == Kind.CONFIRM
                        && each.ring() != null
                        && each.ring().endsWith(" " + host))
                .findFirst();
    }
}
