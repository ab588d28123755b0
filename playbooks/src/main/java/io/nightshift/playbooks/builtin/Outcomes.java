package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Result;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers to what modules ask of the outcomes of their changes. */
final class Outcomes {
    private Outcomes() {}

    /** As {@link Result#of}, but changes that only prepare (a refreshed index, a daemon-reload) do not count as changed. */
    static Result result(List<Outcome> done, Predicate<Change> preparation) {
        Result all = Result.of(done);
        boolean changed = done.stream()
                .filter(outcome -> !(outcome instanceof Outcome.Failed))
                .anyMatch(outcome -> !preparation.test(outcome.change()));
        return new Result(changed, all.failed(), all.skipped(), all.message(), all.values());
    }

    /** The outcome of the last change of a kind, if one was made. */
    static Optional<Outcome.Done> made(List<Outcome> done, Class<? extends Change> kind) {
        return done.stream()
                .filter(outcome -> kind.isInstance(outcome.change()))
                .filter(Outcome.Done.class::isInstance)
                .map(Outcome.Done.class::cast)
                .reduce((first, second) -> second);
    }

    static boolean has(List<Outcome> done, Class<? extends Change> kind) {
        return done.stream().anyMatch(outcome -> kind.isInstance(outcome.change()));
    }

    /** The first failure, as a result; empty when there was none. */
    static Optional<Result> failure(List<Outcome> done) {
        return done.stream().anyMatch(Outcome.Failed.class::isInstance)
                ? Optional.of(Result.of(done))
                : Optional.empty();
    }
}
