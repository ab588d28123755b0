package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which of a task's parameters are handed on to the package manager, under Ansible's names. */
final class PackageOptions {
    private static final List<String> NAMES = List.of(
            "install_recommends",
            "allow_downgrade",
            "allow_unauthenticated",
            "allow_change_held_packages",
            "default_release",
            "dpkg_options",
            "only_upgrade",
            "fail_on_autoremove",
            "policy_rc_d",
            "lock_timeout",
            "force",
            "enablerepo",
            "disablerepo",
            "exclude",
            "disable_gpg_check",
            "disable_excludes",
            "enable_plugin",
            "disable_plugin",
            "allowerasing",
            "cacheonly",
            "download_only",
            "download_dir",
            "skip_broken",
            "nobest",
            "security",
            "bugfix",
            "install_weak_deps",
            "installroot",
            "releasever",
            "validate_certs",
            "conf_file");

    private PackageOptions() {}

    /** Those that were given or have a default; flags that are off are left out, except install_recommends and its like. */
    static Map<String, String> of(Args args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : NAMES) {
            Object value = args.spec().parameter(name).isPresent() ? args.raw(name) : null;
            if (value instanceof Boolean flag) {
                boolean tristate = args.spec().parameter(name).orElseThrow().defaultValue() == null;
                if (flag || tristate) {
                    options.put(name, flag.toString());
                }
            } else if (value instanceof List<?> list) {
                if (!list.isEmpty()) {
                    options.put(name, String.join(",", args.strings(name)));
                }
            } else if (value != null) {
                options.put(name, value.toString());
            }
        }
        return options;
    }
}
