package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Reading.PathState;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of a path under the names that stat and find return. */
final class FileFacts {
    private FileFacts() {}

    /** @param special stat(1)'s word for what is neither file, directory nor link; empty when it is one of those */
    static Map<String, Object> of(PathState state, String special) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("path", state.path());
        facts.put("mode", FileAttributes.octal(state.mode()));
        facts.put("isdir", state.isDirectory());
        facts.put("isreg", state.isFile());
        facts.put("islnk", state.isLink());
        facts.put("ischr", special.contains("character"));
        facts.put("isblk", special.contains("block"));
        facts.put("isfifo", special.contains("fifo"));
        facts.put("issock", special.contains("socket"));
        facts.put("uid", state.uid());
        facts.put("gid", state.gid());
        facts.put("pw_name", state.owner());
        facts.put("gr_name", state.group());
        facts.put("size", state.size());
        facts.put("inode", state.inode());
        facts.put("dev", state.device());
        facts.put("nlink", (long) state.links());
        facts.put("atime", state.accessed());
        facts.put("mtime", state.modified());
        facts.put("ctime", state.changed());
        String[] names = {"usr", "grp", "oth"};
        for (int i = 0; i < names.length; i++) {
            int rights = state.mode() >> 3 * (2 - i) & 7;
            facts.put("r" + names[i], (rights & 4) != 0);
            facts.put("w" + names[i], (rights & 2) != 0);
            facts.put("x" + names[i], (rights & 1) != 0);
        }
        facts.put("isuid", (state.mode() & 04000) != 0);
        facts.put("isgid", (state.mode() & 02000) != 0);
        return facts;
    }
}
