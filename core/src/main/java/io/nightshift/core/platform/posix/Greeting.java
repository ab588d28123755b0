package io.nightshift.core.platform.posix;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.transport.Frame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The first script on a shell, and its answer: lines {@code NSG KEY VALUE}, whatever stands around them. */
final class Greeting {
    private static final String MARK = "NSG ";

    private Greeting() {}

    static String script() {
        return "(" + Library.text("boot") + Library.text("ticket") + Library.text("uploads") + Library.text("greeting")
                + ")";
    }

    /** @throws IllegalArgumentException with a sentence for the technician when this is no host for us */
    static HostProfile read(Frame answer) {
        Map<String, String> values = new HashMap<>();
        for (String line : HostText.decode(answer.stdout().bytes()).split("\n")) {
            if (line.startsWith(MARK)) {
                int space = line.indexOf(' ', MARK.length());
                values.put(
                        line.substring(MARK.length(), space < 0 ? line.length() : space),
                        space < 0 ? "" : line.substring(space + 1));
            }
        }
        String uid = values.getOrDefault("uid", "");
        if (uid.isEmpty() || !values.containsKey("tools")) {
            throw new IllegalArgumentException("This host has no POSIX shell that we understand: "
                    + (answer.stderr().text() + answer.stdout().text()).strip());
        }
        String base = values.getOrDefault("base", "");
        if (base.isEmpty()) {
            throw new IllegalArgumentException("There is no place on this host where " + values.get("user")
                    + " could keep what an undo needs: neither the home directory nor /var/tmp can be written.");
        }
        Set<String> tools = Arrays.stream(values.getOrDefault("tools", "").split(" "))
                .filter(tool -> !tool.isEmpty())
                .collect(Collectors.toSet());
        return new HostProfile(
                Long.parseLong(uid),
                values.getOrDefault("user", ""),
                values.getOrDefault("home", "/"),
                base,
                values.getOrDefault("boot", ""),
                Long.parseLong(values.getOrDefault("free", "0")) << 10,
                tools);
    }
}
