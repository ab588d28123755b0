package io.nightshift.core.run;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Texts;
import io.nightshift.inventory.yaml.VaultOpener;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.LoadTimeValues;
import io.nightshift.playbooks.ModuleNames;
import io.nightshift.playbooks.PlaybookReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes readers for what a run reads while it is under way.
 *
 * @param controllerName this machine's host name, for templates
 * @param texts may know the text of a file better than the disk does
 * @param vault opens encrypted files, null without a vault password
 */
public record Readers(
        @Nullable VaultOpener vault,
        ModuleNames modules,
        LoadTimeValues values,
        List<Path> rolesPath,
        List<Path> collectionsPath,
        String controllerName,
        Map<String, Object> extraVariables,
        Texts texts) {
    public Readers {
        rolesPath = List.copyOf(rolesPath);
        collectionsPath = List.copyOf(collectionsPath);
    }

    public YamlReader yaml(Diagnostics problems) {
        return new YamlReader(problems, vault, texts);
    }

    public PlaybookReader playbooks(Diagnostics problems) {
        return new PlaybookReader(
                problems, yaml(problems), modules, values, rolesPath, collectionsPath, extraVariables);
    }
}
