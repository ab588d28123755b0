package io.nightshift.core.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Hosts and a playbook.
 *
 * @param playbook where no accident happens, every run of it leaves the same hosts
 */
record Scenario(List<String> hosts, String playbook, int forks) {
    /** A secret; it must be nowhere in clear. */
    static final String CANARY = "canary-7f3a-bird";

    /** What include_tasks includes. */
    static final String MORE = """
            - command: mark {{ by }}-{{ inventory_hostname }}-{{ piece }}1
              undo: unmark {{ by }}-{{ inventory_hostname }}-{{ piece }}1
            - set_fact: {"seen_{{ piece }}": yes}
            - shell: mark {{ by }}-{{ inventory_hostname }}-{{ piece }}2
              undo: unmark {{ by }}-{{ inventory_hostname }}-{{ piece }}2
              verify: has {{ by }}-{{ inventory_hostname }}-{{ piece }}2
              when: seen_x is defined
            """;

    Scenario {
        hosts = List.copyOf(hosts);
    }

    /** A random one. */
    static Scenario of(Random random) {
        int size = random.nextInt(8) > 0 ? 3 + random.nextInt(5) : 3 + random.nextInt(28);
        List<String> hosts = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            hosts.add(String.format("h%02d", i));
        }
        StringBuilder text = new StringBuilder();
        boolean reboots = random.nextInt(5) == 0;
        int plays = random.nextInt(4) == 0 ? 2 : 1;
        for (int play = 1; play <= plays; play++) {
            text.append(new Generator(random, hosts, play, reboots).play());
        }
        int forks = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 50;
        return new Scenario(hosts, text.toString(), forks);
    }

    /** Writes a play. */
    private static final class Generator {
        private final Random random;
        private final List<String> hosts;
        private final int play;
        /** Then nobody delegates: whoever does that to a host that reboots must expect anything. */
        private final boolean reboots;

        private final StringBuilder handlers = new StringBuilder();
        private int tasks;

        Generator(Random random, List<String> hosts, int play, boolean reboots) {
            this.random = random;
            this.hosts = hosts;
            this.play = play;
            this.reboots = reboots;
        }

        String play() {
            StringBuilder text = new StringBuilder("- hosts: ")
                    .append(random.nextInt(5) == 0 ? some() : "all")
                    .append("\n  gather_facts: no\n");
            option(text, 4, "serial: " + oneOf("1", "2", "\"50%\"", "[1, \"100%\"]"));
            option(text, 8, "strategy: linear");
            option(text, 8, "any_errors_fatal: yes");
            option(text, 6, "on_failure: " + oneOf("keep", "undo_partial"));
            option(text, 8, "max_fail_percentage: 40");
            option(text, 4, "become: yes");
            text.append("  tasks:\n");
            int count = 3 + random.nextInt(7);
            for (int i = 0; i < count; i++) {
                text.append(task());
            }
            if (random.nextInt(4) == 0) {
                text.append("    - fail: msg=broken\n      when: inventory_hostname in ['")
                        .append(some().replace(",", "', '"))
                        .append("']\n");
            }
            return text + (handlers.isEmpty() ? "" : "  handlers:\n" + handlers);
        }

        private void option(StringBuilder text, int seldom, String line) {
            if (random.nextInt(seldom) == 0) {
                text.append("  ").append(line).append('\n');
            }
        }

        private String oneOf(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private String some() {
            List<String> chosen =
                    hosts.stream().filter(host -> random.nextInt(2) == 0).toList();
            return (chosen.isEmpty() ? hosts : chosen).stream().collect(Collectors.joining(","));
        }

        private String task() {
            String id = "p" + play + "t" + ++tasks;
            String own = id + "-{{ inventory_hostname }}";
            return switch (random.nextInt(22)) {
                case 0 -> "    - file: path=/srv/" + id + " state=directory\n" + notifies(id);
                case 1, 2 -> "    - copy: content=\"by {{ inventory_hostname }}\" dest=/srv/" + id + notifies2(id);
                case 3 -> "    - copy: content=\"new " + id + "\" dest=/etc/motd mode=0600" + notifies2(id);
                case 4 -> "    - file: path=/etc/motd state=absent\n" + notifies(id);
                case 5 -> mark(own + "-{{ item }}", true) + "      loop: [a, b, c]\n" + notifies(id);
                case 6 -> mark(own, true) + "      run_once: yes\n";
                case 7 ->
                    mark(own, true)
                            + (reboots ? "" : "      delegate_to: " + hosts.get(random.nextInt(hosts.size())) + "\n");
                case 8 ->
                    "    - block:\n" + mark(own + "-b", true).indent(4)
                            + fails(own + "-f").indent(4) + "      rescue:\n"
                            + mark(own + "-r", true).indent(4);
                case 9 ->
                    "    - command: say yes {{ inventory_hostname }}\n      changed_when: false\n      register: r"
                            + tasks + "\n" + mark(own, true) + "      when: \"'yes' in r" + tasks + ".stdout\"\n";
                case 10 ->
                    "    - set_fact: {f" + tasks + ": \"{{ 1000000 | random }}\"}\n"
                            + mark(own + "-{{ f" + tasks + " }}", true) + "    - copy: content=\"{{ f" + tasks
                            + " }}\" dest=/srv/random-" + id + "\n";
                case 11 ->
                    "    - copy: content=\"{{ canary }}\" dest=/srv/" + id + "\n      no_log: yes\n"
                            + "    - command: say {{ canary }}\n      changed_when: false\n";
                case 12 -> fails(own) + "      ignore_errors: yes\n";
                case 13 -> mark(own, random.nextInt(3) > 0);
                case 14 -> mark(own, true) + "      throttle: 1\n";
                case 15 -> "    - meta: flush_handlers\n";
                case 16 ->
                    "    - include_tasks: more.yml\n      vars: {by: " + id + "}\n      loop: [x, y]\n"
                            + "      loop_control: {loop_var: piece}\n";
                case 17 -> "    - command: mark z" + own + "\n      undo: again\n";
                case 18, 19 -> reboots && random.nextBoolean() ? "    - reboot:\n" : mark(own, true);
                default -> mark(own, true) + notifies(id);
            };
        }

        private String mark(String name, boolean undoable) {
            String seconds = random.nextInt(4) == 0 ? " " + random.nextInt(300) : "";
            return "    - " + oneOf("command", "shell") + ": mark " + name + seconds + "\n"
                    + (undoable ? "      undo: unmark " + name + "\n" : "")
                    + (random.nextInt(2) == 0 ? "      verify: has " + name + "\n" : "");
        }

        private String fails(String name) {
            return "    - command: fail " + name + "\n      undo: unmark " + name + "\n";
        }

        private String notifies2(String id) {
            return "\n" + notifies(id);
        }

        /** One handler for one task, so that it runs once at most. */
        private String notifies(String id) {
            if (random.nextInt(3) > 0) {
                return "";
            }
            String name = "h" + id;
            handlers.append("    - name: ").append(name).append('\n');
            handlers.append(mark(name + "-{{ inventory_hostname }}", true).replaceFirst("    - ", "      "));
            return "      notify: " + name + "\n";
        }
    }
}
