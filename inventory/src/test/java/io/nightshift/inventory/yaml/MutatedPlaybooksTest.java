package io.nightshift.inventory.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a slip of the keyboard or a bad disk makes of a playbook: a problem is reported, nothing is thrown. */
class MutatedPlaybooksTest {
    private static final String PLAYBOOK = """
            ---
            - name: Roll out the office suite
              hosts: "workstations:!kiosks"
              become: yes
              vars: &vars
                version: 7.6.4
                packages: [libreoffice, "libreoffice-l10n-de", 'hunspell-de']
                opened: !vault |
                  $ANSIBLE_VAULT;1.1;AES256
                  61626364
                text: >-
                  folded {{ version }}
                  and more
              tasks:
                - name: Install
                  apt: {name: "{{ packages }}", state: present}
                  when: ansible_os_family == 'Debian'
                  vars:
                    <<: *vars
                    extra: !unsafe "{{ no template }}"
                - copy:
                    content: |
                      line one: "x"
                      line two # no comment
                    dest: /etc/office.conf
                    mode: 0644
            """;
    private static final String SPICE = "\t\n\r :-?[]{},#&*!|>'\"%@`\\<=~0x1\u0000\u001b\u0085\u00e4\ud83d\ufeff$.;";
    private static final int MUTANTS = 6000;

    @Test
    void nothingButDiagnosticsComesOut() {
        Random random = new Random(20261122);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Diagnostics problems = new Diagnostics();
            String mutant = mutate(random);
            new YamlReader(problems)
                    .readAll("site.yml", mutant)
                    .forEach(node -> assertThat(String.valueOf(node.toValue())).isNotNull());
            String text = problems.render();
            assertThat(text).doesNotContain("Exception", "org.yaml", "\tat ");
            refused += problems.hasErrors() ? 1 : 0;
        }
        assertThat(refused).isBetween(MUTANTS / 4, MUTANTS);
    }

    private static String mutate(Random random) {
        StringBuilder text = new StringBuilder(PLAYBOOK);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() - 1);
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(6)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, spice);
                case 2 -> text.setCharAt(at, spice);
                case 3 -> text.delete(at, Math.min(text.length() - 2, at + random.nextInt(40)));
                case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
                default -> text.setLength(Math.max(20, at));
            }
        }
        return text.toString();
    }
}
