package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.shell.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Connects and logs in at one hop. A host that drops us before it has shown its key is busy (OpenSSH's MaxStartups) and is
 * asked again a little later; a login that was refused is never tried a second time.
 */
final class Dial {
    private static final Pattern LIBRARY =
            Pattern.compile("(\\[ssh-\\w+\\]: |\\w+Future\\[[^\\]]*\\]: )?(Failed \\(\\w+\\) to execute: )?");
    private static final Pattern NO_SESSION = Pattern.compile("No session attached to .*");
    private static final int LONGEST = 200;
    private static final int MOST_TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** Makes what one attempt needs. */
    interface Preparation {
        Login login() throws TransportException;
    }

    private final ClientBehaviour client;
    private final Hop hop;
    private final SshdSocketAddress door;
    private final Deadline deadline;

    /** @param door where to connect: the hop itself, or our end of a tunnel to it */
    Dial(ClientBehaviour client, Hop hop, SshdSocketAddress door, Deadline deadline) {
        this.client = client;
        this.hop = hop;
        this.door = door;
        this.deadline = deadline;
    }

    ClientSession session(Preparation preparation) throws TransportException {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            Login login = preparation.login();
            try {
                return attempt(login);
            } catch (IOException | RuntimeException e) {
                TransportException reason = reason(login, e);
                boolean dropped = reason.kind() == Kind.UNREACHABLE && droppedEarly(e);
                if (!dropped || tries >= MOST_TRIES || deadline.remaining().compareTo(pause) <= 0) {
                    throw reason;
                }
                rest(pause, reason);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private ClientSession attempt(Login login) throws IOException, TransportException {
        ClientSession session = null;
        boolean done = false;
        try {
            session = client.dial(login, Names.resolve(door.getHostName(), door.getPort(), deadline))
                    .verify(deadline.remaining())
                    .getSession();
            session.auth().verify(deadline.remaining());
            PublicKey fresh = login.hostKey().newKey();
            if (fresh != null) {
                KnownHostsFile.add(
                        hop.knownHosts().get(0),
                        KnownHosts.nameOf(hop.keyName(), hop.port()),
                        HostKeyCheck.wire(fresh));
            }
            done = true;
            return session;
        } finally {
            if (!done && session != null) {
                session.close(true);
            }
        }
    }

    private TransportException reason(Login login, Exception e) {
        TransportException refusal = login.hostKey().refusal();
        if (refusal != null) {
            return refusal;
        }
        String said = allWords(e);
        if (keyExchangeFailed(e) && !login.hostKey().isAccepted()) {
            return new TransportException(
                    Kind.HOST_KEY_UNKNOWN,
                    hop.name() + " shows a host certificate, or a signature, that does not count: " + said,
                    e);
        }
        if (login.hostKey().isAccepted()) {
            if (said.contains("No more authentication methods") || said.contains("Too many authentication")) {
                return new TransportException(
                        Kind.AUTHENTICATION,
                        hop.name() + " did not let " + hop.address() + " in; tried " + login.credentials()
                                + ". Check the user, and give the right key with --private-key or a password with -k",
                        e);
            }
            if (deadline.reached()) {
                return new TransportException(
                        Kind.UNREACHABLE,
                        hop.name() + " answers, but did not finish the login of " + hop.address() + " within "
                                + deadline,
                        e);
            }
            return new TransportException(
                    Kind.UNREACHABLE, hop.name() + " broke off the login of " + hop.address() + ": " + said, e);
        }
        if (caused(e, UnknownHostException.class) || caused(e, UnresolvedAddressException.class)) {
            return new TransportException(
                    Kind.UNREACHABLE,
                    "No address is known for " + hop.host() + " (" + hop.name()
                            + "): check the name, or set ansible_host",
                    e);
        }
        if (caused(e, ConnectException.class) || caused(e, NoRouteToHostException.class)) {
            return new TransportException(
                    Kind.UNREACHABLE, hop.name() + " does not answer at " + where() + ": " + reason(e), e);
        }
        if (deadline.reached()) {
            return new TransportException(
                    Kind.UNREACHABLE, hop.name() + " does not answer at " + where() + " within " + deadline, e);
        }
        return new TransportException(
                Kind.UNREACHABLE, hop.name() + " at " + where() + " ended the connection before the login: " + said, e);
    }

    private String where() {
        return hop.host() + " port " + hop.port();
    }

    /** True where the server was there but hung up before it proved who it is; nothing was tried on it yet. */
    private static boolean droppedEarly(Exception e) {
        String said = allWords(e).toLowerCase(Locale.ROOT);
        boolean absent = caused(e, ConnectException.class)
                || caused(e, NoRouteToHostException.class)
                || caused(e, UnknownHostException.class)
                || caused(e, UnresolvedAddressException.class);
        return !absent && !said.contains("unable to negotiate");
    }

    /** We refused what the host showed: asking again would not change it. */
    private static boolean keyExchangeFailed(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SshException reason
                    && reason.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED
                    && String.valueOf(reason.getMessage()).contains("verification failed")) {
                return true;
            }
        }
        return false;
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String allWords(Throwable e) {
        StringBuilder words = new StringBuilder();
        String last = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && (last == null || !last.contains(message))) {
                words.append(words.isEmpty() ? "" : ": ").append(message);
                last = message;
            }
        }
        return words.isEmpty() ? "no reason was given" : plain(words.toString());
    }

    /** Without the names of the classes that passed it on, and no longer than a sentence may be. */
    private static String plain(String words) {
        String plain = LIBRARY.matcher(words).replaceAll("");
        plain = NO_SESSION.matcher(plain).replaceAll("it hung up before it said who it is");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    private static void rest(Duration pause, @Nullable TransportException reason) throws TransportException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.UNREACHABLE, "Connecting was interrupted", reason);
        }
    }

    /** What the network said, without the names of the classes that passed it on. */
    private static String reason(Throwable e) {
        Throwable last = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            last = cause;
        }
        String text = last.getMessage();
        return text == null || text.isBlank() ? "no connection" : text.strip();
    }
}
