package io.nightshift.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightshift.core.testing.NeedsMachine;
import io.nightshift.core.testing.TargetMachine;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A machine with a kernel, a boot and a network of its own: reboots, power cuts, and changes that take its network away. */
@NeedsMachine
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MachineContainerTest {
    private static final String PLAYBOOK = "src/test/playbooks/machine.yml";
    private static final String LAN = "/etc/systemd/network/10-lan.network";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    static TargetMachine machine;

    @BeforeAll
    static void start() {
        machine = TargetMachine.start();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static void mustBeQuiet() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> machine.sh(
                                "pgrep -f '/[w]atch'; ls /etc/systemd/system /etc/systemd/system/*.wants | grep nightshift")
                        .stdout()
                        .isBlank());
    }

    @Test
    @Order(1)
    void kernelSettingsAndMountsGoBack() {
        Nightshift nightshift = Nightshift.on(machine, "deploy");
        String before = machine.sh("sysctl vm.swappiness; cat /etc/fstab").text();

        Ended run = nightshift.run(PLAYBOOK, "-e", "time=1m", "-t", "kernel").mustEnd(0, "UPDATED");
        assertThat(machine.sh("sysctl -n vm.swappiness").text()).isEqualTo("7");
        assertThat(machine.sh("findmnt -n -o FSTYPE /srv/memory").text()).isEqualTo("tmpfs");

        nightshift.rollback(run.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(machine.sh("sysctl vm.swappiness; cat /etc/fstab").text()).isEqualTo(before);
        assertThat(machine.sh("findmnt /srv/memory; ls /etc/sysctl.d/60-test.conf")
                        .succeeded())
                .isFalse();
    }

    @Test
    @Order(2)
    void anInterfaceThatWentDownComesUpByItself() {
        Ended run = Nightshift.on(machine, "deploy").run(PLAYBOOK, "-e", "time=30s", "-t", "link");

        run.mustEnd(1, "ROLLED_BACK");
        assertThat(run.output()).contains("the host itself took back 1 step(s)");
        mustBeQuiet();
    }

    @Test
    @Order(3)
    void aWrongAddressGoesAwayByItselfAlsoWhenThePowerIsCutInBetween() {
        Nightshift nightshift = Nightshift.on(machine, "deploy");
        String before = machine.read(LAN);
        Nightshift.Started run = nightshift.startRun(PLAYBOOK, "-e", "time=90s", "-t", "address");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() ->
                        machine.sh("ip -4 addr show eth0 | grep -q 10.9.9.9").succeeded());
        run.kill();
        machine.powerOff();
        machine.powerOn();

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        machine.sh("ip -4 addr show eth0 | grep -q 10.0.2.15").succeeded());
        mustBeQuiet();
        assertThat(machine.read(LAN)).isEqualTo(before);
        Ended back = nightshift.rollback(Ended.run(run.text())).mustEnd(0, "ROLLED_BACK");
        assertThat(back.output()).contains("taken back by the host itself before");
    }

    @Test
    @Order(4)
    void aPowerCutInMidStepIsRecognisedAndNoFileIsHalf() {
        Nightshift nightshift = Nightshift.on(machine, "deploy");
        Nightshift.Started run = nightshift.startRun(PLAYBOOK, "-e", "time=1m", "-t", "power");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> machine.sh("test -e /srv/half").succeeded());
        machine.powerOff();
        machine.powerOn();

        Ended ended = run.await();
        if (ended.states().containsValue("UNREACHABLE")) { // an emulated machine boots for longer than it is waited for
            ended = nightshift.resume(ended.run());
        }
        assertThat(ended.states().values()).as(ended.output()).containsOnly("UNKNOWN");
        assertThat(ended.output()).contains("the host rebooted while this step was under way");
        assertThat(machine.sh("stat -c %s /etc/whole").text()).isEqualTo("80000");
        nightshift.rollback(ended.run()).mustEnd(0, "ROLLED_BACK");
        assertThat(machine.sh("ls /etc/whole /srv/half /srv/whole").succeeded()).isFalse();
    }

    @Test
    @Order(5)
    void aRebootWaitsForTheNextBoot() {
        String before = machine.bootId();

        Nightshift.on(machine, "deploy")
                .run(PLAYBOOK, "-e", "time=1m", "-t", "reboot")
                .mustEnd(0, "UPDATED");
        assertThat(machine.bootId()).isNotEqualTo(before);
    }
}
