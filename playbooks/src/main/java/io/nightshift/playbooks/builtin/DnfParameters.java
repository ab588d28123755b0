package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;

/** The parameters of {@code dnf} and {@code yum}, which are one program today. */
final class DnfParameters {
    private DnfParameters() {}

    static ModuleSpec spec(String name, String summary) {
        return ModuleSpec.builtin(
                name,
                summary,
                Parameter.of("name", Type.STRINGS, "packages, `@groups`, package files or URLs; `*` for everything")
                        .alias("pkg"),
                Parameter.string("state", "what is wanted of the packages; `absent` when only `autoremove` is given")
                        .oneOf("present", "installed", "latest", "absent", "removed"),
                Parameter.flag("update_cache", false, "refresh the package index first")
                        .alias("expire-cache"),
                Parameter.flag("autoremove", false, "also remove packages that nothing needs any more"),
                Parameter.of("enablerepo", Type.STRINGS, "repositories to use for this task only"),
                Parameter.of("disablerepo", Type.STRINGS, "repositories not to use for this task"),
                Parameter.of("exclude", Type.STRINGS, "packages to leave alone"),
                Parameter.flag("disable_gpg_check", false, "accept packages without a valid signature"),
                Parameter.flag("allow_downgrade", false, "an older version may replace a newer one"),
                Parameter.flag("skip_broken", false, "leave out packages whose dependencies cannot be met"),
                Parameter.flag("nobest", false, "be content with an older version when the newest cannot be had"),
                Parameter.flag("security", false, "upgrade what fixes security problems only"),
                Parameter.flag("bugfix", false, "upgrade what fixes bugs only"),
                Parameter.flag("install_weak_deps", true, "recommended packages come along"),
                Parameter.flag("validate_certs", true, "check the certificates of HTTPS repositories"),
                Parameter.path("conf_file", "another configuration file of the package manager"),
                Parameter.path("installroot", "install below this directory").or("/"),
                Parameter.string("releasever", "another release than the host's"),
                Parameter.of("lock_timeout", Type.INTEGER, "seconds to wait for another package manager")
                        .or(30L));
    }
}
