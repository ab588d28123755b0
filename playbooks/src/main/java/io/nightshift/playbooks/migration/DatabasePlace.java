package io.nightshift.playbooks.migration;

import io.nightshift.playbooks.module.DatabaseAddress;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where a database is that the controller talks to: a mapping with the words of the tools' own modules, and {@code host}. */
public final class DatabasePlace {
    private static final Set<String> WORDS = new TreeSet<>(Set.of(
            "host",
            "engine",
            "database",
            "login_user",
            "login_password",
            "login_host",
            "login_port",
            "schema",
            "options",
            "url"));
    private static final Map<String, Integer> PORTS =
            Map.of("postgresql", 5432, "mariadb", 3306, "mysql", 3306, "h2", 9092);
    private static final Set<String> FILES = Set.of("h2", "sqlite");
    private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*");
    private static final Pattern NAME = Pattern.compile("[^?&;#:/\\\\%\\s\\p{Cntrl}]+");
    private static final Pattern FILE = Pattern.compile("/[^?;#\\p{Cntrl}]+");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9_.:-]+");
    private static final int LAST_PORT = 65535;

    private final String parameter;
    private final Map<String, Object> words;

    private DatabasePlace(String parameter, Map<String, Object> words) {
        this.parameter = parameter;
        this.words = words;
    }

    /** The parameter that such a mapping is given by. */
    public static Parameter parameter(String name, String what) {
        return Parameter.of(
                        name,
                        Type.MAP,
                        what
                                + ": `engine` (`postgresql`, `mariadb`, `mysql`, `h2`, `sqlite`), `database`, `login_user`,"
                                + " `login_password`, `login_host`, `login_port`, `schema`, `options`, `url`, and `host`, the"
                                + " machine of the inventory that the way leads through.")
                .must()
                .hidden();
    }

    /** @throws ModuleFailure where the mapping does not say which database is meant */
    public static DatabaseAddress of(String parameter, Map<String, Object> words) {
        return new DatabasePlace(parameter, words).address();
    }

    private DatabaseAddress address() {
        for (String word : words.keySet()) {
            if (!WORDS.contains(word)) {
                throw wrong("knows no `" + word + "`; it knows " + String.join(", ", WORDS));
            }
        }
        String url = text("url");
        String engine = text("engine");
        if (url != null && engine != null) {
            throw wrong("takes `engine` or `url`, not both");
        }
        if (url == null && engine == null) {
            throw wrong("needs `engine`, or for other databases `url`");
        }
        String user = text("login_user");
        String schema = text("schema");
        String server = text("login_host");
        if (server != null && !SERVER.matcher(server).matches()) {
            throw wrong("has a `login_host` that is no name and no address: `" + server + "`");
        }
        String database = text("database");
        String made = url == null ? made(String.valueOf(engine), database, server) : given(url);
        boolean isFile = !made.contains(DatabaseAddress.SERVER);
        if (isFile && (server != null || words.get("login_port") != null)) {
            throw wrong("names a file, which has no `login_host` and no `login_port`");
        }
        return new DatabaseAddress(
                database == null ? "at the given url" : database,
                text("host"),
                made,
                server == null ? "127.0.0.1" : server,
                port(engine, isFile),
                user == null ? "" : user,
                text("login_password"),
                schema == null ? "" : schema);
    }

    private String given(String url) {
        if (!url.startsWith("jdbc:")) {
            throw wrong("has a `url` that does not begin with `jdbc:`, as jdbc:oracle:thin:@//{address}/HOUSING does");
        }
        if (words.get("options") != null) {
            throw wrong("takes `options` with `engine` only; write them into the `url`");
        }
        return url;
    }

    private String made(String engine, @Nullable String database, @Nullable String server) {
        if (!PORTS.containsKey(engine) && !FILES.contains(engine)) {
            throw wrong("knows the engines postgresql, mariadb, mysql, h2 and sqlite, not `" + engine
                    + "`; others are reached with `url` and their driver's jar");
        }
        if (database == null) {
            throw wrong("needs `database`");
        }
        boolean isFile = FILES.contains(engine) && (server == null || engine.equals("sqlite"));
        boolean good = FILES.contains(engine)
                ? (isFile ? FILE : Pattern.compile(FILE.pattern() + "|" + NAME.pattern()))
                        .matcher(database)
                        .matches()
                : NAME.matcher(database).matches();
        if (!good) {
            throw wrong(
                    isFile
                            ? "has a `database` that must be the absolute path of a file on the controller, not `"
                                    + database + "`"
                            : "has a `database` that cannot stand in an address: `" + database
                                    + "`; say it with `url`");
        }
        return switch (engine) {
            case "sqlite" -> "jdbc:sqlite:" + database + options("?", "&");
            case "h2" ->
                isFile
                        ? "jdbc:h2:file:" + database + options(";", ";")
                        : "jdbc:h2:tcp://" + DatabaseAddress.SERVER + "/" + database + options(";", ";");
            default ->
                "jdbc:" + (engine.equals("postgresql") ? engine : "mariadb") + "://" + DatabaseAddress.SERVER + "/"
                        + (engine.equals("postgresql") ? URLEncoder.encode(database, StandardCharsets.UTF_8) : database)
                        + options("?", "&");
        };
    }

    private String options(String first, String next) {
        Object given = words.get("options");
        if (given == null) {
            return "";
        }
        if (!(given instanceof Map<?, ?> all)) {
            throw wrong("has `options` that are no mapping");
        }
        Map<String, String> sorted = new TreeMap<>();
        all.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
        List<String> parts = new ArrayList<>();
        sorted.forEach((name, value) -> {
            if (!OPTION.matcher(name).matches() || !value.matches("[A-Za-z0-9_./,: +-]*")) {
                throw wrong("has the option `" + name + "`, which cannot stand in an address");
            }
            parts.add(name + "=" + value.replace(" ", "%20").replace("+", "%2B"));
        });
        return parts.isEmpty() ? "" : first + String.join(next, parts);
    }

    private int port(@Nullable String engine, boolean isFile) {
        Object given = words.get("login_port");
        String text =
                given == null ? String.valueOf(PORTS.getOrDefault(String.valueOf(engine), 0)) : String.valueOf(given);
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (!isFile && (port < 1 || port > LAST_PORT)) {
            throw wrong(
                    given == null
                            ? "needs `login_port` with a `url`"
                            : "has a `login_port` that must be from 1 to " + LAST_PORT + ", not " + text);
        }
        return port;
    }

    /** An empty text is none, so that a template may say so. */
    private @Nullable String text(String word) {
        Object value = words.get(word);
        if (value == null || String.valueOf(value).isEmpty()) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            throw wrong("has a `" + word + "` that is no text");
        }
        String text = String.valueOf(value);
        if (text.chars().anyMatch(c -> c < ' ')) {
            throw wrong("has a `" + word + "` with line breaks or other control characters");
        }
        return text;
    }

    private ModuleFailure wrong(String what) {
        return new ModuleFailure("`" + parameter + "` " + what);
    }
}
