package io.nightshift.playbooks.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to users and groups. */
public sealed interface AccountChange extends Change {
    @Override
    default boolean touches(Probe probe) {
        return !(probe instanceof Probe.Sysctl
                || probe instanceof Probe.Packages
                || probe instanceof Probe.PackageIndex
                || probe instanceof Probe.Service);
    }

    @Override
    default Reading predict(Probe probe, Reading before) {
        return probe instanceof Probe.User || probe instanceof Probe.Group ? new Reading.KnownAfterApply() : before;
    }

    /**
     * A user is made or changed; null leaves what is there, or what the host gives new users.
     *
     * @param create whether it has to be made
     * @param groups all supplementary groups it is to have, null to leave them
     * @param passwordHash crypt(3) form; secret
     * @param expiresDay days since the epoch, -1 for never
     */
    record SetUser(
            String name,
            boolean create,
            @Nullable Long uid,
            boolean nonUniqueId,
            @Nullable String group,
            @Nullable List<String> groups,
            @Nullable String comment,
            @Nullable String home,
            boolean createHome,
            boolean moveHome,
            @Nullable String skeleton,
            @Nullable String shell,
            boolean system,
            @Nullable String passwordHash,
            @Nullable Boolean locked,
            @Nullable Long expiresDay,
            @Nullable String umask)
            implements AccountChange {
        @Override
        public String describe() {
            return (create ? "make user " : "change user ") + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.User at
                    && at.name().equals(name)
                    && !create
                    && before instanceof Reading.User read
                    && read.entry() != null) {
                return new Reading.User(changed(read.entry()));
            }
            boolean knownUser = probe instanceof Probe.User at && !at.name().equals(name);
            boolean otherGroup = probe instanceof Probe.Group
                    && groups == null
                    && before instanceof Reading.Group read
                    && read.entry() != null;
            if (probe instanceof Probe.Path at && createHome && at.path().equals(home)) {
                return new Reading.KnownAfterApply();
            }
            return knownUser || otherGroup ? before : AccountChange.super.predict(probe, before);
        }

        private Reading.User.Entry changed(Reading.User.Entry old) {
            return new Reading.User.Entry(
                    name,
                    uid == null ? old.uid() : uid,
                    old.gid(),
                    group == null ? old.groupName() : group,
                    comment == null ? old.comment() : comment,
                    home == null ? old.home() : home,
                    shell == null ? old.shell() : shell,
                    groups == null ? old.groups() : groups,
                    passwordHash == null ? old.passwordHash() : passwordHash,
                    expiresDay == null ? old.expiresDay() : expiresDay,
                    locked == null ? old.locked() : locked);
        }

        @Override
        public String toString() {
            return describe();
        }
    }

    /** A user goes away; with {@code removeHome} the home directory and mail too, kept aside for undo. */
    record RemoveUser(String name, boolean removeHome, boolean force) implements AccountChange {
        @Override
        public String describe() {
            return "remove user " + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            boolean gone = probe instanceof Probe.User at && at.name().equals(name);
            return gone
                    ? new Reading.User(null)
                    : probe instanceof Probe.User ? before : AccountChange.super.predict(probe, before);
        }
    }

    /** A group is made or changed. */
    record SetGroup(String name, boolean create, @Nullable Long gid, boolean nonUniqueId, boolean system)
            implements AccountChange {
        @Override
        public String describe() {
            return (create ? "make group " : "change group ") + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.Group at) {
                boolean other = !at.name().equals(name);
                return other ? before : gid == null ? new Reading.KnownAfterApply() : withNumber(before, gid);
            }
            return probe instanceof Probe.User && create ? before : AccountChange.super.predict(probe, before);
        }

        private Reading withNumber(Reading before, long number) {
            List<String> members = before instanceof Reading.Group read && read.entry() != null
                    ? read.entry().members()
                    : List.of();
            return new Reading.Group(new Reading.Group.Entry(name, number, members));
        }
    }

    /** A group goes away. */
    record RemoveGroup(String name) implements AccountChange {
        @Override
        public String describe() {
            return "remove group " + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            boolean gone = probe instanceof Probe.Group at && at.name().equals(name);
            return gone
                    ? new Reading.Group(null)
                    : probe instanceof Probe.Group ? before : AccountChange.super.predict(probe, before);
        }
    }

    /** A user's crontab becomes this text; null removes it. */
    record SetCrontab(String user, @Nullable String content) implements AccountChange {
        @Override
        public String describe() {
            return (content == null ? "remove" : "set") + " the crontab of " + user;
        }

        @Override
        public boolean touches(Probe probe) {
            return probe instanceof Probe.Crontab at && at.user().equals(user);
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return touches(probe)
                    ? new Reading.Bytes(
                            content == null ? null : content.getBytes(java.nio.charset.StandardCharsets.UTF_8), true)
                    : before;
        }
    }
}
