package io.nightshift.core.platform.posix;

import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.TreeChange.ArriveTree;
import io.nightshift.playbooks.module.TreeChange.Operation;
import io.nightshift.playbooks.module.TreeChange.Place;
import io.nightshift.playbooks.module.TreeChange.Remove;
import io.nightshift.playbooks.module.TreeChange.SetModes;
import io.nightshift.playbooks.module.TreeChange.SetOwners;
import io.nightshift.playbooks.module.TreeChange.SetTimes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tree with awkward names, and another one beside it that waits to take its place. */
final class TreeFixture {
    static final List<String> NAMES = List.of(
            "plain",
            "with space",
            "line\nbreak",
            "its end\n",
            "it's \"quoted\"",
            "-n",
            "--",
            "caf\u00e9 \ud83d\ude00",
            "caf\udce9",
            "\udc81\udcff",
            "$(touch harm)`touch harm`",
            "*",
            "\\",
            ".hidden");
    private static final String DIRECTORY = "-d 'x'\n\udcfc";
    private static final String OLD_TIME = "1000000000.25";
    private static final String NEW_TIME = "1100000000.75";

    final Path path;
    final Path staging;
    private final boolean wholeSeconds;

    TreeFixture(Path home, boolean wholeSeconds) {
        this.wholeSeconds = wholeSeconds;
        path = home.resolve("it's data/tree of mine");
        staging = home.resolve("it's data/.nightshift-transfer-some");
    }

    private String time(String time) {
        return wholeSeconds ? time.substring(0, time.indexOf('.')) : time;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Makes both. */
    TreeFixture make() {
        StringBuilder out = new StringBuilder("set -e; umask 022; mkdir -p ");
        out.append(word(path)).append(' ').append(word(staging.resolve("tree"))).append('\n');
        for (String root : List.of(word(path), word(staging.resolve("tree")))) {
            boolean old = root.equals(word(path));
            String text = old ? "old" : "new";
            out.append("cd ").append(root).append("\nmkdir deep deep/er -- ").append(ShellText.word(DIRECTORY));
            out.append("\n");
            for (String name : NAMES) {
                file(out, DIRECTORY + "/" + name, text + " " + name.length());
                file(out, (old ? "gone " : "fresh ") + name, text);
            }
            out.append("echo ").append(text).append(" >deep/er/file\n");
            // What replaces what: file, link, link to a directory, directory.
            List<String> kinds = List.of("f", "l", "k", "d");
            for (String from : kinds) {
                for (String to : kinds) {
                    thing(out, from + to, old ? from : to, text);
                }
            }
            if (old) {
                thing(out, "removed", "d", text);
                out.append(
                        "echo stays >stays; echo set >set; chmod 4750 set; ln -s stays setlink; mkdir -m 700 setdir\n");
            } else {
                thing(out, "-fresh dir", "d", text);
            }
        }
        out.append("find ")
                .append(word(path))
                .append(" -exec touch -h -d @")
                .append(time(OLD_TIME))
                .append(" {} +\n");
        out.append("find ").append(word(staging)).append(" -exec touch -h -d @1050000000 {} +\n");
        shell(out.toString());
        return this;
    }

    private static void file(StringBuilder out, String name, String text) {
        out.append("echo ")
                .append(ShellText.word(text))
                .append(" >./")
                .append(ShellText.word(name))
                .append('\n');
    }

    private static void thing(StringBuilder out, String name, String kind, String text) {
        String word = "./" + ShellText.word(name);
        switch (kind) {
            case "f" -> file(out, name, text);
            case "l" ->
                out.append("ln -s to-").append(text).append(' ').append(word).append('\n');
            case "k" -> out.append("ln -s deep ").append(word).append('\n');
            default ->
                out.append("mkdir ")
                        .append(word)
                        .append("; echo ")
                        .append(text)
                        .append(" >")
                        .append(word)
                        .append("/in; mkdir ")
                        .append(word)
                        .append("/empty\n");
        }
    }

    ArriveTree arrival() {
        return new ArriveTree(path.toString(), staging.toString(), operations(), "everything");
    }

    private List<Operation> operations() {
        List<String> pairs = new ArrayList<>();
        for (String from : List.of("f", "l", "k", "d")) {
            for (String to : List.of("f", "l", "k", "d")) {
                pairs.add(from + to);
            }
        }
        List<String> fresh =
                new ArrayList<>(NAMES.stream().map(name -> "fresh " + name).toList());
        fresh.add("-fresh dir");
        List<String> gone =
                new ArrayList<>(NAMES.stream().map(name -> "gone " + name).toList());
        gone.add("removed");
        List<Operation> all = new ArrayList<>(List.of(
                new Remove("", gone),
                new Place("", fresh, false),
                new Place("", pairs, true),
                new Place(DIRECTORY, NAMES, true),
                new Place("deep/er", List.of("file"), true)));
        if (isRoot()) {
            all.add(new SetOwners(List.of("set", "setlink", "setdir"), "7:8", "0:0"));
            all.add(new SetOwners(List.of(DIRECTORY + "/-n"), "9:9", null));
        }
        all.add(new SetModes(List.of("set"), 0600, 04750));
        all.add(new SetModes(List.of("setdir"), 0555, 0700));
        all.add(new SetModes(List.of(DIRECTORY + "/" + NAMES.get(8), "fresh *"), 0640, null));
        all.add(new SetTimes(List.of("set", "setlink"), "1200000000", time(OLD_TIME)));
        all.add(new SetTimes(List.of("-fresh dir"), "1300000000", null));
        all.add(new SetTimes(List.of("setdir", DIRECTORY, "deep/er", "deep", ""), time(NEW_TIME), time(OLD_TIME)));
        return all;
    }

    /** What the tree has to be in the end, as {@link #picture} has it: made here by plain commands. */
    String wanted() {
        Path copy = path.resolveSibling("wanted");
        StringBuilder out = new StringBuilder("set -e; umask 022\ncp -a ");
        out.append(word(path)).append(' ').append(word(copy)).append("; cd ").append(word(copy));
        out.append("; rm -rf gone\\ * removed ./?[flkd]; cp -a ")
                .append(word(staging.resolve("tree")))
                .append("/. .\n");
        if (isRoot()) {
            out.append("chown -h 7:8 set setlink setdir; chown 9:9 ").append(ShellText.word("./" + DIRECTORY + "/-n"));
        }
        out.append("\nchmod 600 set; chmod 555 setdir; chmod 640 fresh\\ \\* ")
                .append(ShellText.word("./" + DIRECTORY + "/" + NAMES.get(8)));
        out.append("\ntouch -h -d @1200000000 set setlink; touch -d @1300000000 ./-fresh*dir; touch -d @")
                .append(time(NEW_TIME))
                .append(" deep/er deep setdir . ")
                .append(ShellText.word("./" + DIRECTORY));
        out.append('\n');
        shell(out.toString());
        String picture = picture(copy);
        shell("rm -rf " + word(copy));
        return picture;
    }

    String picture() {
        return picture(path);
    }

    /** Kind, mode, owner, time, link and bytes of everything there; "none" where nothing is. */
    static String picture(Path root) {
        String script = "[ -e " + word(root) + " ] || [ -h " + word(root) + " ] || { echo none; exit; }\ncd "
                + word(root.getParent()) + "\nfind ./"
                + ShellText.word(root.getFileName().toString())
                + " ! -name '.nightshift-[0-9a-f]*' -printf '%P|%y|%m|%U:%G|%T@|%l\\0'\n"
                + "find ./" + ShellText.word(root.getFileName().toString())
                + " -type f ! -name '.nightshift-[0-9a-f]*' -exec sha256sum -z {} +";
        String[] lines = shell(script).replace("./" + root.getFileName(), "").split("\0");
        Arrays.sort(lines);
        return String.join("\n", lines);
    }

    static String word(Path path) {
        return ShellText.word(path.toString());
    }

    /** What a script prints, in Latin-1. */
    static String shell(String script) {
        try {
            ProcessBuilder builder = new ProcessBuilder("dash", "-s").redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(script.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (process.waitFor() != 0) {
                throw new AssertionError(said + " of " + script);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
