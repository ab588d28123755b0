package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads arguments meant for the {@code ssh} program, as {@code ansible_ssh_common_args} holds them. */
public final class SshArguments {
    private static final Pattern THROUGH_SSH = Pattern.compile("\\S*ssh\\s+(.*)");

    private SshArguments() {}

    /**
     * The options in them by lower-case name, for {@link io.nightshift.core.transport.Target#withOptions}. Arguments that
     * make no difference here ({@code -C}, {@code -q}, {@code ControlMaster} …) are dropped.
     *
     * @param notes hears about arguments that are not understood
     */
    public static Map<String, String> options(String arguments, Consumer<String> notes) {
        Map<String, String> options = new HashMap<>();
        Deque<String> words = new ArrayDeque<>(Words.of(arguments));
        while (!words.isEmpty()) {
            String word = words.pop();
            if (word.length() < 2 || !word.startsWith("-")) {
                notes.accept("`" + word + "` in the SSH arguments is not understood and ignored");
                continue;
            }
            char letter = word.charAt(1);
            if ("46AaCfGgKkMNnqsTtVvXxYy".indexOf(letter) >= 0) {
                continue;
            }
            String value = word.length() > 2 ? word.substring(2) : words.isEmpty() ? "" : words.pop();
            switch (letter) {
                case 'o' -> {
                    String[] pair = value.strip().split("\\s*=\\s*|\\s+", 2);
                    options.putIfAbsent(pair[0].toLowerCase(Locale.ROOT), pair.length == 2 ? pair[1] : "");
                }
                case 'J' -> options.putIfAbsent("proxyjump", value);
                case 'i' -> options.putIfAbsent("identityfile", value);
                case 'p' -> options.putIfAbsent("port", value);
                case 'l' -> options.putIfAbsent("user", value);
                default -> notes.accept("`-" + letter + " " + value + "` in the SSH arguments is ignored");
            }
        }
        return options;
    }

    /**
     * The jump host behind a {@code ProxyCommand} of the form {@code ssh … -W %h:%p user@jump}.
     *
     * @throws TransportException for any other command: we start no programs to reach a host
     */
    static String jumpOf(String proxyCommand, String name) throws TransportException {
        Matcher ssh = THROUGH_SSH.matcher(proxyCommand.strip());
        if (ssh.matches()) {
            String port = "";
            String user = "";
            String host = "";
            boolean forwards = false;
            List<String> words = Words.of(ssh.group(1));
            for (int at = 0; at < words.size(); at++) {
                String word = words.get(at);
                boolean takesValue = word.matches("-[WpliobcDEeFIJLmOQRSw]");
                String value = takesValue && at + 1 < words.size() ? words.get(++at) : "";
                if (word.startsWith("-W")) {
                    forwards = true;
                } else if (word.equals("-p")) {
                    port = ":" + value;
                } else if (word.equals("-l")) {
                    user = value + "@";
                } else if (!word.startsWith("-") && host.isEmpty()) {
                    host = word;
                }
            }
            if (forwards && !host.isEmpty()) {
                return (host.contains("@") ? "" : user) + host + port;
            }
        }
        throw new TransportException(
                Kind.SETTINGS,
                "The way to " + name + " is given as `ProxyCommand " + proxyCommand
                        + "`; only `ssh -W %h:%p JUMPHOST` is understood. Use ProxyJump instead");
    }
}
