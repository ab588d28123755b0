package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.migration.Charsets;
import io.nightshift.playbooks.migration.Conversion;
import io.nightshift.playbooks.migration.Conversion.Form;
import io.nightshift.playbooks.migration.Conversion.Side;
import io.nightshift.playbooks.migration.CsvDialect;
import io.nightshift.playbooks.migration.Field;
import io.nightshift.playbooks.migration.LineEnds;
import io.nightshift.playbooks.migration.LossyException;
import io.nightshift.playbooks.migration.RecordLayout;
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
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of a file in another character set, or in another form of table. */
final class ConvertModule implements TaskModule {
    private static final String[] FORMS = {"text", "csv", "json", "records"};
    private static final String[] ENDS = {"keep", "lf", "crlf", "cr"};
    private static final Set<String> FIELD_KEYS = Set.of("name", "type", "length", "scale", "signed");
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
                    .oneOf(FORMS)
                    .or("text"),
            Parameter.string("to_form", "What it becomes.").oneOf(FORMS).or("text"),
            Parameter.string("line_ends", "How lines end afterwards.")
                    .oneOf(ENDS)
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
        try {
            LineEnds ends = LineEnds.valueOf(args.string("line_ends").toUpperCase(Locale.ROOT));
            RecordLayout layout = layout(args);
            Side from = new Side(
                    form(args, "from_form"), charset(args, "from"), LineEnds.KEEP, csv(args, "from_csv", ends), layout);
            Side to = new Side(form(args, "to_form"), charset(args, "to"), ends, csv(args, "to_csv", ends), layout);
            return new Conversion(from, to);
        } catch (IllegalArgumentException e) {
            throw new ModuleFailure(String.valueOf(e.getMessage()));
        }
    }

    private static Form form(Args args, String name) {
        return Form.valueOf(args.string(name).toUpperCase(Locale.ROOT));
    }

    private static Charset charset(Args args, String name) {
        String wanted = args.string(name);
        try {
            return Charsets.named(wanted);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ModuleFailure(
                    "`" + name + "`: no character set is called `" + wanted
                            + "`; known are such as UTF-8, UTF-16, windows-1252, ISO-8859-15, MacRoman, IBM037, IBM500 and IBM1047");
        }
    }

    private static @Nullable RecordLayout layout(Args args) {
        List<Field> fields = new ArrayList<>();
        for (Object entry : args.list("layout")) {
            if (!(entry instanceof Map<?, ?> field)) {
                throw new ModuleFailure("`layout` must list mappings, and `" + entry + "` is none");
            }
            for (Object key : field.keySet()) {
                if (!FIELD_KEYS.contains(String.valueOf(key))) {
                    throw new ModuleFailure("a field of the `layout` has no `" + key
                            + "`; it may have name, type, length," + " scale and signed");
                }
            }
            fields.add(field(field));
        }
        return fields.isEmpty() ? null : new RecordLayout(fields);
    }

    private static Field field(Map<?, ?> field) {
        Object name = field.get("name");
        Object given = field.get("type");
        String type = String.valueOf(given == null ? "text" : given);
        Field.Kind kind;
        try {
            kind = Field.Kind.valueOf(type.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ModuleFailure("field `" + name + "`: there is no type `" + type
                    + "`; text, zoned, packed, binary, filler and zeroes are");
        }
        if (name == null && kind != Field.Kind.FILLER && kind != Field.Kind.ZEROES) {
            throw new ModuleFailure("a field of the `layout` has no `name`");
        }
        Object signed = field.get("signed");
        boolean isSigned = signed != null
                && List.of("true", "yes").contains(String.valueOf(signed).toLowerCase(Locale.ROOT));
        return new Field(
                name == null ? "" : String.valueOf(name),
                kind,
                number(field, "length", name),
                field.containsKey("scale") ? number(field, "scale", name) : 0,
                isSigned);
    }

    private static int number(Map<?, ?> field, String key, @Nullable Object name) {
        String value = String.valueOf(field.get(key));
        if (!value.matches("[0-9]{1,5}")) {
            throw new ModuleFailure(
                    "field `" + name + "`: `" + key + "` must be a number of bytes or digits, not `" + value + "`");
        }
        return Integer.parseInt(value);
    }

    private static CsvDialect csv(Args args, String name, LineEnds ends) {
        Map<String, Object> given = args.map(name);
        for (String key : given.keySet()) {
            if (!List.of("separator", "quote", "header", "quote_all").contains(key)) {
                throw new ModuleFailure(
                        "`" + name + "` has no `" + key + "`; it may have separator, quote, header and quote_all");
            }
        }
        return new CsvDialect(
                character(given, name, "separator", ','),
                character(given, name, "quote", '"'),
                flag(given, "header", true),
                flag(given, "quote_all", false),
                ends == LineEnds.KEEP ? LineEnds.LF : ends);
    }

    private static char character(Map<String, Object> given, String name, String key, char otherwise) {
        Object value = given.get(key);
        String text = value == null
                ? String.valueOf(otherwise)
                : String.valueOf(value).replace("\\t", "\t");
        if (text.length() != 1) {
            throw new ModuleFailure("`" + name + "`: `" + key + "` must be one character, not `" + text + "`");
        }
        return text.charAt(0);
    }

    private static boolean flag(Map<String, Object> given, String key, boolean otherwise) {
        Object value = given.get(key);
        return value == null
                ? otherwise
                : List.of("true", "yes").contains(String.valueOf(value).toLowerCase(Locale.ROOT));
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return FileTarget.backup(Result.of(done), done)
                .with("src", args.string("src"))
                .with("dest", args.string("dest"));
    }
}
