package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.FileChange.SetAttributes.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Owner, group and mode of many paths: one stat to note those before, one chown and one chmod per kind of attributes, for each
 * two hundred paths.
 */
final class AttributeText {
    private static final int BATCH = 200;

    /** What makes two entries fit into one command. */
    private record Kind(Attributes attributes, boolean followLink) {}

    private final Map<Kind, List<String>> paths = new LinkedHashMap<>();
    private final List<String> odd = new ArrayList<>();

    AttributeText(SetAttributes change) {
        for (Entry entry : change.entries()) {
            paths.computeIfAbsent(new Kind(entry.attributes(), entry.followLink()), kind -> new ArrayList<>())
                    .add(entry.path());
            if (entry.path().indexOf('\n') >= 0) {
                odd.add(entry.path());
            }
        }
    }

    StepText text() {
        StringBuilder save = new StringBuilder();
        StringBuilder act = new StringBuilder();
        paths.forEach((kind, all) -> {
            for (int i = 0; i < all.size(); i += BATCH) {
                List<String> some = all.subList(i, Math.min(all.size(), i + BATCH));
                save.append(keep(kind.followLink(), some));
                act.append(set(kind, some));
            }
        });
        StringBuilder undo = new StringBuilder("_ns_back_modes followed '' && _ns_back_modes own -h || return 1\n");
        // A line of the list cannot hold a name with a line break: such a path gets a note of its own.
        for (int i = 0; i < odd.size(); i++) {
            save.append("_ns_keep_mode ")
                    .append(word(odd.get(i)))
                    .append(" odd")
                    .append(i)
                    .append('\n');
            undo.append("[ ! -e \"$_ns_t/odd" + i + ".mode\" ] || _ns_back_mode ")
                    .append(word(odd.get(i)))
                    .append(" odd")
                    .append(i)
                    .append(" || return 1\n");
        }
        return StepText.quick(Set.of("files"), save + ":", act + ":", undo.toString())
                .withoutRoom();
    }

    private static String keep(boolean followLink, List<String> some) {
        List<String> plain =
                some.stream().filter(path -> path.indexOf('\n') < 0).toList();
        return plain.isEmpty()
                ? ""
                : "_ns_keep_modes " + (followLink ? "followed -L " : "own '' ") + words(plain) + "\n";
    }

    private static String set(Kind kind, List<String> some) {
        StringBuilder out = new StringBuilder();
        String owner = WriteSteps.owner(kind.attributes());
        if (!owner.isEmpty()) {
            out.append(kind.followLink() ? "chown -- " : "chown -h -- ")
                    .append(word(owner))
                    .append(' ')
                    .append(words(some))
                    .append(" || return 1\n");
        }
        Integer mode = kind.attributes().mode();
        if (mode != null && kind.followLink()) {
            out.append("chmod -- " + ShellText.mode(mode) + " ")
                    .append(words(some))
                    .append(" || return 1\n");
        } else if (mode != null) {
            // A link has no mode of its own, and chmod would reach through it.
            out.append("_ns_set_modes " + ShellText.mode(mode) + " ")
                    .append(words(some))
                    .append(" || return 1\n");
        }
        return out.toString();
    }
}
