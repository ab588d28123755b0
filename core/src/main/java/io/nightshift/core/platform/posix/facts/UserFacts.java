package io.nightshift.core.platform.posix.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who asks, and with which environment. */
final class UserFacts {
    private static final Pattern ID = Pattern.compile("uid=(\\d+)(?:\\(([^)]*)\\))? gid=(\\d+)");
    private static final int PASSWD = 7;

    private UserFacts() {}

    static void add(FactText text, Map<String, Object> facts) {
        Matcher id = ID.matcher(text.section("id"));
        if (id.find()) {
            long uid = Long.parseLong(id.group(1));
            long gid = Long.parseLong(id.group(3));
            facts.put("user_id", id.group(2) == null ? id.group(1) : id.group(2));
            facts.put("user_uid", uid);
            facts.put("user_gid", gid);
            facts.put("real_user_id", uid);
            facts.put("effective_user_id", uid);
            facts.put("real_group_id", gid);
            facts.put("effective_group_id", gid);
        }
        String[] entry = text.section("passwd").strip().split(":", -1);
        if (entry.length >= PASSWD) {
            facts.put("user_gecos", entry[4]);
            facts.put("user_dir", entry[5]);
            facts.put("user_shell", entry[6]);
        }
        Map<String, Object> environment = new LinkedHashMap<>();
        String env = text.section("env");
        for (String variable : env.split(env.indexOf('\0') >= 0 ? "\0" : "\n")) {
            int equals = variable.indexOf('=');
            if (equals > 0 && !variable.startsWith("_ns")) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        facts.put("env", environment);
    }
}
