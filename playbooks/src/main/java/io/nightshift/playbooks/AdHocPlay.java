package io.nightshift.playbooks;

/** Writes the play that one module call on a command line stands for. */
public final class AdHocPlay {
    private AdHocPlay() {}

    /** YAML of a play that keeps what it changed when it fails: there is one step, and a person is watching. */
    public static String text(String pattern, String module, String arguments) {
        String mapping = arguments.strip();
        String call = mapping.startsWith("{") ? mapping : quoted(arguments);
        return "- hosts: " + quoted(pattern) + "\n"
                + "  name: exec " + module.replaceAll("[^A-Za-z0-9._-]", "") + "\n"
                + "  gather_facts: no\n"
                + "  on_failure: keep\n"
                + "  tasks:\n"
                + "    - " + quoted(module) + ": " + (arguments.isBlank() ? "" : call) + "\n";
    }

    private static String quoted(String text) {
        StringBuilder all = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> all.append("\\\"");
                case '\\' -> all.append("\\\\");
                case '\n' -> all.append("\\n");
                case '\t' -> all.append("\\t");
                default -> all.append(c);
            }
        }
        return all.append('"').toString();
    }
}
