package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.StepRecord.State;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Shell;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.Transport;
import io.nightshift.core.transport.TransportException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that breaks in the middle of a step: what became of it is asked of the ticket, and nothing is done twice. */
class LostConnectionTest {
    private static final String PLAYBOOK = """
            - hosts: all
              gather_facts: no
              tasks:
                - shell: echo once >> {{ work }}/log
                  undo: rm {{ work }}/log
                - copy: content=x dest={{ work }}/after
            """;

    @Test
    void aStepThatEndedBeforeTheAnswerCameIsNotDoneAgain() {
        Told told = aRun().on("pc")
                .of(PLAYBOOK)
                .over(breaking(script -> script.contains("echo once"), true))
                .go();

        assertThat(told.state("pc")).as(told.detail("pc")).isEqualTo(HostState.UPDATED);
        assertThat(Trees.texts(told.work())).containsEntry("log", "once\n").containsKey("after");
        assertThat(told.steps("pc")).allMatch(step -> step.state() == State.DONE);
    }

    @Test
    void aStepThatNeverBeganIsDone() {
        Told told = aRun().on("pc")
                .of(PLAYBOOK)
                .over(breaking(script -> script.contains("echo once"), false))
                .go();

        assertThat(told.state("pc")).as(told.detail("pc")).isEqualTo(HostState.UPDATED);
        assertThat(Trees.texts(told.work())).containsEntry("log", "once\n").containsKey("after");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUndoThatIsCutOffIsDoneOnce(boolean afterwards) {
        String steps = """
                - hosts: all
                  gather_facts: no
                  tasks:
                    - shell: echo made >> {{ work }}/log
                      undo: echo back >> {{ work }}/log
                    - fail: msg=broken
                """;
        Told told = aRun().on("pc")
                .of(steps)
                .over(breaking(script -> script.contains("echo back") && !script.contains("echo made"), afterwards))
                .go();

        assertThat(told.state("pc")).as(told.detail("pc")).isEqualTo(HostState.ROLLED_BACK);
        assertThat(Trees.texts(told.work())).containsEntry("log", "made\nback\n");
        assertThat(told.steps("pc")).allMatch(step -> step.state() == State.UNDONE);
    }

    /** A local transport whose connection is lost once, at the first script that matches; after or before it has run. */
    private static Transport breaking(Predicate<String> at, boolean afterwards) {
        boolean[] done = new boolean[1];
        return new Transport() {
            @Override
            public Connection connect(Target target, Duration limit) throws TransportException {
                Connection real = House.LOCAL.connect(target, limit);
                return wrapped(
                        Connection.class,
                        real,
                        (method, arguments) ->
                                method.equals("shell") ? shell(real.shell((Become) arguments.get(0)), real) : null);
            }

            private Shell shell(Shell real, Connection connection) {
                return wrapped(Shell.class, real, (method, arguments) -> {
                    if (!method.equals("run") || done[0] || !at.test(String.valueOf(arguments.get(0)))) {
                        return null;
                    }
                    done[0] = true;
                    if (afterwards) {
                        Frame lost = real.run((String) arguments.get(0), (Duration) arguments.get(1));
                        assertThat(lost.status()).isZero();
                    }
                    connection.close();
                    throw new TransportException(TransportException.Kind.CONNECTION_LOST, "the connection broke");
                });
            }

            @Override
            public void close() {}
        };
    }

    /** Answers a call itself, or returns null to leave it to the real one. */
    private interface Instead {
        Object answer(String method, List<Object> arguments) throws TransportException;
    }

    private static <T> T wrapped(Class<T> type, T real, Instead instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object own = instead.answer(method.getName(), given == null ? List.of() : List.of(given));
                    try {
                        return own != null ? own : method.invoke(real, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
