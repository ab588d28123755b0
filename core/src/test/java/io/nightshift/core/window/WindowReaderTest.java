package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.Inventory;
import io.nightshift.inventory.InventoryReader;
import io.nightshift.inventory.WrittenVariable;
import io.nightshift.inventory.yaml.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows as they come from the files of an inventory, of every kind. */
class WindowReaderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneId.of("Europe/Berlin"));

    @TempDir
    Path folder;

    @BeforeEach
    void windowsOfEverybody() throws IOException {
        write("group_vars/all.yml", """
                maintenance_windows:
                  overnight:
                    zone: Europe/London
                    days: [mon, tue]
                    start: 22:00
                    duration: 1d2h30m
                    closing: park
                  weekend: {days: sat-sun, start: "08:00", duration: 10h}
                  noon: {start: "12:00", duration: 45m}
                """);
    }

    @Test
    void aWindowHasWhatItsWordsSay() throws IOException {
        write("hosts", "pc01\n");
        Map<String, MaintenanceWindow> windows = calendar("hosts").windows();
        MaintenanceWindow overnight = windows.get("overnight");
        assertThat(windows).containsOnlyKeys("overnight", "weekend", "noon");
        assertThat(overnight.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(overnight.recurrence().rules())
                .containsExactly(
                        new DayRule.Weekdays(Set.of(DayOfWeek.MONDAY)),
                        new DayRule.Weekdays(Set.of(DayOfWeek.TUESDAY)));
        assertThat(overnight.start()).isEqualTo(LocalTime.of(22, 0));
        assertThat(overnight.duration()).isEqualTo(Duration.ofMinutes(26 * 60 + 30));
        assertThat(overnight.closing()).isEqualTo(Closing.PARK);
        assertThat(windows.get("weekend").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(windows.get("noon").closing()).isEqualTo(Closing.FINISH);
    }

    @Test
    void aHostHasTheWindowsOfAllItsGroupsAndItsOwn() throws IOException {
        write("hosts", """
                free
                pc01 maintenance_window=noon
                [desks]
                pc01
                pc02 maintenance_window=[]
                pc03 maintenance_window="['noon', 'overnight']"
                [floor1]
                pc01
                [building:children]
                floor1
                [building:vars]
                maintenance_window=weekend,noon
                """);
        write("group_vars/desks.yml", "maintenance_window: overnight\n");
        WindowCalendar calendar = calendar("hosts");
        assertThat(calendar.windowsOf("pc01")).containsExactly("noon", "overnight", "weekend");
        assertThat(calendar.windowsOf("pc02")).containsExactly("overnight");
        assertThat(calendar.windowsOf("pc03")).containsExactly("noon", "overnight");
        assertThat(calendar.windowsOf("free")).isEmpty();
    }

    @Test
    void withinOneGroupTheStrongestPlaceCounts() throws IOException {
        write("hosts", "[desks]\npc01\n[desks:vars]\nmaintenance_window=noon\n");
        write("group_vars/desks/a.yml", "maintenance_window: weekend\n");
        write("group_vars/desks/b.yml", "maintenance_window: [overnight]\n");
        assertThat(calendar("hosts").windowsOf("pc01")).containsExactly("overnight");
    }

    @Test
    void anInventoryInYamlMayHoldEverythingItself() throws IOException {
        write("hosts.yml", """
                all:
                  vars:
                    maintenance_window: noon
                  children:
                    desks:
                      hosts:
                        pc[01:02]: {maintenance_window: own}
                      vars:
                        maintenance_windows:
                          own: {start: "03:00", duration: 1h}
                    servers:
                      hosts: {web1: }
                """);
        WindowCalendar calendar = calendar("hosts.yml");
        assertThat(calendar.windowsOf("pc02")).containsExactly("noon", "own");
        assertThat(calendar.windowsOf("web1")).containsExactly("noon");
        assertThat(calendar.windowsOf("joined-later")).containsExactly("noon");
    }

    @Test
    void aProgramMayPrintThem() throws IOException {
        Path program = write("hosts.sh", """
                #!/bin/sh
                cat <<'END'
                {"desks": {"hosts": ["pc01"], "vars": {"maintenance_window": ["night"],
                  "maintenance_windows": {"night": {"days": ["second tue"], "start": "22:00", "duration": "8h"}}}},
                 "_meta": {"hostvars": {"pc01": {"maintenance_window": "noon"}}}}
                END
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        WindowCalendar calendar = calendar("hosts.sh");
        assertThat(calendar.windowsOf("pc01")).containsExactly("night", "noon");
        assertThat(calendar.nextOf("night", CLOCK.instant(), 1).get(0).opens())
                .isEqualTo(AWindow.at("2026-12-08T22:00", "Europe/Berlin"));
    }

    @Test
    void hostsThatARunAddsHaveTheirWindowsAnew() throws IOException {
        write("hosts", "[desks]\npc01\n");
        write("group_vars/late.yml", "maintenance_window: weekend\n");
        Diagnostics problems = new Diagnostics(folder);
        Inventory inventory = new InventoryReader(problems, null).read(List.of("hosts"), folder, null);
        WindowCalendar calendar = WindowCalendar.of(inventory, problems, Feeds.NONE, CLOCK);
        Inventory grown = inventory
                .withHost("pc09", List.of("desks"), Map.of(WrittenVariable.WINDOW, "noon"))
                .withGroup("late", List.of(), inventory.hosts());
        WindowCalendar later = calendar.withHostsOf(grown, problems);
        assertThat(calendar.windowsOf("pc01")).isEmpty();
        assertThat(later.windowsOf("pc01")).containsExactly("weekend");
        assertThat(later.windowsOf("pc09")).containsExactly("noon");
        assertThat(problems.render()).isEmpty();
    }

    @Test
    void oneNameMayBeDefinedTwiceInTheSameWords() throws IOException {
        write("hosts", "[desks]\npc01\n");
        write("group_vars/desks.yml", "maintenance_windows:\n  noon: {start: \"12:00\", duration: 45m}\n");
        assertThat(calendar("hosts").windows()).hasSize(3);
    }

    private WindowCalendar calendar(String source) {
        Diagnostics problems = new Diagnostics(folder);
        Inventory inventory = new InventoryReader(problems, null).read(List.of(source), folder, folder);
        WindowCalendar calendar = WindowCalendar.of(inventory, problems, Feeds.NONE, CLOCK);
        assertThat(problems.render()).isEmpty();
        return calendar;
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
