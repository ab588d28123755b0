package io.nightshift.core.run;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a change would alter, for {@code --diff}: text files line by line, everything else in its own words. */
final class Diffs {
    private static final long LARGEST = 256 << 10;

    private Diffs() {}

    static List<String> of(Change change, HostAccess access) throws TransportException {
        if (change instanceof FileChange.WriteFile write) {
            if (write.secret()) {
                return List.of("~ " + write.path() + " (content not shown)");
            }
            if (write.content() instanceof Content.Bytes bytes && bytes.size() <= LARGEST) {
                Probe.FileContent probe = new Probe.FileContent(write.path(), LARGEST);
                Reading reading = access.read(List.of(probe), List.of()).get(probe);
                if (reading instanceof Reading.Bytes old && old.complete()) {
                    byte[] before = old.bytes() == null ? new byte[0] : old.bytes();
                    return unified(write.path(), old.bytes() == null, before, bytes.bytes());
                }
            }
        }
        return List.of("~ " + change.describe());
    }

    private static List<String> unified(String path, boolean isNew, byte[] before, byte[] after) {
        if (isBinary(before) || isBinary(after)) {
            return List.of("~ " + path + " (binary, " + before.length + " -> " + after.length + " bytes)");
        }
        List<String> old = lines(before);
        List<String> now = lines(after);
        return UnifiedDiffUtils.generateUnifiedDiff(isNew ? "/dev/null" : path, path, old, DiffUtils.diff(old, now), 3);
    }

    private static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    private static boolean isBinary(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
