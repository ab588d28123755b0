package io.nightshift.core.platform.posix;

import io.nightshift.core.transport.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Stand-ins for the programs of PostgreSQL and MariaDB before all others on a shell's path. They answer with what the test has put beside
 * them, and note how they were called and what they were told.
 */
final class FakeDatabaseTools {
    /** Notes its arguments and the password it can read; says no where `refuse` is there. */
    private static final String CALLED = """
            #!/bin/sh
            here=%s
            echo "${0##*/} $*" >>"$here/calls"
            for it; do case $it in --defaults-extra-file=*) cat "${it#*=}" >>"$here/passwords" ;; esac; done
            [ ! "$PGPASSFILE" ] || { stat -c '%%a' "$PGPASSFILE"; cat "$PGPASSFILE"; } >>"$here/passwords"
            [ ! -e "$here/refuse" ] || { cat "$here/refuse" >&2; exit 2; }
            """;

    private static final String ASKED = """
            text=$(cat)
            echo "$text" >>"$here/told"
            case $text in
              *nowhere*) echo 'ERROR: there is no nowhere' >&2; exit 3 ;;
              *database_size* | *data_length*) cat "$here/size" ;;
              *extname*from*pg_extension) echo "'plpgsql'" ;;
              *default_character_set_name*) echo 'character set utf8mb4 collate utf8mb4_bin' ;;
              *"select "[0-9]*" + "* | *"count(*)"*pg_class* | *"count(*)"*information_schema.tables*) cat "$here/tables" ;;
              *) echo 1 ;;
            esac
            """;
    private static final String DUMPS = """
            cat "$here/dump"
            [ ! -e "$here/broken" ] || { echo 'the server has gone away' >&2; exit 3; }
            """;
    private final Path folder;

    FakeDatabaseTools(Path home) {
        this.folder = home.resolve("tools");
        put("size", "1000\n");
        put("tables", "0\n");
        put("dump", "create table t;\n-- PostgreSQL database dump complete\n-- Dump completed on today\n");
        for (String client : List.of("psql", "mariadb", "mysql")) {
            program(client, ASKED);
        }
        for (String dumper : List.of("pg_dump", "mariadb-dump", "mysqldump")) {
            program(dumper, DUMPS);
        }
        program(
                "pg_restore",
                "case $1 in --list) grep -q whole \"$2\" ;; *) echo 'BEGIN;'; cat; echo 'COMMIT;' ;; esac\n");
    }

    private void program(String name, String does) {
        try {
            put(name, CALLED.formatted("'" + folder + "'") + does);
            Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the programs have noted under a name. */
    String noted(String name) {
        try {
            return Files.exists(folder.resolve(name)) ? Files.readString(folder.resolve(name)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This machine, seen through one of its shells with these programs on its path. */
    Host host(String shellName, Path home) {
        SomeShell own = SomeShell.of(shellName, home);
        Map<String, String> environment =
                Map.of("NIGHTSHIFT_HOST_ROOT", home + "/state", "PATH", folder + ":" + System.getenv("PATH"));
        return new Host(
                new Host.Shell() {
                    @Override
                    public Frame run(String script) {
                        return own.run(script, environment);
                    }
                },
                (path, bytes) -> {
                    throw new AssertionError("nothing is sent");
                });
    }
}
