package io.nightshift.core.run;

import io.nightshift.core.platform.Hold;
import io.nightshift.core.record.RunNotes;
import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.Inventory;
import io.nightshift.playbooks.Directives;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.template.TemplateException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Passwords that an inventory holds, for who only has the store's record of how hosts were reached: it never keeps them. */
public final class InventorySecrets implements HostSecrets {
    private static final Directives BECOMING =
            new Directives(Map.of("become", true), List.of(), Set.of(), Map.of(), List.of(), List.of(), List.of());

    private final RunContext run;

    /** @param settings whose passwords stand where the inventory has none */
    public InventorySecrets(
            RunServices services, Readers readers, Redactor redactor, Inventory inventory, RunSettings settings) {
        this.run = new RunContext(
                "secrets",
                settings,
                inventory,
                services,
                new Connections(services, settings.connectLimit()),
                redactor,
                readers,
                RunNotes.none(),
                new Holds(services.platform(), Hold.first("secrets", "nobody")),
                Timing.ALWAYS,
                Path.of(""),
                null,
                RunEvent.Listener.NOBODY);
    }

    /** Variables that rest on a play are not there, so what needs them stays unknown. */
    @Override
    public Secrets of(String host) {
        try {
            HostScope scope = new HostScope(run, null, run.memory(host), null, Map.of());
            Targets.Where where = new Targets(run).of(host, scope, BECOMING, false);
            Secret become = where.become() instanceof Become.User user ? user.password() : null;
            return new Secrets(where.target().password(), where.target().passphrase(), become);
        } catch (ModuleFailure | TemplateException e) {
            return new Secrets(run.settings.password(), null, run.settings.becomePassword());
        }
    }
}
