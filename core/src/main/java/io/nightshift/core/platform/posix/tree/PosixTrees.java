package io.nightshift.core.platform.posix.tree;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.TreeEntry;
import io.nightshift.core.platform.TreeScripts;
import io.nightshift.core.platform.posix.text.DigestLines;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.Library;
import io.nightshift.core.platform.posix.text.ShellText;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Trees of POSIX hosts. Where find, tar and xargs are GNU's, names may hold anything and holes and attributes are kept. */
public final class PosixTrees implements TreeScripts {
    /** Known by the greeting; who has GNU's stat has GNU's find and tar. */
    private static final String GNU = "gnu-stat";

    private static String script(HostProfile host, String call) {
        return "_ns_gnu=" + (host.has(GNU) ? "yes" : "") + "\n" + Library.text("room") + Library.text("trees") + call;
    }

    @Override
    public String list(HostProfile host, String root) {
        return script(host, "_ns_list " + word(root));
    }

    @Override
    public void read(InputStream listing, Consumer<TreeEntry> entries) throws IOException {
        new ListingReader(listing).read(entries);
    }

    @Override
    public String survey(HostProfile host, String destination, String key) {
        return script(host, "_ns_survey " + word(destination) + " " + word(key));
    }

    @Override
    public Site site(String answer) {
        String[] parts = answer.split("\n", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("not the answer to a survey: " + answer);
        }
        return new Site(parts[2].stripTrailing(), Long.parseLong(parts[0]) << 10, Long.parseLong(parts[1]));
    }

    @Override
    public String evict(HostProfile host, String staging) {
        return script(host, "_ns_evict " + word(staging));
    }

    @Override
    public String pack(HostProfile host, String root) {
        return script(host, "_ns_pack " + word(root));
    }

    @Override
    public Packed packed(Consumer<Member> members) {
        return new TarReader(members, null);
    }

    @Override
    public String packPlain(HostProfile host, String root) {
        return script(host, "_ns_pack_plain " + word(root));
    }

    @Override
    public Packed contents(FileWatcher files) {
        return new TarReader(files::ended, files);
    }

    @Override
    public Packing packing(OutputStream to) {
        return new TarWriter(to);
    }

    @Override
    public String unpack(HostProfile host, String staging, Keeping keeping) {
        return script(host, "_ns_unpack " + word(staging) + " " + kept(keeping));
    }

    @Override
    public boolean keepsTimesOfDirectories(HostProfile host) {
        return host.has(GNU);
    }

    private static String kept(Keeping keeping) {
        return (keeping.owners() ? "yes" : "''") + " " + (keeping.numbers() ? "yes" : "''");
    }

    @Override
    public String send(HostProfile host, String root, TreeEntry entry, long from) {
        String time = host.has(GNU)
                ? String.format(Locale.ROOT, "%d.%09d", entry.seconds(), entry.nanos())
                : Long.toString(entry.seconds());
        return script(
                host, "_ns_send " + word(at(root, entry.path())) + " " + (from + 1) + " " + entry.size() + ":" + time);
    }

    private static String at(String root, String path) {
        return path.isEmpty() ? root : root + "/" + path;
    }

    @Override
    public String receive(HostProfile host, String staging, TreeEntry entry, Keeping keeping) {
        String owner = keeping.owners() ? owner(entry, keeping) : "";
        String numbers = keeping.owners() ? entry.uid() + ":" + entry.gid() : "";
        boolean holes = entry.held() < entry.size() / 10 * 9;
        return script(
                host,
                "_ns_receive " + word(staging) + " " + word(at("tree", entry.path())) + " " + word(owner) + " "
                        + word(numbers)
                        + " " + ShellText.mode(entry.mode()) + " @" + entry.time()
                        + (holes ? " yes" : " ''"));
    }

    private static String owner(TreeEntry entry, Keeping keeping) {
        return keeping.numbers() ? entry.uid() + ":" + entry.gid() : entry.owner() + ":" + entry.group();
    }

    @Override
    public String link(HostProfile host) {
        return script(host, "_ns_links");
    }

    @Override
    public String remove(HostProfile host, String root) {
        return script(host, "_ns_remove " + word(root));
    }

    @Override
    public String discard(HostProfile host, String staging) {
        return script(host, "_ns_discard " + word(staging));
    }

    @Override
    public String digest(HostProfile host, String root) {
        return script(host, "_ns_digest " + word(root));
    }

    @Override
    public String digestOne(HostProfile host, String root, String path) {
        return script(host, "_ns_digest_one " + word(at(root, path)));
    }

    @Override
    public void digests(InputStream printed, BiConsumer<String, String> each) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.ISO_8859_1));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            DigestLines.read(line).forEach((path, digest) -> each.accept(relative(path), digest));
        }
    }

    private static String relative(String path) {
        return path.startsWith("./") ? path.substring(2) : path.equals(".") ? "" : path;
    }

    @Override
    public byte[] names(Collection<String> paths) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String path : paths) {
            // A path that begins with a dash would be an option.
            out.writeBytes(HostText.encode(path.isEmpty() ? "." : path.startsWith("/") ? path : "./" + path));
            out.write(0);
        }
        return out.toByteArray();
    }
}
