package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code package_facts}: every installed package becomes a fact. */
final class PackageFactsModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
            "package_facts",
            "Reads every installed package with its versions.",
            Parameter.of(
                            "manager",
                            Parameter.Type.STRINGS,
                            "Package managers to ask: `auto`, `apt`, `rpm` or `pacman`.")
                    .or(List.of("auto")),
            Parameter.string("strategy", "Whether the first manager found is asked, or all.")
                    .or("first")
                    .oneOf("first", "all"));

    /** A package database, the program that reads it, and how it is asked; fields are separated by tabs. */
    private enum Source {
        APT(
                "/usr/bin/dpkg-query",
                "-W",
                "-f=${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\t${Section}\\n"),
        RPM("/usr/bin/rpm", "-qa", "--qf", "%{NAME}\\t%{VERSION}\\t%{RELEASE}\\t%{EPOCH}\\t%{ARCH}\\n"),
        PACMAN("/usr/bin/pacman", "-Q");

        private final Probe.Path program;
        private final Probe.Command question;

        Source(String... argv) {
            this.program = new Probe.Path(argv[0], true, Probe.Checksum.NONE);
            this.question = new Probe.Command(List.of(argv), null, Map.of("LC_ALL", "C"));
        }

        private String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        return asked(args).stream().<Probe>map(source -> source.program).toList();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        List<Source> sources = there(args, now);
        if (sources.isEmpty()) {
            return Plan.fail("no package manager was found on the host that package_facts can ask: "
                    + String.join(", ", asked(args).stream().map(Source::word).toList()));
        }
        List<Probe> missing = sources.stream()
                .<Probe>map(source -> source.question)
                .filter(question -> !now.has(question))
                .toList();
        return missing.isEmpty() ? Plan.nothing() : new Plan.Ask(missing);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        Map<String, Object> packages = new TreeMap<>();
        for (Source source : there(args, before)) {
            Reading.CommandOutput output = before.command(source.question);
            if (output.status() != 0) {
                throw new ModuleFailure(source.word() + " could not be asked for its packages: "
                        + output.stderr().strip());
            }
            output.stdout().lines().forEach(line -> add(packages, source, line));
        }
        return Result.unchanged().with("ansible_facts", Map.of("packages", packages));
    }

    private static List<Source> asked(Args args) {
        List<Source> sources = new ArrayList<>();
        for (String name : args.strings("manager")) {
            switch (name) {
                case "auto" -> sources.addAll(List.of(Source.values()));
                case "apt" -> sources.add(Source.APT);
                case "rpm", "yum", "dnf", "zypper" -> sources.add(Source.RPM);
                case "pacman" -> sources.add(Source.PACMAN);
                default ->
                    throw new ModuleFailure("`package_facts` cannot ask `" + name + "`; it asks apt, rpm and pacman");
            }
        }
        return sources.stream().distinct().toList();
    }

    private static List<Source> there(Args args, Readings now) {
        List<Source> found = asked(args).stream()
                .filter(source -> now.path(source.program).exists())
                .toList();
        return args.string("strategy").equals("all") || found.isEmpty() ? found : found.subList(0, 1);
    }

    private static void add(Map<String, Object> packages, Source source, String line) {
        String[] fields = line.split(source == Source.PACMAN ? " " : "\t", -1);
        Map<String, Object> one = new LinkedHashMap<>();
        if (source == Source.APT && fields.length == 5 && fields[0].equals("installed")) {
            one.put("name", fields[1]);
            one.put("version", fields[2]);
            one.put("arch", fields[3]);
            one.put("category", fields[4]);
        } else if (source == Source.RPM && fields.length == 5) {
            one.put("name", fields[0]);
            one.put("version", fields[1]);
            one.put("release", fields[2]);
            putEpoch(one, fields[3]);
            one.put("arch", fields[4]);
        } else if (source == Source.PACMAN && fields.length == 2) {
            one.put("name", fields[0]);
            one.put("version", fields[1]);
        } else {
            return;
        }
        one.put("source", source.word());
        String name = String.valueOf(one.get("name"));
        List<Object> versions = new ArrayList<>();
        if (packages.get(name) instanceof List<?> earlier) {
            versions.addAll(earlier);
        }
        versions.add(one);
        packages.put(name, versions);
    }

    @SuppressWarnings("NullAway") // a package without an epoch has null there, as in Ansible
    private static void putEpoch(Map<String, Object> one, String epoch) {
        one.put("epoch", epoch.chars().allMatch(Character::isDigit) && !epoch.isEmpty() ? Long.valueOf(epoch) : null);
    }
}
