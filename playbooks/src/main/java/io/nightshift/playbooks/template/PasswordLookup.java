package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.NewList;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The lookup {@code password}: a random password, kept in a file of the controller (mode 0600) so that the next run finds it again. {@code /dev/null} keeps nothing.
 *
 * @param random where passwords come from; outside of tests a {@link java.security.SecureRandom}
 */
record PasswordLookup(RandomGenerator random) implements Lookup {
    private static final Map<String, String> CLASSES = Map.of(
            "ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "ascii_lowercase", "abcdefghijklmnopqrstuvwxyz",
            "ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "digits", "0123456789",
            "hexdigits", "0123456789abcdefABCDEF",
            "punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

    @Override
    public Object run(List<@Nullable Object> terms, Map<String, @Nullable Object> options, Scope scope) {
        NewList passwords = new NewList();
        for (Object term : terms) {
            Map<String, @Nullable Object> settings = new HashMap<>(options);
            String path = CsvLookup.keyAndSettings(Text.of(term), settings);
            passwords.add(password(path, settings, scope));
        }
        return passwords;
    }

    private String password(String path, Map<String, @Nullable Object> settings, Scope scope) {
        Path file = path(path, scope);
        boolean kept = !file.equals(Path.of("/dev/null"));
        String content = kept && Files.exists(file) ? ControllerFiles.read(file).stripTrailing() : "";
        int saltAt = content.lastIndexOf(" salt=");
        String plain = content.isEmpty() ? fresh(settings) : saltAt < 0 ? content : content.substring(0, saltAt);
        Object encrypt = settings.get("encrypt");
        boolean encrypted = encrypt != null
                && !Text.of(encrypt).isEmpty()
                && !Text.of(encrypt).equals("None");
        String salt = saltAt < 0 ? (encrypted ? PasswordHash.salt(16, random) : null) : content.substring(saltAt + 6);
        String wanted = salt == null ? plain : plain + " salt=" + salt;
        if (kept && !wanted.equals(content)) {
            save(file, wanted);
        }
        return encrypted ? PasswordHash.hash(plain, Text.of(encrypt), salt, 0, 0, random) : plain;
    }

    private static Path path(String path, Scope scope) {
        String expanded = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        boolean beside =
                !expanded.startsWith("/") && scope.has("playbook_dir") && scope.get("playbook_dir") instanceof String;
        return beside
                ? Path.of(String.valueOf(scope.get("playbook_dir")), expanded).normalize()
                : Path.of(expanded).toAbsolutePath().normalize();
    }

    private String fresh(Map<String, @Nullable Object> settings) {
        Object length = settings.getOrDefault("length", 20L);
        Object number = length instanceof String text ? Numbers.parseInteger(text, 10) : length;
        Object given = settings.getOrDefault("chars", "ascii_letters,digits,.,:-_");
        String letters = letters(given);
        int count = Math.max(1, Math.min(4096, Numbers.index(number)));
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < count; i++) {
            password.append(letters.charAt(random.nextInt(letters.length())));
        }
        return password.toString();
    }

    private static String letters(@Nullable Object given) {
        StringBuilder letters = new StringBuilder();
        List<?> words = given instanceof List<?> list
                ? list
                : List.of(Text.of(given).replace(",,", ",\u0000").split(",", -1));
        for (Object word : words) {
            String name = Text.of(word).replace("\u0000", ",");
            letters.append(CLASSES.getOrDefault(name, name));
        }
        if (letters.isEmpty()) {
            throw new LookupException("chars names no characters to make a password of");
        }
        return letters.toString();
    }

    private static void save(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    ".password",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, content + "\n", StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(
                    fresh,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException problem) {
            throw new LookupException("cannot keep the password in " + file + ": " + problem.getMessage());
        }
    }
}
