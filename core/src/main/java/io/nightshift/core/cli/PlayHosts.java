package io.nightshift.core.cli;

import io.nightshift.inventory.Host;
import io.nightshift.inventory.HostPattern;
import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.playbooks.Play;
import io.nightshift.playbooks.template.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hosts that a play names, as far as this can be known before it runs. */
final class PlayHosts {
    private PlayHosts() {}

    /** @param limit hosts it is limited to; null for all */
    static List<String> of(Play play, Workbench bench, Inventory inventory, @Nullable List<String> limit) {
        Map<String, Object> variables = new LinkedHashMap<>(play.variables());
        variables.putAll(bench.extraVariables);
        Object rendered = bench.templates.resolve(play.hosts(), Scope.of(variables));
        List<String> texts = new ArrayList<>();
        if (rendered instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        } else {
            texts.add(String.valueOf(rendered));
        }
        return HostPattern.of(texts, play.position()).select(inventory, new Diagnostics(), Severity.WARNING).stream()
                .map(Host::name)
                .filter(name -> limit == null || limit.contains(name))
                .toList();
    }
}
