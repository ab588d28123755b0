package io.nightshift.core.transport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** As whom scripts run on a host: as the user who logged in, or as another one. */
public sealed interface Become {
    /** As the user who logged in. */
    Become NONE = new None();

    /** The programs that turn one user into another. */
    enum Method {
        SUDO,
        SU,
        DOAS;

        /** The program's name, as {@code ansible_become_method} has it. */
        public String program() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The method of that name; empty for one we do not speak. */
        public static Optional<Method> named(String program) {
            return List.of(values()).stream()
                    .filter(method -> method.program().equals(program))
                    .findFirst();
        }
    }

    /** As the user who logged in. */
    record None() implements Become {}

    /**
     * As another user.
     *
     * @param password what the program asks for; null where it must not ask
     * @param flags more arguments for the program, such as {@code -E}; no shell words, each is quoted
     */
    record User(String user, Method method, @Nullable Secret password, List<String> flags) implements Become {
        // Both the login shell and the program see this name; nothing that any shell would take apart.
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@-]*\\$?");

        public User {
            if (!NAME.matcher(user).matches()) {
                throw new IllegalArgumentException("`" + user + "` cannot be the name of a user to become");
            }
            if (password != null && password.hasLineBreak()) {
                throw new IllegalArgumentException("The become password holds a line break; no prompt can take it");
            }
            flags = List.copyOf(flags);
            for (String flag : flags) {
                if (flag.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\'' || c == '!' || c == '\\')) {
                    throw new IllegalArgumentException("`" + flag + "` cannot be handed to " + method.program());
                }
            }
        }
    }

    /** root through sudo, with a password or without. */
    static Become root(@Nullable Secret password) {
        return new User("root", Method.SUDO, password, List.of());
    }
}
