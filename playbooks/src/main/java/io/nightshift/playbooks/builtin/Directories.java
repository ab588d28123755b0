package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.MakeDirectory;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading.PathState;
import java.util.ArrayList;
import java.util.List;

/** Directories that have to be made, parents first. */
final class Directories {
    private Directories() {}

    /** What must be read before {@link #missing} can tell. */
    static List<Probe> probes(String path) {
        return HostPath.withAncestors(path).stream()
                .<Probe>map(directory -> new Probe.Path(directory, true, Checksum.NONE))
                .toList();
    }

    /** One change for each directory that is not there; all of them get the attributes, as Ansible does it. */
    static List<Change> missing(HostView host, String path, Attributes attributes) {
        host.need(probes(path));
        List<Change> changes = new ArrayList<>();
        for (String directory : HostPath.withAncestors(path)) {
            PathState state = host.through(directory);
            if (!state.exists()) {
                changes.add(new MakeDirectory(directory, attributes));
            } else if (!state.isDirectory()) {
                throw new ModuleFailure(
                        directory + " is " + HostPath.phrase(state) + ", so no directory can be made at or below it");
            }
        }
        return changes;
    }
}
