package io.nightshift.core.transport.shell;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Starts {@code /bin/sh} as the wanted user and answers the one password prompt that may come. */
final class UserProcess {
    // What su and doas ask, at the very end of what was said; LC_ALL=C keeps it English.
    private static final Pattern QUESTION = Pattern.compile("[Pp]assword: ?$");

    /** Longer only where a child that sudo left behind holds its streams open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Become.User become;
    private final String host;
    private final BecomeCommand command;
    private final Conversation said = new Conversation();
    private int answered;
    private int answerAt;

    private UserProcess(Become.User become, String host, BecomeCommand command) {
        this.become = become;
        this.host = host;
        this.command = command;
    }

    /** A shell process that has said nothing we still wait for; its stdin is free for scripts. */
    static ShellProcess start(
            ProcessStarter starter, Become become, String host, Supplier<String> tokens, Deadline deadline)
            throws TransportException {
        return startBy(starter::start, become, host, tokens, deadline);
    }

    /** The same, of a process that is given the time its listener takes. */
    static ShellProcess startFlowing(
            ProcessStarter starter, Become become, String host, Supplier<String> tokens, Deadline deadline)
            throws TransportException {
        if (BecomeCommand.of(become, "r", "p").terminal()) {
            throw new TransportException(
                    Kind.BECOME,
                    "Data cannot flow through the terminal that "
                            + ((Become.User) become).method().program() + " on " + host
                            + " asks for its password on; use sudo, or allow the change without a password");
        }
        return startBy(starter::startFlowing, become, host, tokens, deadline);
    }

    /** One of the ways to start a process. */
    private interface Start {
        ShellProcess start(String command, boolean terminal, ProcessListener listener, Deadline deadline)
                throws TransportException;
    }

    private static ShellProcess startBy(
            Start starter, Become become, String host, Supplier<String> tokens, Deadline deadline)
            throws TransportException {
        // Both words begin with a letter: no program takes them for a number or an option.
        BecomeCommand command = BecomeCommand.of(become, "r" + tokens.get(), "p" + tokens.get());
        if (!(become instanceof Become.User user)) {
            return starter.start(command.line(), false, new Conversation(), deadline);
        }
        UserProcess start = new UserProcess(user, host, command);
        ShellProcess process = starter.start(command.line(), command.terminal(), start.said, deadline);
        try {
            start.converse(process, deadline);
            return process;
        } catch (TransportException e) {
            // No signal: what waits for a password ends with its input, and what has ended must not be sent one any
            // more.
            process.close();
            throw e;
        }
    }

    private void converse(ShellProcess process, Deadline deadline) throws TransportException {
        while (true) {
            boolean something = said.await(() -> isReady() || questions() > answered || said.hasEnded(), deadline);
            if (isReady()) {
                return;
            }
            if (!something) {
                throw refusal(program() + " on " + host + " did not let " + become.user() + " in within " + deadline
                        + lastWords());
            }
            if (said.hasEnded() && questions() <= answered) {
                throw ended();
            }
            if (answered > 0) {
                throw refusal(program() + " refused the password for " + become.user() + " on " + host
                        + ". Give the right one with -K, or as ansible_become_password");
            }
            answer(process);
        }
    }

    private boolean isReady() {
        return command.ready() != null && said.stdout().contains(command.ready());
    }

    private int questions() {
        String prompt = command.prompt();
        if (prompt != null) {
            return said.stderr().split(prompt, -1).length - 1;
        }
        // Once answered, the same words must come again after the refusal to count as a second question. Without a
        // terminal su asks on stderr.
        String text = command.terminal() ? afterAnswer() : said.stderr();
        return QUESTION.matcher(text).find() ? answered + 1 : answered;
    }

    private String afterAnswer() {
        String text = said.stdout();
        return text.substring(Math.min(answerAt, text.length()));
    }

    private void answer(ShellProcess process) throws TransportException {
        if (become.password() == null) {
            throw wantsPassword();
        }
        answered++;
        answerAt = said.stdout().length();
        byte[] line = become.password().asLine();
        try {
            process.stdin().write(line);
            process.stdin().flush();
        } catch (IOException e) {
            // It has ended without reading; its last words and its status are on their way.
            if (!said.await(said::hasEnded, Deadline.in(Duration.ofSeconds(1)))) {
                said.ended(null);
            }
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private TransportException ended() throws TransportException {
        said.awaitLastWords(LAST_WORDS);
        String words = (said.stderr() + " " + said.stdout()).toLowerCase(Locale.ROOT);
        if (words.contains("must have a tty") || words.contains("no tty present")) {
            return refusal("sudo on " + host + " insists on a terminal (requiretty). Add a line such as"
                    + " `Defaults:USER !requiretty` to its sudoers file");
        }
        if (answered == 0
                && (words.contains("password is required")
                        || words.contains("authentication required")
                        || words.contains("terminal is required"))) {
            return wantsPassword();
        }
        if (words.contains("not in the sudoers file") || words.contains("may not run sudo")) {
            return refusal("The user we log in as on " + host + " is not in the sudoers file there. Allow it"
                    + " sudo, or log in as another user with -u");
        }
        if (words.contains("not allowed to execute") || words.contains("not permitted")) {
            return refusal(program() + " on " + host + " does not allow the user we log in as to run /bin/sh as "
                    + become.user());
        }
        if (words.contains("unknown user") || words.contains("does not exist") || words.contains("no passwd entry")) {
            return refusal("There is no user " + become.user() + " on " + host);
        }
        if (Integer.valueOf(127).equals(said.status())
                || words.contains("no such file")
                || words.contains("command not found")) {
            return refusal(program() + " is not installed on " + host + ". Install it, log in as " + become.user()
                    + ", or set another become_method");
        }
        if (said.status() == null) {
            return new TransportException(
                    Kind.CONNECTION_LOST,
                    "The connection to " + host + " broke while " + program() + " was starting" + lastWords());
        }
        if (answered > 0) {
            return refusal(program() + " refused the password for " + become.user() + " on " + host
                    + ". Give the right one with -K, or as ansible_become_password" + lastWords());
        }
        return refusal(program() + " on " + host + " did not become " + become.user() + " (status " + said.status()
                + ")" + lastWords());
    }

    private TransportException wantsPassword() {
        return refusal(program() + " on " + host + " wants a password to become " + become.user()
                + ": give -K, or set ansible_become_password");
    }

    private String lastWords() {
        String words = (command.terminal() ? said.stdout() : said.stderr()).strip();
        if (command.prompt() != null) {
            words = words.replace(command.prompt(), "").strip();
        }
        words = words.length() > 300 ? words.substring(words.length() - 300) : words;
        return words.isEmpty() ? "" : ". It said: " + words.replaceAll("\\s*\\R\\s*", " / ");
    }

    private String program() {
        return become.method().program();
    }

    private static TransportException refusal(String message) {
        return new TransportException(Kind.BECOME, message);
    }
}
