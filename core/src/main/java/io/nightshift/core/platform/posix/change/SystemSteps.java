package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.posix.text.SysctlPath;
import io.nightshift.playbooks.module.SystemChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The running system: kernel settings, mounts, host name, boot. */
final class SystemSteps {
    private static final Set<String> SYSTEM = Set.of("files", "system");

    private SystemSteps() {}

    static StepText of(SystemChange change) {
        if (change instanceof SystemChange.SetSysctl sysctl) {
            return sysctl(sysctl);
        }
        if (change instanceof SystemChange.SetHostname hostname) {
            String name = word(hostname.name());
            String act = "if [ -e /etc/hostname ]; then printf '%s\\n' " + name + " >/etc/.nightshift-$_ns_id &&\n"
                    + "_ns_dress /etc/.nightshift-$_ns_id /etc/hostname '' && _ns_place /etc/.nightshift-$_ns_id /etc/hostname\n"
                    + "fi && _ns_set_hostname " + name;
            return StepText.quick(
                            SYSTEM,
                            "_ns_keep /etc/hostname 0 && cat /proc/sys/kernel/hostname >\"$_ns_t/hostname\"",
                            act,
                            "read -r _ns_n <\"$_ns_t/hostname\" && _ns_back /etc/hostname 0 && _ns_set_hostname \"$_ns_n\"")
                    .withoutRoom();
        }
        if (change instanceof SystemChange.Mount mount) {
            List<String> call = new ArrayList<>(List.of("mount"));
            if (!mount.type().isEmpty() && !mount.type().equals("none")) {
                call.addAll(List.of("-t", mount.type()));
            }
            String options = mount.options();
            if (options != null && !options.isEmpty()) {
                call.addAll(List.of("-o", options));
            }
            return mounts(
                    "_ns_keep_mount",
                    mount.path(),
                    words(call) + " -- " + word(mount.source()) + " " + word(mount.path()));
        }
        if (change instanceof SystemChange.Unmount unmount) {
            return mounts("_ns_keep_unmount", unmount.path(), "umount -- " + word(unmount.path()));
        }
        if (change instanceof SystemChange.Remount remount) {
            String options = remount.options();
            String with = options == null || options.isEmpty() ? "remount" : "remount," + options;
            return mounts("_ns_keep_mount", remount.path(), "mount -o " + word(with) + " -- " + word(remount.path()));
        }
        return reboot((SystemChange.Reboot) change);
    }

    private static StepText sysctl(SystemChange.SetSysctl change) {
        String path = word(SysctlPath.of(change.name()));
        String fallBack = change.ignoreErrors() ? " || :" : "";
        return StepText.quick(
                        Set.of(),
                        "cat " + path + " >\"$_ns_t/sysctl\"" + fallBack,
                        "{ printf '%s\\n' " + word(change.value()) + " >" + path + "; }" + fallBack,
                        "[ ! -s \"$_ns_t/sysctl\" ] || cat \"$_ns_t/sysctl\" >" + path)
                .withoutRoom();
    }

    private static StepText mounts(String save, String path, String act) {
        String asListed = word(path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012"));
        return new StepText(
                SYSTEM,
                save + " " + asListed,
                act,
                "_ns_back_mount " + asListed + " " + word(path),
                false,
                List.of(),
                List.of(),
                0,
                false);
    }

    /** Only sets it off; who waits for the boot sees a new boot identity. */
    private static StepText reboot(SystemChange.Reboot change) {
        long delay = Math.max(1, change.preDelay().toSeconds());
        String command = change.command();
        String how = command != null
                ? command
                : "if command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then systemctl reboot; "
                        + "elif command -v reboot >/dev/null; then reboot; else shutdown -r now; fi";
        String act = "_ns_w=; ! command -v setsid >/dev/null || _ns_w=setsid\n"
                + "! command -v wall >/dev/null || wall -- " + word(change.message()) + " 2>/dev/null || :\n"
                + "$_ns_w sh -c " + word("sleep " + delay + "; " + how) + " </dev/null >/dev/null 2>&1 &";
        return StepText.quick(Set.of(), ":", act, null).withoutRoom();
    }
}
