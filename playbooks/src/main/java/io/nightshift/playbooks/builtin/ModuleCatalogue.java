package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.ModuleNames;
import io.nightshift.playbooks.module.ModuleSpec;
import java.util.Collection;
import java.util.Optional;

/** The modules as the reader sees them. */
public final class ModuleCatalogue implements ModuleNames {
    private final Modules modules;

    public ModuleCatalogue(Modules modules) {
        this.modules = modules;
    }

    @Override
    public Optional<ModuleSpec> spec(String name) {
        return modules.spec(name);
    }

    @Override
    public Collection<String> names() {
        return modules.all().stream().map(ModuleSpec::name).toList();
    }
}
