package io.nightshift.core.sql;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens connections with the drivers on the class path and those in a folder of jars; they are looked for when the first is needed. */
public final class Drivers {
    private final @Nullable Path folder;
    private List<Driver> found = List.of();

    private Drivers(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Those that come with Nightshift: PostgreSQL, MariaDB (and MySQL), H2, SQLite. */
    public static Drivers builtIn() {
        return new Drivers(null);
    }

    /** Those that come with Nightshift, and every driver in the jars of this folder; it need not exist. */
    public static Drivers with(Path folder) {
        return new Drivers(folder);
    }

    private synchronized List<Driver> known() {
        if (found.isEmpty()) {
            found = look();
        }
        return found;
    }

    private List<Driver> look() {
        List<Driver> drivers = load(Drivers.class.getClassLoader());
        if (folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                List<URL> jars = new ArrayList<>();
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    jars.add(jar.toUri().toURL());
                }
                // Stays open as long as the process: its classes are loaded when they are first needed.
                @SuppressWarnings("resource")
                URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), Drivers.class.getClassLoader());
                load(loader).stream()
                        .filter(driver -> drivers.stream().noneMatch(one -> one.getClass() == driver.getClass()))
                        .toList()
                        .forEach(drivers::add);
            } catch (IOException e) {
                throw new SqlFailure("The folder of drivers " + folder + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return drivers;
    }

    private static List<Driver> load(ClassLoader loader) {
        List<Driver> found = new ArrayList<>();
        for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
            found.add(driver);
        }
        return found;
    }

    /** A session as this kind of database needs it. @throws SqlFailure where no driver takes the address, or the server refuses */
    Session open(Database database) throws SQLException {
        Driver driver = driver(database);
        Properties properties = new Properties();
        if (!database.user().isEmpty()) {
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password().reveal());
        }
        Dialect.properties(database.url(), properties);
        Connection connection;
        try {
            connection = driver.connect(database.url(), properties);
        } catch (SQLException e) {
            throw Refusals.opening(database, e);
        }
        if (connection == null) {
            throw new SqlFailure(
                    "The driver of " + kind(database.url()) + " does not take the address " + database.place() + ".");
        }
        return Session.of(database, connection);
    }

    private Driver driver(Database database) {
        for (Driver driver : known()) {
            try {
                if (driver.acceptsURL(database.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"))
                        || driver.acceptsURL(database.url())) {
                    return driver;
                }
            } catch (SQLException e) {
                continue; // an address that this driver cannot even read is not its own
            }
        }
        TreeSet<String> names = new TreeSet<>(List.of("h2", "mariadb", "mysql", "postgresql", "sqlite"));
        throw new SqlFailure("No JDBC driver here takes `jdbc:" + kind(database.url()) + ":`. Known: "
                + String.join(", ", names) + ". Put the driver's jar into "
                + (folder == null ? "the folder of drivers" : folder.toString()) + " and try again.");
    }

    private static String kind(String url) {
        return url.replaceFirst("^jdbc:", "").replaceFirst(":.*", "");
    }
}
