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
                Parameter.of("name", Type.STRINGS, "Packages, `@groups`, package files or URLs; `*` for everything.")
                        .alias("pkg"),
                Parameter.string("state", "What is wanted of the packages; `absent` when only `autoremove` is given.")
                        .oneOf("present", "installed", "latest", "absent", "removed"),
                Parameter.flag("update_cache", false, "Refresh the package index first.")
                        .alias("expire-cache"),
                Parameter.flag("autoremove", false, "Also remove packages that nothing needs any more."),
                Parameter.of("enablerepo", Type.STRINGS, "Repositories to use for this task only."),
                Parameter.of("disablerepo", Type.STRINGS, "Repositories not to use for this task."),
                Parameter.of("exclude", Type.STRINGS, "Packages to leave alone."),
                Parameter.string(
                        "disable_excludes",
                        "Ignore what is excluded in the configuration: `all`, `main` or a repository."),
                Parameter.of("enable_plugin", Type.STRINGS, "Plugins to use for this task only."),
                Parameter.of("disable_plugin", Type.STRINGS, "Plugins not to use for this task."),
                Parameter.flag("allowerasing", false, "Packages in the way may be removed."),
                Parameter.flag("cacheonly", false, "Use the package index as it is, even if it is old."),
                Parameter.flag("download_only", false, "Fetch the packages only."),
                Parameter.path("download_dir", "Where `download_only` puts them."),
                Parameter.flag("install_repoquery", true, "Taken for compatibility: repoquery is not needed."),
                Parameter.string("use_backend", "Taken for compatibility: dnf where there is one, else yum."),
                Parameter.flag("disable_gpg_check", false, "Accept packages without a valid signature."),
                Parameter.flag("allow_downgrade", false, "An older version may replace a newer one."),
                Parameter.flag("skip_broken", false, "Leave out packages whose dependencies cannot be met."),
                Parameter.flag("nobest", false, "Be content with an older version when the newest cannot be had."),
                Parameter.flag("security", false, "Upgrade what fixes security problems only."),
                Parameter.flag("bugfix", false, "Upgrade what fixes bugs only."),
                Parameter.flag("install_weak_deps", true, "Recommended packages come along."),
                Parameter.flag("validate_certs", true, "Check the certificates of HTTPS repositories.")
                        .alias("sslverify"),
                Parameter.path("conf_file", "Another configuration file of the package manager."),
                Parameter.path("installroot", "Install below this directory.").or("/"),
                Parameter.string("releasever", "Another release than the host's."),
                Parameter.of("lock_timeout", Type.INTEGER, "Seconds to wait for another package manager.")
                        .or(30L));
    }
}
