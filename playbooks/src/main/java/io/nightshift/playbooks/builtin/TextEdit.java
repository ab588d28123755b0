package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module makes of a text file.
 *
 * @param text null to leave a file that is not there as it is
 * @param message what was done, as the task registers it
 * @param values further return values
 */
record TextEdit(@Nullable String text, String message, Map<String, Object> values) {
    TextEdit {
        values = Map.copyOf(values);
    }

    static TextEdit of(String text, String message) {
        return new TextEdit(text, message, Map.of());
    }

    static TextEdit leave(String message) {
        return new TextEdit(null, message, Map.of());
    }

    /** A module whose work is to edit one text file. */
    abstract static class Module implements TaskModule {
        /** The file with the task's edit; the same at planning and for the result. */
        abstract TextEdit edit(Args args, TextFile file);

        TextFile read(Args args, HostView host) {
            return TextFile.read(host, args.string("path"));
        }

        @Override
        public List<Probe> probe(Args args) {
            return TextFile.probes(args.string("path"));
        }

        @Override
        public Plan plan(Args args, Readings now) {
            return HostView.plan(now, host -> {
                TextFile file = read(args, host);
                String text = edit(args, file).text();
                return text == null ? Plan.nothing() : Plan.of(file.become(host, args, text));
            });
        }

        @Override
        public Result result(Args args, Readings before, List<Outcome> done) {
            Result result = Result.of(done);
            if (result.failed()) {
                return result;
            }
            TextEdit edit = edit(args, read(args, new HostView(before)));
            String message = edit.message();
            if (done.stream().anyMatch(outcome -> outcome.change() instanceof SetAttributes)) {
                message = message.isEmpty() ? "owner, group or mode changed" : message;
            }
            result = FileTarget.backup(result.message(message), done);
            Map<String, Object> values = new LinkedHashMap<>(edit.values());
            for (Map.Entry<String, Object> value : values.entrySet()) {
                result = result.with(value.getKey(), value.getValue());
            }
            return result;
        }
    }
}
