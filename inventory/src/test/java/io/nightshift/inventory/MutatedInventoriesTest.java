package io.nightshift.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.Severity;
import io.nightshift.inventory.yaml.YamlReader;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Damaged inventories and patterns give problems or hosts, and never an exception. */
class MutatedInventoriesTest {
    private static final String INI = """
            lonely ansible_host=10.0.0.1 ; no
            [web] # servers
            w[01:03].lan:22 path="/srv/my files" list="['a', {'b': 1}]" t={{ x }}
            [2001:db8::1]:22
            [db]
            d-[a:c] x='y'
            [db:vars]
            ansible_group_priority=3
            values=(1, 2, "three")
            [site:children]
            web
            db
            """;
    private static final String YAML = """
            all:
              hosts:
                w[01:03]: {port: 80}
                lonely:
              children:
                db: {hosts: {d1: null}, vars: {ansible_group_priority: 2}}
                site:
                  children: {db: }
            """;
    private static final List<String> PATTERNS =
            List.of("web:&db:!w01", "w*[0:2]", "~w\\d+(.lan)?", "all,!db", "site[-1]", "[2001:db8::1]", "w[!0]*");
    private static final String SPICE = "[]{}:=\"'#!&~*?,.\\ \n\t-0a;(|é\u0000";

    @Test
    void nothingIsThrown() {
        Random random = new Random(4711);
        for (int i = 0; i < 4000; i++) {
            InventoryBuilder builder = new InventoryBuilder();
            Diagnostics problems = new Diagnostics();
            new IniInventory("hosts", builder, problems).read(mutate(INI, random));
            new YamlReader(problems)
                    .read("hosts.yml", mutate(YAML, random))
                    .ifPresent(node -> new YamlInventory("hosts.yml", builder, problems).read(node));
            Inventory inventory = builder.build(List.of(), List.of());
            String pattern = mutate(PATTERNS.get(i % PATTERNS.size()), random);
            HostPattern.of(pattern, Position.NONE).select(inventory, problems, Severity.ERROR);
            assertThat(new InventoryPrinter(inventory, Set.of()).list()).startsWith("{");
            assertThat(problems.render()).doesNotContain("Exception");
        }
    }

    private static String mutate(String original, Random random) {
        StringBuilder text = new StringBuilder(original);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, spice);
                case 1 -> text.setCharAt(at, spice);
                case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
                default -> text.deleteCharAt(text.length() > 1 ? at : 0).append(' ');
            }
        }
        return text.toString();
    }
}
