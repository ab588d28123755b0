package io.nightshift.core.simulator;

import io.nightshift.core.simulator.SimulatedTicket.Thing;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Questions about files, as lines, and their answers. */
final class HostReadings {
    private HostReadings() {}

    static String question(int number, Probe probe) {
        if (probe instanceof Probe.Path path) {
            return Words.line("probe", number, "path", path.path());
        }
        if (probe instanceof Probe.FileContent content) {
            return Words.line("probe", number, "content", content.path());
        }
        if (probe instanceof Probe.Glob glob) {
            return Words.line("probe", number, "glob", glob.pattern());
        }
        return Words.line("probe", number, "other");
    }

    /** {@code reading NUMBER KIND …}. */
    static String answer(SimulatedHost host, List<String> words) {
        String number = words.get(1);
        Thing thing = words.size() > 3 ? host.files.get(words.get(3)) : null;
        return switch (words.get(2)) {
            case "path" ->
                thing == null
                        ? Words.line("reading", number, "absent", words.get(3))
                        : thing.isDirectory()
                                ? Words.line("reading", number, "directory", words.get(3), thing.mode())
                                : Words.line("reading", number, "file", words.get(3), thing.mode(), thing.content());
            case "content" ->
                thing == null || thing.isDirectory()
                        ? Words.line("reading", number, "nothing")
                        : Words.line("reading", number, "bytes", thing.content());
            case "glob" -> Words.line("reading", number, "names", thing == null ? "" : words.get(3));
            default -> Words.line("reading", number, "unreadable");
        };
    }

    static Reading reading(List<String> words) {
        return switch (words.get(2)) {
            case "absent" -> PathState.absent(words.get(3));
            case "directory" -> state(words, PathState.Kind.DIRECTORY, "");
            case "file" -> state(words, PathState.Kind.FILE, words.get(5));
            case "nothing" -> new Reading.Bytes(null, true);
            case "bytes" -> new Reading.Bytes(words.get(3).getBytes(StandardCharsets.UTF_8), true);
            case "names" -> new Reading.Names(words.get(3).isEmpty() ? List.of() : List.of(words.get(3)));
            default -> new Reading.Unreadable("a pretended host does not know");
        };
    }

    private static PathState state(List<String> words, PathState.Kind kind, String content) {
        Content bytes = Content.of(content);
        return new PathState(
                words.get(3),
                kind,
                Integer.parseInt(words.get(4)),
                "root",
                "root",
                0,
                0,
                bytes.size(),
                0,
                0,
                0,
                1,
                1,
                1,
                null,
                kind == PathState.Kind.FILE ? bytes.sha256() : null);
    }
}
