package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.ModuleFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File modes as chmod(1) takes them: octal, or symbolic such as {@code u=rwX,g-w,o=}. */
final class SymbolicMode {
    private static final Pattern OCTAL = Pattern.compile("0?o?[0-7]{1,5}");
    private static final Pattern CLAUSE = Pattern.compile("([ugoa]*)((?:[-+=][rwxXstugo]*)+)");
    private static final Pattern ACTION = Pattern.compile("([-+=])([rwxXstugo]*)");
    /** A clause that names nobody means everybody, less what a umask of 022 takes away. */
    private static final int UMASK = 022;

    private SymbolicMode() {}

    /**
     * The permission bits a mode leads to.
     *
     * @param now the bits there are, which symbolic modes start from
     * @throws ModuleFailure when it is not a mode
     */
    static int resolve(String mode, int now, boolean directory) {
        String text = mode.strip();
        if (OCTAL.matcher(text).matches()) {
            return Integer.parseInt(text.replace("o", ""), 8) & 07777;
        }
        int result = now & 07777;
        for (String clause : text.split(",", -1)) {
            Matcher parts = CLAUSE.matcher(clause.strip());
            if (!parts.matches()) {
                throw new ModuleFailure("`" + mode + "` is not a file mode; write an octal number in quotes such as"
                        + " \"0644\", or a symbolic mode such as u=rw,g=r,o=r");
            }
            Matcher actions = ACTION.matcher(parts.group(2));
            while (actions.find()) {
                result = act(result, parts.group(1), actions.group(1).charAt(0), actions.group(2), now, directory);
            }
        }
        return result;
    }

    private static int act(int mode, String who, char operator, String rights, int before, boolean directory) {
        int result = mode;
        for (char one : (who.isEmpty() || who.contains("a") ? "ugo" : who).toCharArray()) {
            int bits = 0;
            for (char right : rights.toCharArray()) {
                bits |= bits(right, one, before, directory, who.isEmpty());
            }
            result = switch (operator) {
                case '+' -> result | bits;
                case '-' -> result & ~bits;
                default -> result & ~(7 << shift(one) | special(one)) | bits;
            };
        }
        return result;
    }

    private static int bits(char right, char who, int before, boolean directory, boolean sparing) {
        int shift = shift(who);
        int spared = sparing ? ~UMASK : ~0;
        return switch (right) {
            case 'r' -> 4 << shift & spared;
            case 'w' -> 2 << shift & spared;
            case 'x' -> 1 << shift & spared;
            case 'X' -> directory || (before & 0111) != 0 ? 1 << shift : 0;
            case 's' -> who == 'o' ? 0 : special(who);
            case 't' -> who == 'o' ? special(who) : 0;
            default -> (before >> shift(right) & 7) << shift;
        };
    }

    private static int special(char who) {
        return who == 'u' ? 04000 : who == 'g' ? 02000 : 01000;
    }

    private static int shift(char who) {
        return who == 'u' ? 6 : who == 'g' ? 3 : 0;
    }
}
