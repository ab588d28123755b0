package io.nightshift.core.platform;

import java.util.Set;

/**
 * What a greeting learned of one host as one user.
 *
 * @param uid numeric user, 0 for root
 * @param home the user's home directory, {@code /} where there is none
 * @param ticketBase the 0700 directory that tickets of this user go to; survives a reboot
 * @param bootIdentity changes with every boot, and differs between containers of one kernel (boot id and start of PID 1)
 * @param freeBytes room at {@code ticketBase}
 * @param tools names of programs found, of those the platform knows to use
 */
public record HostProfile(
        long uid, String user, String home, String ticketBase, String bootIdentity, long freeBytes, Set<String> tools) {
    public HostProfile {
        tools = Set.copyOf(tools);
    }

    public boolean has(String tool) {
        return tools.contains(tool);
    }
}
