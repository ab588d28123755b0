package io.nightshift.core.simulator;

import io.nightshift.core.simulator.SimulatedTicket.Thing;
import java.util.List;

/** What a pretended host does when it is told a line of a script. */
final class HostShell {
    /** After it a step that did not end is ended. */
    private static final long UNDO_MILLIS = 40;

    private final SimulatedHost host;

    HostShell(SimulatedHost host) {
        this.host = host;
    }

    /**
     * The answer to a line.
     *
     * @param text null while the answer waits for a process
     * @param status of a plain command
     * @param waitsFor the ticket whose process is waited for
     */
    record Reply(String text, int status, SimulatedTicket waitsFor) {
        static Reply of(Object... words) {
            return new Reply(Words.line(words), 0, null);
        }
    }

    /** The host is told so much before it is cut off: 0 nothing, 1 a ticket, 2 its way back, 3 everything but the status. */
    static final class Rebooted extends Exception {
        private static final long serialVersionUID = 1L;

        Rebooted() {
            super("rebooted", null, false, false);
        }
    }

    /** @param cut where a quick step is cut by a reboot; above 3 nowhere */
    Reply told(String line, int cut, Accident accident) throws Rebooted {
        List<String> words = Words.of(line);
        return switch (words.get(0)) {
            case "greet" -> Reply.of("greeted", host.boot);
            case "step" -> step(words, cut, accident);
            case "under" -> under(words, accident);
            case "release" -> {
                host.hold.letGo(words.get(1), Integer.parseInt(words.get(2)));
                yield new Reply("", 0, null);
            }
            case "inspect" -> answer(host.tickets.get(words.get(1)), false);
            case "claim" -> answer(host.claim(words.get(1)), false);
            case "probe" -> new Reply(HostReadings.answer(host, words), 0, null);
            case "(", ")" -> new Reply("", 0, null);
            default ->
                new Reply(
                        "", command(words.get(0) + " " + String.join(" ", words.subList(1, words.size())), null), null);
        };
    }

    private Reply step(List<String> words, int cut, Accident accident) throws Rebooted {
        String directory = words.get(1);
        String held = held(words);
        if (!held.isEmpty()) {
            return Reply.of("answer", "held", 0, held, "");
        }
        if (host.tickets.containsKey(directory)) {
            return Reply.of("answer", "before", 0, "", "");
        }
        cut(cut, 0);
        List<String> act = words.subList(5, words.size());
        SimulatedTicket ticket = host.start(directory, act);
        if (ticket == null) {
            return Reply.of("answer", "refused", 0, "no room left", "");
        }
        host.begins();
        cut(cut, 1);
        if (act.get(0).equals("reboot")) {
            ticket.ready = true;
            ticket.acted++;
            cut(0, 0);
        }
        boolean command = act.get(0).equals("run");
        if (!command) {
            host.save(ticket, act.get(1));
        }
        ticket.ready = true;
        cut(cut, 2);
        if (!command) {
            ticket.status = act(ticket);
            if (cut == 3) {
                ticket.status = null;
                cut(cut, 3);
            }
            return answer(ticket, true);
        }
        long millis = seconds(act.get(1)) * 1000;
        host.process(ticket, millis, Long.parseLong(words.get(2)), null, () -> {
            ticket.acted++;
            int status = command(act.get(1), ticket);
            return accident == Accident.EXIT ? 9 : status;
        });
        accident(ticket, accident);
        return new Reply(null, 0, ticket);
    }

    /** Words 3 and 4 are the run and its epoch, or none. */
    private String held(List<String> words) {
        return words.get(3).isEmpty()
                ? ""
                : host.hold.take(words.get(3), Integer.parseInt(words.get(4)), Long.parseLong(words.get(2)));
    }

    private void cut(int cut, int here) throws Rebooted {
        if (cut == here) {
            host.reboot();
            throw new Rebooted();
        }
    }

    private void accident(SimulatedTicket ticket, Accident accident) {
        if (accident == Accident.REBOOT) {
            host.inTheMiddleOf(ticket, host::reboot);
        } else if (accident == Accident.PROCESS_KILLED) {
            host.inTheMiddleOf(ticket, () -> ticket.running = false);
        }
    }

    /** A file change; its status. */
    private int act(SimulatedTicket ticket) {
        ticket.acted++;
        List<String> act = ticket.act;
        String path = act.get(1);
        switch (act.get(0)) {
            case "write" -> host.files.put(path, new Thing(act.get(2), Integer.parseInt(act.get(3))));
            case "mkdir" -> host.files.put(path, new Thing(null, Integer.parseInt(act.get(2))));
            case "touch" -> host.files.putIfAbsent(path, new Thing("", 0644));
            case "remove" -> host.files.remove(path);
            case "mode" -> {
                Thing thing = host.files.get(path);
                if (thing == null) {
                    ticket.err = "there is no " + path;
                    return 1;
                }
                host.files.put(path, new Thing(thing.content(), Integer.parseInt(act.get(2))));
            }
            default -> throw new IllegalArgumentException("no such change: " + act);
        }
        return 0;
    }

    /** A recorded undo under a ticket of its own. */
    private Reply under(List<String> words, Accident accident) {
        String held = held(words);
        if (!held.isEmpty()) {
            return Reply.of("answer", "held", 0, held, "");
        }
        SimulatedTicket own = host.start(words.get(1), words);
        if (own == null) {
            return host.tickets.containsKey(words.get(1))
                    ? Reply.of("answer", "before", 0, "", "")
                    : Reply.of("answer", "refused", 0, "no room left", "");
        }
        own.ready = true;
        List<String> back = Words.of(words.get(5));
        SimulatedTicket step = host.tickets.get(back.get(1));
        host.process(own, UNDO_MILLIS, Long.parseLong(words.get(2)), step, () -> {
            own.acted++;
            return accident == Accident.EXIT ? 1 : takeBack(back);
        });
        accident(own, accident);
        return new Reply(null, 0, own);
    }

    private int takeBack(List<String> back) {
        if (back.get(0).equals("again")) {
            SimulatedTicket step = host.tickets.get(back.get(1));
            return step != null && step.ready ? command(back.get(2), null) : 0;
        }
        SimulatedTicket step = host.claim(back.get(1));
        if (step.forbidden || !step.ready || step.undone) {
            step.undone = true;
            return 0;
        }
        if (back.get(0).equals("files")) {
            host.restore(step);
        } else {
            command(back.get(2), null);
        }
        step.undone = true;
        host.takenBack.add(step.directory);
        return 0;
    }

    /** A command's status; what it prints goes to the ticket. */
    private int command(String text, SimulatedTicket ticket) {
        String[] words = text.strip().replace("'", "").split(" ");
        switch (words[0]) {
            case "mark", "fail" -> {
                host.marks.add(words[1]);
                if (ticket != null) {
                    ticket.out = "made " + words[1];
                }
                return words[0].equals("fail") ? 3 : 0;
            }
            case "unmark" -> host.marks.remove(words[1]);
            case "has" -> {
                return host.marks.contains(words[1]) ? 0 : 1;
            }
            case "say" -> {
                if (ticket != null) {
                    ticket.out = text.substring(4);
                }
            }
            default -> throw new IllegalArgumentException("no such command: " + text);
        }
        return 0;
    }

    /** The last word of a command, where that is a number. */
    private static long seconds(String text) {
        String last = text.substring(text.lastIndexOf(' ') + 1);
        return last.matches("[0-9]{1,6}") ? Long.parseLong(last) : 1;
    }

    /** What is told of a ticket. */
    Reply answer(SimulatedTicket ticket, boolean waited) {
        if (ticket == null || ticket.forbidden) {
            return Reply.of("answer", "none", 0, "", "");
        }
        if (ticket.status != null) {
            String state = ticket.timedOut && waited ? "timedout" : "ended";
            return Reply.of("answer", state, ticket.status, ticket.out, ticket.err);
        }
        if (ticket.running) {
            return Reply.of("answer", "running", 0, "", "");
        }
        return waited
                ? Reply.of("answer", "vanished", 255, ticket.out, "")
                : Reply.of("answer", "lost", ticket.boot != host.boot ? 1 : 0, "", "");
    }
}
