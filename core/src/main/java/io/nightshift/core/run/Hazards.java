package io.nightshift.core.run;

import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Program;
import io.nightshift.playbooks.module.ServiceChange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows changes that can cut the connection to a host: by path, by service, by program. */
final class Hazards {
    /** Beginnings of paths; one that ends with a slash stands for all below it, another for that very path. */
    private static final Map<Hazard, List<String>> PATHS = Map.of(
            Hazard.SSH,
            List.of(
                    "/etc/ssh/",
                    "/etc/pam.d/sshd",
                    "/etc/pam.d/common-account",
                    "/etc/pam.d/common-auth",
                    "/etc/pam.d/common-session",
                    "/etc/security/access.conf",
                    "/etc/hosts.allow",
                    "/etc/hosts.deny"),
            Hazard.FIREWALL,
            List.of(
                    "/etc/ufw/",
                    "/etc/default/ufw",
                    "/etc/nftables.conf",
                    "/etc/nftables/",
                    "/etc/nftables.d/",
                    "/etc/iptables/",
                    "/etc/firewalld/",
                    "/etc/sysconfig/iptables",
                    "/etc/sysconfig/ip6tables"),
            Hazard.NETWORK,
            List.of(
                    "/etc/network/",
                    "/etc/netplan/",
                    "/etc/systemd/network/",
                    "/etc/systemd/networkd.conf",
                    "/etc/NetworkManager/",
                    "/etc/sysconfig/network",
                    "/etc/sysconfig/network-scripts/",
                    "/etc/dhcp/",
                    "/etc/dhcpcd.conf",
                    "/etc/resolv.conf"));

    private static final Map<Hazard, List<String>> UNITS = Map.of(
            Hazard.SSH, List.of("ssh", "sshd"),
            Hazard.FIREWALL,
                    List.of(
                            "ufw",
                            "nftables",
                            "iptables",
                            "ip6tables",
                            "netfilter-persistent",
                            "firewalld",
                            "shorewall"),
            Hazard.NETWORK,
                    List.of(
                            "networking",
                            "network",
                            "systemd-networkd",
                            "systemd-resolved",
                            "NetworkManager",
                            "wpa_supplicant",
                            "dhcpcd"));

    private static final Map<Hazard, List<String>> PROGRAMS = Map.of(
            Hazard.FIREWALL,
            List.of(
                    "ufw",
                    "iptables",
                    "ip6tables",
                    "iptables-restore",
                    "ip6tables-restore",
                    "nft",
                    "firewall-cmd",
                    "netfilter-persistent"),
            Hazard.NETWORK,
            List.of("netplan", "ip", "ifup", "ifdown", "ifreload", "ifconfig", "route", "nmcli", "networkctl"));

    private static final List<String> SERVICE_PROGRAMS = List.of("systemctl", "service", "rc-service");

    private Hazards() {}

    /** Empty for a change that leaves the way to the host alone. */
    static Optional<Hazard> of(Change change) {
        if (change instanceof FileChange file && !(file instanceof FileChange.FetchFile)) {
            return path(file.path())
                    .or(() -> file instanceof FileChange.Move move ? path(move.to()) : Optional.empty());
        }
        if (change instanceof ServiceChange.Running running) {
            return unit(running.name());
        }
        if (change instanceof ServiceChange.Restart restart) {
            return unit(restart.name());
        }
        if (change instanceof ServiceChange.Masked masked) {
            return unit(masked.name());
        }
        if (change instanceof CommandChange.Tool tool) {
            return command(tool.argv());
        }
        return change instanceof CommandChange.Run run ? command(words(run.program())) : Optional.empty();
    }

    private static List<String> words(Program program) {
        if (program instanceof Program.Argv argv) {
            return argv.words();
        }
        if (program instanceof Program.ShellText shell) {
            return Arrays.asList(shell.text().strip().split("[\\s;&|]+"));
        }
        return List.of();
    }

    private static Optional<Hazard> command(List<String> words) {
        String program =
                words.isEmpty() ? "" : words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
        if (SERVICE_PROGRAMS.contains(program)) {
            return words.stream()
                    .skip(1)
                    .map(Hazards::unit)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return of(PROGRAMS, program);
    }

    private static Optional<Hazard> unit(String name) {
        return of(UNITS, name.replaceFirst("\\.(service|socket)$", "").replaceFirst("@.*", ""));
    }

    private static Optional<Hazard> path(String path) {
        for (Map.Entry<Hazard, List<String>> entry : PATHS.entrySet()) {
            for (String known : entry.getValue()) {
                boolean folder = known.endsWith("/");
                if (path.equals(known) || folder && (path.startsWith(known) || (path + "/").equals(known))) {
                    return Optional.of(entry.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Hazard> of(Map<Hazard, List<String>> known, @Nullable String name) {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
