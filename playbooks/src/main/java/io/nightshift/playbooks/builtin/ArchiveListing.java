package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.builtin.ArchiveMember.Kind;
import io.nightshift.playbooks.module.Content.LocalFile;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Reading;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is in an archive: read on the controller, or told by the host's tools. */
final class ArchiveListing {
    /** The same archive goes to many hosts, so it is read once. */
    private static final Map<String, List<ArchiveMember>> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 100;
    private static final Pattern UNZIP_LINE = Pattern.compile("\\s*(\\d+)\\s+\\d\\S+\\s+\\d\\d:\\d\\d\\s+(.+)");

    private static final Pattern TAR_LINE = Pattern.compile(
            "[a-zA-Z-]([rwxsStT-]{9})\\S*\\s+\\S+\\s+[0-9,]+\\s+\\S+ \\S+ (.+?)(?: (?:->|link to) .*)?");

    private ArchiveListing() {}

    /** tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip, by the file's name. */
    static String format(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("[?#].*", "");
        for (String zip : List.of(".zip", ".jar", ".war", ".ear", ".whl", ".egg")) {
            if (lower.endsWith(zip)) {
                return "zip";
            }
        }
        if (lower.endsWith(".gz") || lower.endsWith(".tgz")) {
            return "tar.gz";
        }
        if (lower.endsWith(".bz2") || lower.endsWith(".tbz") || lower.endsWith(".tbz2")) {
            return "tar.bz2";
        }
        if (lower.endsWith(".xz") || lower.endsWith(".txz")) {
            return "tar.xz";
        }
        return lower.endsWith(".zst") || lower.endsWith(".tzst") ? "tar.zst" : "tar";
    }

    /** Empty for formats that only the host's tools can read. */
    static Optional<List<ArchiveMember>> of(LocalFile archive, String format) {
        if (!format.equals("zip") && !format.equals("tar") && !format.equals("tar.gz")) {
            return Optional.empty();
        }
        if (KNOWN.size() > MOST_KNOWN) {
            KNOWN.clear();
        }
        return Optional.of(KNOWN.computeIfAbsent(archive.sha256() + format, same -> read(archive, format)));
    }

    private static List<ArchiveMember> read(LocalFile archive, String format) {
        try {
            if (format.equals("zip")) {
                return zip(archive);
            }
            try (InputStream file = new BufferedInputStream(Files.newInputStream(archive.path()));
                    InputStream in = format.equals("tar") ? file : new GZIPInputStream(file)) {
                return TarListing.read(in);
            }
        } catch (IOException | NumberFormatException e) {
            throw new ModuleFailure(archive.path() + " cannot be read as " + format + ": " + e.getMessage());
        }
    }

    private static List<ArchiveMember> zip(LocalFile archive) throws IOException {
        List<ArchiveMember> members = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.path().toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                boolean directory = entry.isDirectory();
                String sha256 = null;
                if (!directory) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        sha256 = Digests.of(in.readAllBytes(), "SHA-256");
                    }
                }
                members.add(new ArchiveMember(
                        entry.getName(),
                        directory ? Kind.DIRECTORY : Kind.FILE,
                        directory ? 0755 : 0644,
                        directory ? -1 : entry.getSize(),
                        sha256,
                        null));
            }
        }
        return List.copyOf(members);
    }

    /** From {@code unzip -l}, which tells names and sizes. */
    static List<ArchiveMember> ofUnzip(Reading.CommandOutput answer) {
        List<ArchiveMember> members = new ArrayList<>();
        for (String line : answer.stdout().split("\n")) {
            Matcher parts = UNZIP_LINE.matcher(line);
            if (parts.matches()) {
                boolean directory = parts.group(2).endsWith("/");
                members.add(new ArchiveMember(
                        parts.group(2),
                        directory ? Kind.DIRECTORY : Kind.FILE,
                        directory ? 0755 : 0644,
                        directory ? -1 : Long.parseLong(parts.group(1)),
                        null,
                        null));
            }
        }
        return members;
    }

    /** From {@code tar -tv}, which tells modes, too; a name with a line break is lost. */
    static List<ArchiveMember> ofVerboseTar(Reading.CommandOutput answer) {
        List<ArchiveMember> members = new ArrayList<>();
        for (String line : answer.stdout().split("\n")) {
            Matcher parts = TAR_LINE.matcher(line);
            if (parts.matches() && !HostPath.clean(parts.group(2)).equals(".")) {
                char type = line.charAt(0);
                members.add(new ArchiveMember(
                        parts.group(2),
                        type == 'd' ? Kind.DIRECTORY : type == 'l' ? Kind.LINK : Kind.OTHER,
                        bits(parts.group(1)),
                        -1,
                        null,
                        null));
            }
        }
        return members;
    }

    /** {@code rwxr-x---} as a number; s and t count as x here. */
    private static int bits(String letters) {
        int mode = 0;
        for (char letter : letters.toCharArray()) {
            mode = mode << 1 | (letter == '-' || letter == 'S' || letter == 'T' ? 0 : 1);
        }
        return mode;
    }

    /** From {@code tar -t}, which tells names. */
    static List<ArchiveMember> ofTar(Reading.CommandOutput answer) {
        return answer.stdout()
                .lines()
                .filter(line -> !HostPath.clean(line).equals("."))
                .map(line ->
                        new ArchiveMember(line, line.endsWith("/") ? Kind.DIRECTORY : Kind.OTHER, 0644, -1, null, null))
                .toList();
    }
}
