package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Reading.PackageState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package as a playbook names it for apt: {@code nginx}, {@code nginx=1.22*}, {@code nginx>=1.20}.
 *
 * @param relation {@code =} or {@code >=}, null without a version
 */
record PackageWish(
        String name, @Nullable String relation, @Nullable String version) {
    private static final Pattern SPEC = Pattern.compile("([^=>]+?)\\s*(>=|=)\\s*(.+)");

    static PackageWish parse(String text) {
        String spec = text.strip();
        if (spec.chars().filter(c -> c == '=').count() > 1) {
            throw new ModuleFailure("invalid package spec: " + spec);
        }
        Matcher matcher = SPEC.matcher(spec);
        return matcher.matches()
                ? new PackageWish(matcher.group(1), matcher.group(2), matcher.group(3))
                : new PackageWish(spec, null, null);
    }

    PackageWish named(String other) {
        return new PackageWish(other, relation, version);
    }

    /** Whether this version is one of those wished for. */
    boolean accepts(@Nullable String some) {
        if (some == null) {
            return false;
        }
        if (version == null) {
            return true;
        }
        return "=".equals(relation) ? Wildcard.of(version).matches(some) : DebianVersion.compare(some, version) >= 0;
    }

    /** Whether what is installed will do, without asking for the newest. */
    boolean satisfiedBy(PackageState state) {
        return accepts(state.installed())
                || (version == null
                        && state.installed() == null
                        && !state.providers().isEmpty());
    }

    /** Whether the index has a newer one of those wished for than what is installed. */
    boolean hasNewer(PackageState state) {
        String candidate = state.candidate();
        return candidate != null && !candidate.equals(state.installed()) && accepts(candidate);
    }

    @Override
    public String toString() {
        return version == null ? name : name + relation + version;
    }
}
