package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the hosts to go through on the way to a target, the target last. */
final class Routes {
    private static final int LONGEST_WAY = 8;
    private static final Pattern JUMP =
            Pattern.compile("(?:ssh://)?(?:([^@]+)@)?(?:\\[([^]]+)]|([^:]+))(?::(\\d{1,5}))?/?");

    private final SshSettings settings;

    Routes(SshSettings settings) {
        this.settings = settings;
    }

    List<Hop> to(Target target) throws TransportException {
        HostOptions options = HostOptions.of(settings, target.address(), target.options());
        List<Hop> way = new ArrayList<>();
        String jump = target.jump() != null ? target.jump() : options.jump(target.name());
        if (jump != null) {
            addJumps(jump, target, way, 1);
        }
        way.add(options.hop(target));
        return way;
    }

    private void addJumps(String spec, Target target, List<Hop> way, int depth) throws TransportException {
        if (spec.isBlank() || spec.equalsIgnoreCase("none")) {
            return;
        }
        boolean first = true;
        for (String each : List.of(spec.split(","))) {
            Matcher jump = JUMP.matcher(each.strip());
            if (!jump.matches()) {
                throw new TransportException(
                        Kind.SETTINGS,
                        "`" + each.strip() + "` is no jump host for " + target.name()
                                + ": write user@host or user@host:port");
            }
            String alias = jump.group(2) != null ? jump.group(2) : jump.group(3);
            HostOptions options = HostOptions.of(settings, alias, knownHostsOf(target));
            String before = options.jump(alias);
            // Only the first jump host may need others before it; the later ones are reached from their predecessor.
            if (first && before != null) {
                if (depth >= LONGEST_WAY) {
                    throw new TransportException(
                            Kind.SETTINGS, "The jump hosts for " + target.name() + " lead in a circle, at " + alias);
                }
                addJumps(before, target, way, depth + 1);
            }
            first = false;
            way.add(options.hop(jumpTarget(alias, jump.group(1), jump.group(4), target)));
        }
    }

    /** A jump host shares the target's key, never its password. */
    private static Target jumpTarget(String alias, @Nullable String user, @Nullable String port, Target target) {
        return Target.of(alias)
                .withUser(user == null ? "" : user)
                .withPort(port == null ? 0 : Integer.parseInt(port))
                .withPrivateKey(target.privateKey(), target.passphrase());
    }

    private static Map<String, String> knownHostsOf(Target target) {
        String files = target.options().get("userknownhostsfile");
        return files == null ? Map.of() : Map.of("userknownhostsfile", files);
    }
}
