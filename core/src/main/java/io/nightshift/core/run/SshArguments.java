package io.nightshift.core.run;

import io.nightshift.core.transport.Target;
import io.nightshift.inventory.ConnectionVariables;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ansible_ssh_common_args} and its like say of jump hosts and options, read without a shell. */
final class SshArguments {
    private static final Pattern OPTION = Pattern.compile("-o\\s*(?:\"([^\"]*)\"|'([^']*)'|(\\S+))|-J\\s*(\\S+)");
    private static final Pattern PROXY = Pattern.compile("ssh\\s.*-W\\s*\\S+.*");

    private SshArguments() {}

    static Target apply(Target target, ConnectionVariables variables) {
        Target result = target;
        for (var text : java.util.List.of(
                variables.sshArguments(), variables.sshCommonArguments(), variables.sshExtraArguments())) {
            if (text.isPresent()) {
                result = apply(result, text.get());
            }
        }
        return result;
    }

    private static Target apply(Target target, String text) {
        Map<String, String> options = new LinkedHashMap<>();
        String jump = target.jump();
        Matcher matcher = OPTION.matcher(text);
        while (matcher.find()) {
            if (matcher.group(4) != null) {
                jump = matcher.group(4);
                continue;
            }
            String option = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            String[] pair = option.split("[=\\s]", 2);
            if (pair.length == 2) {
                String name = pair[0].toLowerCase(Locale.ROOT);
                if (name.equals("proxyjump")) {
                    jump = pair[1];
                } else if (name.equals("proxycommand") && PROXY.matcher(pair[1]).matches()) {
                    jump = lastWord(pair[1]);
                } else {
                    options.put(name, pair[1]);
                }
            }
        }
        return target.withJump(jump).withOptions(options);
    }

    /** The jump host of {@code ssh -W %h:%p -q user@gate}: the word that is no option. */
    private static String lastWord(String command) {
        String jump = "";
        String port = "";
        String[] words = command.replace("\"", "").split("\\s+");
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("-W") || words[i].equals("-o") || words[i].equals("-i")) {
                i++;
            } else if (words[i].equals("-p") && i + 1 < words.length) {
                port = ":" + words[++i];
            } else if (!words[i].startsWith("-")) {
                jump = words[i];
            }
        }
        return jump + port;
    }
}
