package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.Conversion;
import io.nightshift.playbooks.migration.ConversionArguments;
import io.nightshift.playbooks.migration.LossyException;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The content of a file in another character set, or in another form of table. */
final class ConvertModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.of(
            "nightshift.migration",
            "convert",
            "Converts the content of a file without a loss: character sets, line ends, CSV, JSON lines and records of mainframes.",
            Parameter.path("src", "The file to be converted, on the host; at most 16 MiB.")
                    .must(),
            Parameter.path("dest", "The file it becomes; may be the same one.").must(),
            Parameter.string("from", "Its character set: any that Java knows, such as windows-1252 or IBM1047.")
                    .or("UTF-8"),
            Parameter.string("to", "The character set it gets.").or("UTF-8"),
            Parameter.string(
                            "from_form", "What it is: a text, a table as CSV or JSON lines, or records of fixed width.")
                    .oneOf(ConversionArguments.FORMS)
                    .or("text"),
            Parameter.string("to_form", "What it becomes.")
                    .oneOf(ConversionArguments.FORMS)
                    .or("text"),
            Parameter.string("line_ends", "How lines end afterwards.")
                    .oneOf(ConversionArguments.LINE_ENDS)
                    .or("keep"),
            Parameter.of(
                    "layout",
                    Parameter.Type.LIST,
                    "The fields of a record in their order, each with `name`, `type` (text, zoned, packed, binary, filler,"
                            + " zeroes), `length` in bytes and, for numbers, `scale` and `signed`."),
            Parameter.of("from_csv", Parameter.Type.MAP, "How the CSV is written: `separator`, `quote`, `header`."),
            Parameter.of(
                    "to_csv",
                    Parameter.Type.MAP,
                    "How the CSV is to be written: `separator`, `quote`, `header`, `quote_all`."),
            Parameter.flag("backup", false, "Leave a copy of the old file beside it, with the time in its name.")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        conversion(args);
        return List.of(
                Probe.FileContent.of(args.string("src")), new Probe.Path(args.string("dest"), false, Checksum.SHA256));
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            PlacedFile file = new PlacedFile(
                    args.string("dest"), content(args, host), FileAttributes.of(args), args.flag("backup"), true, null);
            return Plan.of(file.changes(host.summed(args.string("dest"))));
        });
    }

    private static Content content(Args args, HostView host) {
        String src = args.string("src");
        byte[] bytes = host.bytes(src).orElseThrow(() -> new ModuleFailure("there is no file " + src + " to convert"));
        try {
            return Content.of(conversion(args).apply(src, bytes));
        } catch (LossyException e) {
            throw new ModuleFailure("nothing was converted, because it would not be whole:\n" + e.getMessage());
        }
    }

    private static Conversion conversion(Args args) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (String name : List.of("from", "to", "from_form", "to_form", "line_ends")) {
            given.put(name, args.string(name));
        }
        given.put("layout", args.list("layout"));
        given.put("from_csv", args.map("from_csv"));
        given.put("to_csv", args.map("to_csv"));
        try {
            return ConversionArguments.conversion(given);
        } catch (IllegalArgumentException e) {
            throw new ModuleFailure(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return FileTarget.backup(Result.of(done), done)
                .with("src", args.string("src"))
                .with("dest", args.string("dest"));
    }
}
