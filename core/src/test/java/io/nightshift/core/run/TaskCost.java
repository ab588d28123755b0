package io.nightshift.core.run;

import static io.nightshift.core.run.ARun.aRun;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints what tasks that never leave the controller cost it; run by hand. */
final class TaskCost {
    private static final int HOSTS = 50;
    private static final int TASKS = 200;

    private TaskCost() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 3; round++) {
            measure("debug", "- debug: msg=\"{{ inventory_hostname }} {{ v }}\"");
            measure("skipped", "- command: echo {{ v }}\n      when: v == 'other'");
            measure("set_fact", "- set_fact: {f%d: \"{{ v }}\"}");
            measure(
                    "group names",
                    "- debug: msg=\"{{ group_names }} {{ groups['all'] | length }}\"\n      when: v == 'z'");
        }
        System.exit(0);
    }

    private static void measure(String name, String task) {
        String[] hosts = IntStream.rangeClosed(1, HOSTS).mapToObj(n -> "h" + n).toArray(String[]::new);
        String tasks = IntStream.range(0, TASKS)
                .mapToObj(n -> "    " + task.replace("%d", String.valueOf(n)) + "\n")
                .collect(Collectors.joining());
        ARun run = aRun().on(hosts).of("- hosts: all\n  gather_facts: no\n  vars: {v: value}\n  tasks:\n" + tasks);
        java.util.concurrent.atomic.AtomicLong first = new java.util.concurrent.atomic.AtomicLong();
        long before = cpu();
        run.watchedBy((event, handle) -> {
            if (event instanceof RunEvent.RingStarted) {
                first.set(cpu());
            }
        });
        run.go();
        System.out.printf(
                Locale.ROOT,
                "%-12s %6.1f us of CPU a task (reading and starting %d ms)%n",
                name,
                (cpu() - first.get()) / 1000.0 / (HOSTS * TASKS),
                (first.get() - before) / 1_000_000);
    }

    /** CPU time of the whole process in nanoseconds, threads that ended included. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
