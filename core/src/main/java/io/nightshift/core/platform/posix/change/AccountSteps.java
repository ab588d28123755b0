package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;
import static io.nightshift.core.platform.posix.text.ShellText.words;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.change.StepText.TicketFile;
import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.playbooks.module.AccountChange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Users, groups and crontabs. Forks: ticket, mkdir and cp of the account databases, the tool, cp again, status. */
final class AccountSteps {
    private static final Set<String> ACCOUNTS = Set.of("files", "accounts");
    private static final String AFTER = "_ns_rc=$?\n_ns_copy_databases accounts.after\nreturn $_ns_rc";

    private AccountSteps() {}

    static StepText of(HostProfile host, AccountChange change) {
        if (change instanceof AccountChange.SetUser user) {
            return user(user);
        }
        if (change instanceof AccountChange.RemoveUser user) {
            String name = word(user.name());
            String home = user.removeHome() ? "home" : "''";
            String act = "userdel " + (user.force() ? "-f " : "") + "-- " + name
                    + (user.removeHome() ? " && _ns_remove_home " + name : "") + "\n" + AFTER;
            return StepText.quick(
                    ACCOUNTS, "_ns_keep_gone_user " + name + " " + home, act, "_ns_back_gone_user " + name);
        }
        if (change instanceof AccountChange.SetGroup group) {
            List<String> call = new ArrayList<>(List.of(group.create() ? "groupadd" : "groupmod"));
            Long gid = group.gid();
            if (gid != null) {
                call.addAll(List.of("-g", Long.toString(gid)));
            }
            if (group.nonUniqueId()) {
                call.add("-o");
            }
            if (group.system() && group.create()) {
                call.add("-r");
            }
            return databases(words(call) + " -- " + word(group.name()));
        }
        if (change instanceof AccountChange.RemoveGroup group) {
            return databases("groupdel -- " + word(group.name()));
        }
        return crontab(host, (AccountChange.SetCrontab) change);
    }

    private static StepText databases(String act) {
        return StepText.quick(ACCOUNTS, "_ns_copy_databases accounts", act + "\n" + AFTER, "_ns_back_databases");
    }

    private static StepText user(AccountChange.SetUser user) {
        String name = word(user.name());
        String home = user.home() == null ? "''" : word(user.home());
        String tool = words(call(user)) + " -- " + name;
        String act = user.create() || call(user).size() > 1 ? tool : ":";
        List<TicketFile> files = new ArrayList<>();
        String hash = user.passwordHash();
        if (hash != null) {
            files.add(new TicketFile("password", HostText.encode(user.name() + ":" + hash + "\n")));
            act += " && chpasswd -e <\"$_ns_t/password\"";
        }
        Boolean locked = user.locked();
        if (locked != null) {
            act += " && usermod " + (locked ? "-L" : "-U") + " -- " + name;
        }
        if (!user.create() && user.createHome() && !user.moveHome()) {
            // usermod makes no home; mkhomedir_helper is part of PAM and not everywhere.
            act += " && { _ns_home_of " + name
                    + " /etc/passwd; [ -e \"$_ns_h\" ] || { cp -R -- /etc/skel \"$_ns_h\" && " + "chown -R -- " + name
                    + ": \"$_ns_h\" && chmod 0755 \"$_ns_h\"; }; }";
        }
        String how = user.moveHome() ? "move" : user.createHome() ? "create" : "''";
        return StepText.quick(
                        ACCOUNTS,
                        "_ns_keep_user " + name + " " + home,
                        act
                                + "\n_ns_rc=$?\nrm -f -- \"$_ns_t/password\"\n_ns_copy_databases accounts.after\nreturn $_ns_rc",
                        "_ns_back_user " + name + " " + how)
                .withFiles(files);
    }

    private static List<String> call(AccountChange.SetUser user) {
        List<String> call = new ArrayList<>();
        call.add(user.create() ? "useradd" : "usermod");
        option(call, "-u", user.uid());
        if (user.nonUniqueId() && user.uid() != null) {
            call.add("-o");
        }
        option(call, "-g", user.group());
        List<String> groups = user.groups();
        if (groups != null && !(user.create() && groups.isEmpty())) {
            option(call, "-G", String.join(",", groups));
        }
        option(call, "-c", user.comment());
        option(call, "-d", user.home());
        option(call, "-s", user.shell());
        Long expires = user.expiresDay();
        if (expires != null) {
            option(call, "-e", expires < 0 ? "" : LocalDate.ofEpochDay(expires).toString());
        }
        if (user.create()) {
            call.add(user.createHome() ? "-m" : "-M");
            if (user.createHome()) {
                option(call, "-k", user.skeleton());
            }
            if (user.system()) {
                call.add("-r");
            }
            String umask = user.umask();
            if (umask != null) {
                option(call, "-K", "UMASK=" + umask);
            }
        } else if (user.moveHome() && user.home() != null) {
            call.add("-m");
        }
        return call;
    }

    private static void option(List<String> call, String option, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            call.add(option);
            call.add(value.toString());
        }
    }

    private static StepText crontab(HostProfile host, AccountChange.SetCrontab change) {
        String me = "_ns_me=" + word(host.user()) + "\n";
        String user = word(change.user());
        String content = change.content();
        List<TicketFile> files =
                content == null ? List.of() : List.of(new TicketFile("crontab.new", HostText.encode(content)));
        String act = content == null
                ? "! _ns_crontab " + user + " -l >/dev/null 2>&1 || _ns_crontab " + user + " -r"
                : "_ns_crontab " + user + " - <\"$_ns_t/crontab.new\"";
        return StepText.quick(ACCOUNTS, me + "_ns_keep_cron " + user, me + act, me + "_ns_back_cron " + user)
                .withFiles(files)
                .withoutRoom();
    }
}
