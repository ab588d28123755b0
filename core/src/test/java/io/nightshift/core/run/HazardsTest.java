package io.nightshift.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Program;
import io.nightshift.playbooks.module.ServiceChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HazardsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /etc/ssh/sshd_config                  | SSH
            /etc/ssh                              | SSH
            /etc/ssh/sshd_config.d/10-users.conf  | SSH
            /etc/pam.d/sshd                       | SSH
            /etc/hosts.deny                       | SSH
            /etc/nftables.conf                    | FIREWALL
            /etc/ufw/user.rules                   | FIREWALL
            /etc/netplan/50-lan.yaml              | NETWORK
            /etc/network/interfaces               | NETWORK
            /etc/systemd/network/lan.network      | NETWORK
            /etc/resolv.conf                      | NETWORK
            /etc/sshguard                         | -
            /etc/hosts                            | -
            /etc/networks                         | -
            /home/a/etc/ssh/sshd_config           | -
            """)
    void pathsOfTheWayToTheHost(String path, Hazard expected) {
        assertThat(Hazards.of(new FileChange.RemovePath(path)).orElse(null)).isEqualTo(expected);
        assertThat(Hazards.of(new FileChange.Move("/srv/new", path)).orElse(null))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ssh                      | SSH
            sshd.service             | SSH
            ssh.socket               | SSH
            nftables                 | FIREWALL
            systemd-networkd.service | NETWORK
            NetworkManager           | NETWORK
            cron                     | -
            nginx.service            | -
            """)
    void servicesOfTheWayToTheHost(String name, Hazard expected) {
        List<Change> changes = List.of(
                new ServiceChange.Running(name, false),
                new ServiceChange.Restart(name, ServiceChange.Restart.Kind.RESTART),
                new ServiceChange.Masked(name, true));
        assertThat(changes)
                .allSatisfy(
                        change -> assertThat(Hazards.of(change).orElse(null)).isEqualTo(expected));
        assertThat(Hazards.of(new ServiceChange.Enabled(name, false))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ufw deny 22                  | FIREWALL
            /usr/sbin/iptables -P DROP   | FIREWALL
            netplan apply                | NETWORK
            ip link set eth0 down        | NETWORK
            systemctl restart ssh        | SSH
            service networking restart   | NETWORK
            systemctl restart cron       | -
            echo ufw                     | -
            """)
    void programsOfTheWayToTheHost(String line, Hazard expected) {
        Program shell = new Program.ShellText(line, null);
        List<String> words = List.of(line.split(" "));
        assertThat(Hazards.of(new CommandChange.Run(shell, null, null, Map.of(), null, false))
                        .orElse(null))
                .isEqualTo(expected);
        assertThat(Hazards.of(new CommandChange.Tool("it", words, null, null, null, null))
                        .orElse(null))
                .isEqualTo(expected);
    }
}
