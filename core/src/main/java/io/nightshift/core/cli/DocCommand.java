package io.nightshift.core.cli;

import io.nightshift.inventory.yaml.DidYouMean;
import io.nightshift.playbooks.builtin.ModulePage;
import io.nightshift.playbooks.builtin.Modules;
import io.nightshift.playbooks.module.ModuleSpec;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightshift doc}: the page of a module. */
@Command(name = "doc", description = "Lists the modules, or shows the page of one.")
final class DocCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "MODULE", description = "A module's name, short or full.")
    @Nullable
    String module;

    @Override
    public Integer call() {
        Modules modules = Modules.standard();
        if (module == null) {
            for (ModuleSpec spec : modules.all()) {
                System.out.println(String.format("%-22s %s", spec.name(), spec.summary()));
            }
            return ExitCode.OK;
        }
        Optional<ModuleSpec> spec = modules.spec(module);
        if (spec.isEmpty()) {
            throw unknown(module, modules);
        }
        System.out.print(ModulePage.of(spec.get())
                .orElseThrow(() -> new Failure("error: the page of `" + module + "` is missing")));
        return ExitCode.OK;
    }

    /** What to say of a module that is not there. */
    static Failure unknown(String module, Modules modules) {
        String near = DidYouMean.closest(
                        module, modules.all().stream().map(ModuleSpec::name).toList())
                .map(name -> "did you mean `" + name + "`? ")
                .orElse("");
        return new Failure("error: there is no module `" + module + "`\nhint: " + near + "All modules: nightshift doc");
    }
}
