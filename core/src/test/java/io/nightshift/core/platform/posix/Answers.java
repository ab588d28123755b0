package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep.Answer;
import io.nightshift.playbooks.module.Outcome;

/** What a step said, where a test knows what that has to be. */
final class Answers {
    private Answers() {}

    static Outcome.Done done(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Ended.class);
        assertThat(((Answer.Ended) answer).outcome()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) ((Answer.Ended) answer).outcome();
    }

    static Outcome.Failed failed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Ended.class);
        assertThat(((Answer.Ended) answer).outcome()).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) ((Answer.Ended) answer).outcome();
    }

    static String refused(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).reason();
    }
}
