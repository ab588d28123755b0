package io.nightshift.core.plan;

import java.util.List;

/**
 * Where a reading was taken, and as whom.
 *
 * @param target the other host that was asked where a task delegates; empty for the host itself, so that plans are alike
 * @param local whether that is the controller itself, without a connection
 * @param login the user the connection logs in as, empty for the SSH configuration's
 * @param become whom the reading was taken as, empty for the login user
 * @param method sudo, su or doas; empty without become
 * @param flags more arguments for it
 */
public record ActingAs(String target, boolean local, String login, String become, String method, List<String> flags) {
    public ActingAs {
        flags = List.copyOf(flags);
    }

    /** The host that is meant by it in a plan of {@code host}. */
    public String on(String host) {
        return target.isEmpty() ? host : target;
    }

    /** The user for people. */
    public String user() {
        return become.isEmpty() ? login : become;
    }
}
