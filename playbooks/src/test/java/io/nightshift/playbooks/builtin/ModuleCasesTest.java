package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.builtin.FakeHost.list;
import static io.nightshift.playbooks.builtin.FakeHost.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.playbooks.module.ActionModule;
import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.KnownAfterApply;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every module does what its case files say; {@link ModuleCase} explains how a case is written. */
class ModuleCasesTest {
    private static final Path CASES = Path.of("src/test/resources/io/nightshift/playbooks/builtin/cases");
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private int runs;

    @TestFactory
    Stream<DynamicContainer> modulesDoWhatTheirCasesSay() {
        String only = System.getProperty("module", "");
        return Modules.standard().all().stream()
                .filter(spec -> only.isEmpty() || only.equals(spec.name()))
                .map(spec -> DynamicContainer.dynamicContainer(
                        spec.name(),
                        casesOf(spec).stream()
                                .map(one -> DynamicTest.dynamicTest(
                                        one.file().getFileName() + ": " + one.name(), () -> check(spec, one)))));
    }

    @Test
    void everyModuleHasCases() {
        for (ModuleSpec spec : Modules.standard().all()) {
            assertThat(casesOf(spec))
                    .as("cases of %s in %s/%s", spec.name(), CASES, spec.name())
                    .isNotEmpty();
        }
    }

    @Test
    void everyFolderOfCasesBelongsToAModule() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            assertThat(folders.map(it -> it.getFileName().toString()))
                    .allMatch(name -> Modules.standard().spec(name).isPresent());
        }
    }

    private static List<ModuleCase> casesOf(ModuleSpec spec) {
        Path cases = CASES.resolve(spec.name());
        if (!Files.isDirectory(cases)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cases)) {
            return files.sorted()
                    .flatMap(file -> ModuleCase.read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void check(ModuleSpec spec, ModuleCase one) throws IOException {
        Path files = Files.createDirectories(folder.resolve("case" + runs++));
        FakeController controller = new FakeController(one.part("controller"), files);
        RecordText text = new RecordText(files);
        Map<String, Object> actual = new LinkedHashMap<>();
        Args args;
        try {
            args = Args.of(spec, one.args(), controller, one.settings());
        } catch (ModuleFailure e) {
            assertThat(e.getMessage()).isEqualTo(one.parts().get("fails"));
            return;
        }
        ActionModule action = Modules.standard().action(spec.name()).orElse(null);
        if (action != null) {
            checkAction(action, args, one, text);
            return;
        }
        TaskModule module = Modules.standard().task(spec.name()).orElseThrow();
        FakeHost host = new FakeHost(one.part("host"));
        Planning planning = new Planning(module, args);
        planning.run(
                host::answer,
                made -> one.has("then") ? one.laterHost()::answer : Planning.predicted(host::answer, made));
        if (one.has("probes")) {
            assertThat(planning.asked.stream().map(it -> text.of((Record) it)))
                    .as("probes")
                    .containsExactlyInAnyOrderElementsOf(list(one.parts().get("probes")).stream()
                            .map(FakeHost::map)
                            .toList());
        }
        assertThat(planning.failure).as("failure").isEqualTo(one.parts().get("fails"));
        if (planning.failure != null) {
            return;
        }
        List<Object> plan = new ArrayList<>();
        planning.changes.forEach(change -> plan.add(text.of((Record) change)));
        assertThat(one.has("plan"))
                .as("the case says what is planned; it was %s", plan)
                .isTrue();
        assertThat(plan).as("plan").isEqualTo(list(one.parts().get("plan")));
        Result result = module.result(args, planning.readings, outcomes(planning.changes, one));
        assertResult(result, one, !plan.isEmpty());
        checkSecondRun(module, args, one, host, planning.changes, text);
    }

    private static void checkAction(ActionModule action, Args args, ModuleCase one, RecordText text) {
        try {
            ActionModule.Done done = action.act(args);
            List<Object> effects = new ArrayList<>();
            done.effects().forEach(effect -> effects.add(text.of((Record) effect)));
            assertThat(effects).as("effects").isEqualTo(list(one.parts().get("effects")));
            if (one.has("fails")) {
                assertThat(done.result().failed()).as("failed").isTrue();
                assertThat(done.result().message()).isEqualTo(one.parts().get("fails"));
            }
            assertResult(done.result(), one, done.result().changed());
        } catch (ModuleFailure e) {
            assertThat(e.getMessage()).isEqualTo(one.parts().get("fails"));
        }
    }

    /** A second run finds what the first one's changes promise, and has nothing to do. */
    private static void checkSecondRun(
            TaskModule module, Args args, ModuleCase one, FakeHost host, List<Change> made, RecordText text) {
        Planning second = new Planning(module, args);
        String problem = "";
        try {
            var promised = Planning.predicted(one.laterHost()::answer, made);
            second.run(promised, more -> Planning.predicted(promised, more));
            if (second.failure != null || !second.changes.isEmpty()) {
                problem =
                        second.changes.stream().map(it -> text.of((Record) it)).toList() + " " + second.failure;
            }
        } catch (KnownAfterApply e) {
            problem = "only known after apply: " + e.probe();
        }
        if (one.has("again")) {
            assertThat(problem).as("`again` is only for cases that need it").isNotEmpty();
        } else {
            assertThat(problem).as("what a second run would do").isEmpty();
        }
    }

    private static List<Outcome> outcomes(List<Change> changes, ModuleCase one) {
        List<Object> given = list(one.parts().get("outcomes"));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Map<String, Object> it = i < given.size() ? map(given.get(i)) : Map.of();
            int status = (int) FakeHost.number(it, "status", 0);
            String stdout = FakeHost.text(it, "stdout", "");
            String stderr = FakeHost.text(it, "stderr", "");
            Change change = changes.get(i);
            if (it.containsKey("failed")) {
                outcomes.add(new Outcome.Failed(change, FakeHost.text(it, "failed", ""), status, stdout, stderr));
                break;
            }
            outcomes.add(
                    one.settings().checkMode()
                            ? new Outcome.Planned(change)
                            : new Outcome.Done(
                                    change,
                                    status,
                                    stdout,
                                    stderr,
                                    THEN,
                                    THEN.plusMillis(FakeHost.number(it, "milliseconds", 1000))));
        }
        return outcomes;
    }

    private static void assertResult(Result result, ModuleCase one, boolean changedUnlessSaid) {
        Map<String, Object> actual = new LinkedHashMap<>(result.values());
        actual.put("changed", result.changed());
        actual.put("failed", result.failed());
        actual.put("skipped", result.skipped());
        if (result.message() != null) {
            actual.put("msg", result.message());
        }
        Map<String, Object> expected = new LinkedHashMap<>(one.part("result"));
        expected.putIfAbsent("changed", changedUnlessSaid);
        Map<String, Object> shown = new LinkedHashMap<>();
        expected.keySet().forEach(key -> shown.put(key, actual.getOrDefault(key, "(nothing)")));
        assertThat(shown).as("result, of %s", actual).isEqualTo(expected);
    }
}
