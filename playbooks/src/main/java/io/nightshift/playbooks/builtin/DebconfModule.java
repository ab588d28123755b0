package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code debconf}: a question of a Debian package is answered before it is asked. */
final class DebconfModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "debconf",
            "Answers questions of Debian packages before they are asked.",
            Parameter.string("name", "The package.").must().alias("pkg"),
            Parameter.string("question", "The question.").alias("selection", "setting"),
            Parameter.string("vtype", "Its kind.")
                    .oneOf(
                            "boolean",
                            "error",
                            "multiselect",
                            "note",
                            "password",
                            "seen",
                            "select",
                            "string",
                            "text",
                            "title"),
            Parameter.string("value", "The answer.").alias("answer").hidden(),
            Parameter.flag("unseen", false, "The question is asked all the same, with this answer suggested."));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return List.of(question(args));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        if (!args.has("question")) {
            return Plan.nothing();
        }
        if (!args.has("vtype") || !args.has("value")) {
            return Plan.fail("when supplying a question you must supply a valid vtype and value");
        }
        Optional<String> found = answer(args, now);
        String value = value(args);
        if (found.isPresent() && found.get().equals(value)) {
            return Plan.nothing();
        }
        String name = args.string("name");
        List<String> set =
                args.flag("unseen") ? List.of("debconf-set-selections", "-u") : List.of("debconf-set-selections");
        String begin = name + " " + args.string("question") + " " + args.string("vtype") + " ";
        return Plan.of(new CommandChange.Tool(
                "answer the question " + args.string("question") + " of " + name,
                set,
                begin + value + "\n",
                found.isPresent() ? set : List.of("debconf-communicate", name),
                found.isPresent() ? begin + found.get() + "\n" : "UNREGISTER " + args.string("question") + "\n",
                null));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Result result = Result.of(done);
        if (!args.has("question") || args.string("vtype").equals("password")) {
            return result;
        }
        return result.with("current", Map.of(args.string("question"), value(args)));
    }

    private static String value(Args args) {
        String value = args.string("value");
        return args.string("vtype").equals("boolean") ? value.toLowerCase(Locale.ROOT) : value;
    }

    /** debconf answers with 0 and the value, or with 10 where it does not know the question. */
    private static Optional<String> answer(Args args, Readings now) {
        String output = now.command(question(args)).stdout().strip();
        return output.equals("0") || output.startsWith("0 ")
                ? Optional.of(output.substring(1).strip())
                : Optional.empty();
    }

    private static Probe.Command question(Args args) {
        Map<String, String> environment = new LinkedHashMap<>(AptTask.ENGLISH);
        String name = args.string("name");
        return new Probe.Command(
                List.of("debconf-communicate", name),
                "GET " + args.optional("question").orElse(name) + "\n",
                environment);
    }
}
