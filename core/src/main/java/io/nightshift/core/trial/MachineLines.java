package io.nightshift.core.trial;

import io.nightshift.core.platform.posix.text.HostText;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of {@code machine.sh}: what a thing is called, and in a few words what it is like. */
final class MachineLines {
    private static final Pattern FOUND =
            Pattern.compile("(\\S) (\\d+) (\\S+) (\\S+) (\\d+) (-?\\d+)\\S* (.*)", Pattern.DOTALL);
    private static final Pattern STATED = Pattern.compile("([0-9a-f]+) (\\d+) (\\S+) (\\S+) (\\d+) (-?\\d+) (.*)");
    private static final Pattern OWN_TIME = Pattern.compile(
            "(user@|user-runtime-dir@|session-|run-|systemd-tmpfiles-clean|apt-daily|man-db|fstrim|logrotate|dpkg-db-backup|e2scrub|motd-news|fwupd|packagekit).*");
    private static final Pattern PROCESS = Pattern.compile("\\(\\(\"([^\"]*)\"");
    private static final int FIRST_OF_CLIENTS = 32768;

    private MachineLines() {}

    /** Checksums by path. */
    static Map<String, String> sums(String latin1) {
        Map<String, String> all = new HashMap<>();
        for (String line : latin1.split("\n")) {
            if (line.length() > 66 && line.charAt(0) != '\\') {
                all.put(line.substring(66), line.substring(0, 64));
            }
        }
        return all;
    }

    /** What GNU find says: a line, NUL, a link's target, NUL. */
    static void found(String latin1, Map<String, String> sums, Map<String, String> into) {
        String[] parts = latin1.split("\0", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            Matcher line = FOUND.matcher(parts[i]);
            if (line.matches()) {
                String path = line.group(7);
                char type = line.group(1).charAt(0);
                into.put(
                        HostText.decode(path),
                        file(
                                type,
                                Integer.parseInt(line.group(2), 8),
                                line,
                                HostText.decode(parts[i + 1]),
                                sums.get(path)));
            }
        }
    }

    /** What stat says, a line for each; of links their targets are not known. */
    static void stated(String latin1, Map<String, String> sums, Map<String, String> into) {
        for (String each : latin1.split("\n")) {
            Matcher line = STATED.matcher(each);
            if (line.matches()) {
                int mode = Integer.parseInt(line.group(1), 16);
                char type = "?pc?d?b?f?l?s???".charAt(mode >> 12 & 15);
                String path = line.group(7);
                into.put(HostText.decode(path), file(type, mode & 07777, line, "", sums.get(path)));
            }
        }
    }

    private static String file(char type, int mode, Matcher line, String target, @Nullable String sum) {
        String owner = String.format(" %04o ", mode) + line.group(3) + ":" + line.group(4);
        return switch (type) {
            case 'f' ->
                "file" + owner + " " + line.group(5) + " bytes "
                        + (sum == null ? "of " + line.group(6) : "sha256 " + sum);
            case 'd' -> "directory" + owner;
            case 'l' -> "link" + (target.isEmpty() ? "" : " to " + target);
            case 's' -> "socket" + owner;
            case 'p' -> "pipe" + owner;
            default -> "device" + owner;
        };
    }

    /** Name, version and size; a package that is removed and not purged is there, too. */
    static Map<String, String> packages(String text) {
        Map<String, String> all = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] parts = line.split("\t", -1);
            if (parts.length >= 2) {
                String size = parts.length > 2 && !parts[2].isBlank() ? ", " + parts[2].strip() + " KiB" : "";
                String version = parts[1].strip().replaceFirst(" ii$", "");
                all.put(parts[0].strip(), version + size);
            }
        });
        return all;
    }

    /** Whether units start at boot, and whether they run. */
    static Map<String, String> units(String files, String running) {
        Map<String, String> all = new TreeMap<>();
        files.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 2
                    && !words[1].equals("transient")
                    && !OWN_TIME.matcher(words[0]).matches()) {
                all.put(words[0], words[1]);
            }
        });
        running.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 4
                    && !words[1].equals("not-found")
                    && !OWN_TIME.matcher(words[0]).matches()) {
                all.merge(words[0], words[2], (enabled, active) -> enabled + ", " + active);
            }
        });
        return all;
    }

    static Map<String, String> accounts(String text) {
        Map<String, String> all = new TreeMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                all.put(line.substring(0, colon), line.substring(colon + 1).replaceFirst("^x?:", ""));
            }
        });
        return all;
    }

    /** What ss says of sockets that listen; ports that clients take for a while are left out. */
    static Map<String, String> ports(String text) {
        Map<String, String> all = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 5) {
                String place = words[4];
                String number = place.substring(place.lastIndexOf(':') + 1);
                boolean client = words[0].equals("udp")
                        && number.matches("\\d{1,5}")
                        && Integer.parseInt(number) >= FIRST_OF_CLIENTS;
                Matcher process = PROCESS.matcher(line);
                if (!client) {
                    all.put(words[0] + " " + place, process.find() ? process.group(1) : "open");
                }
            }
        });
        return all;
    }

    /** The same from the kernel's table, in hexadecimal; whose it is stays unknown. */
    static Map<String, String> kernelPorts(String text) {
        Map<String, String> all = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length > 3 && words[3].equals("0A") && words[1].matches("[0-9A-F]+:[0-9A-F]{4}")) {
                String address = words[1].substring(0, words[1].indexOf(':'));
                int port = Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16);
                all.put("tcp " + (address.matches("0+") ? "*" : address) + ":" + port, "open");
            }
        });
        return all;
    }

    static Map<String, String> mounts(String text) {
        Map<String, String> all = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ");
            if (words.length >= 3 && !words[1].matches("/(proc|sys|dev|run)(/.*)?")) {
                all.put(words[1], words[0] + " " + words[2]);
            }
        });
        return all;
    }
}
