package io.nightshift.core.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server of a test: keeps what it is given, and can be as unpleasant as real ones. */
public final class MailSink implements AutoCloseable {
    private final ServerSocket listening;
    private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile SSLContext tls;
    private volatile boolean silent;
    private volatile String login = "";

    /** What one mail was. */
    public record Mail(List<String> to, String text) {
        public String header(String name) {
            return text.replaceAll("\n[ \t]+", " ")
                    .lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }

        public String body() {
            return text.substring(text.indexOf("\n\n") + 2);
        }
    }

    private MailSink(int port) throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        thread(this::listen);
    }

    public static MailSink start() throws IOException {
        return new MailSink(0);
    }

    static MailSink startAt(int port) throws IOException {
        return new MailSink(port);
    }

    MailSink offeringTls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Accepts connections and says nothing. */
    MailSink silent() {
        silent = true;
        return this;
    }

    MailSink refusing(String address) {
        refused.add(address);
        return this;
    }

    MailSink wanting(String user, String password) {
        login = "\0" + user + "\0" + password;
        return this;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The next mail; null if there is none for a while. */
    public Mail next() throws InterruptedException {
        return mails.poll(10, TimeUnit.SECONDS);
    }

    public boolean isEmpty() {
        return mails.isEmpty();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "mail sink");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                thread(() -> {
                    try (socket) {
                        talk(socket);
                    } catch (IOException e) {
                        // The other side has gone.
                    }
                });
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in = reader(socket);
        OutputStream out = socket.getOutputStream();
        if (silent) {
            in.readLine();
            return;
        }
        say(out, "220 sink ESMTP");
        List<String> to = new ArrayList<>();
        boolean secured = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            String word = line.toUpperCase(Locale.ROOT);
            if (word.startsWith("EHLO")) {
                say(out, "250-sink" + (tls != null && !secured ? "\r\n250-STARTTLS" : "") + "\r\n250 AUTH PLAIN");
            } else if (word.equals("STARTTLS")) {
                say(out, "220 go");
                SSLSocket sealed = (SSLSocket) tls.getSocketFactory().createSocket(socket, "", socket.getPort(), true);
                sealed.setUseClientMode(false);
                sealed.startHandshake();
                in = reader(sealed);
                out = sealed.getOutputStream();
                secured = true;
            } else if (word.startsWith("AUTH")) {
                boolean initial = line.length() > "AUTH PLAIN ".length();
                if (!initial) {
                    say(out, "334 ");
                }
                String given = initial ? line.substring("AUTH PLAIN ".length()) : in.readLine();
                say(
                        out,
                        new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8).endsWith(login)
                                ? "235 welcome"
                                : "535 no");
            } else if (word.startsWith("RCPT")) {
                String address = line.replaceAll(".*<(.*)>.*", "$1");
                if (refused.contains(address)) {
                    say(out, "550 nobody <b>here</b> is called so");
                } else {
                    to.add(address);
                    say(out, "250 fine");
                }
            } else if (word.equals("DATA")) {
                say(out, "354 go on");
                Mail taken = new Mail(List.copyOf(to), text(in));
                to.clear();
                say(out, "250 taken");
                mails.add(taken);
            } else if (word.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 fine");
            }
        }
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        return text.toString();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
