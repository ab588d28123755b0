package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.posix.text.Units;
import io.nightshift.playbooks.module.ServiceChange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Services; under systemd by systemctl, else by what the host has. Forks of a start: ticket, is-active, the watched process
 * (three), systemctl, status; what a service starts itself is its own.
 */
final class ServiceSteps {
    private static final Set<String> SERVICES = Set.of("services");

    private ServiceSteps() {}

    static StepText of(ServiceChange change) {
        if (change instanceof ServiceChange.Running running) {
            String unit = word(Units.full(running.name()));
            return text(
                    "_ns_keep_running " + unit,
                    "_ns_init; _ns_service " + (running.run() ? "start " : "stop ") + unit,
                    "_ns_back_running " + unit);
        }
        if (change instanceof ServiceChange.Enabled enabled) {
            return links(enabled.enable() ? "enable" : "disable", enabled.name());
        }
        if (change instanceof ServiceChange.Masked masked) {
            return links(masked.mask() ? "mask" : "unmask", masked.name());
        }
        if (change instanceof ServiceChange.Restart restart) {
            boolean anew = restart.kind() == ServiceChange.Restart.Kind.RESTART;
            String unit = word(Units.full(restart.name()));
            String verb = anew ? "restart " : "reload ";
            return text("_ns_keep_running " + unit, "_ns_init; _ns_service " + verb + unit, "_ns_again " + verb + unit)
                    .asAgain();
        }
        String reload = "_ns_init; [ $_ns_i != systemd ] || systemctl daemon-reload";
        return text(":", reload, reload).asAgain();
    }

    private static StepText links(String verb, String name) {
        String unit = word(Units.full(name));
        return text("_ns_keep_links", "_ns_enable " + verb + " " + unit, "_ns_back_links");
    }

    private static StepText text(String save, String act, @Nullable String undo) {
        return StepText.slow(SERVICES, save, act, undo).withoutRoom();
    }
}
