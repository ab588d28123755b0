package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.FileChange.WriteFile;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is to have certain bytes, owner, group and mode; what copy and template come down to.
 *
 * @param path where, with links already resolved when they are to be followed
 * @param force false: a file that is there is left as it is
 */
record PlacedFile(
        String path,
        Content content,
        FileAttributes attributes,
        boolean backup,
        boolean force,
        @Nullable String validate) {
    PlacedFile {
        if (validate != null && !validate.contains("%s")) {
            throw new ModuleFailure(
                    "`validate` must hold %s where the path of the file to check belongs, but is `" + validate + "`");
        }
    }

    /** What to do so that it is there; nothing when it is. */
    List<Change> changes(PathState now) {
        if (now.exists() && !force) {
            return List.of();
        }
        if (now.isDirectory()) {
            throw new ModuleFailure(path + " is a directory; give the name of a file, or end `dest` with /");
        }
        if (now.isFile() && content.sha256().equals(now.checksum())) {
            Attributes missing = attributes.missing(now);
            return missing.keepsAll() ? List.of() : List.of(SetAttributes.of(path, missing));
        }
        return List.of(
                new WriteFile(path, content, attributes.wanted(now, false), validate, backup && now.exists(), false));
    }
}
