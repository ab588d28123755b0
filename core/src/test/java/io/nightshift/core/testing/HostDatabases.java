package io.nightshift.core.testing;

import java.util.Map;

/** Database servers from Debian's packages on a host of a test, with their data in memory, and what their own programs say as administrators. */
public record HostDatabases(TargetHost host) {
    public static final String POSTGRESQL = "postgresql";
    public static final String MARIADB = "mariadb-server";

    private static final Map<String, String> DATA =
            Map.of(POSTGRESQL, "/var/lib/postgresql", MARIADB, "/var/lib/mysql");

    /** Installs packages; servers among them are started. */
    public static HostDatabases install(TargetHost host, String... packages) {
        for (String one : packages) {
            String data = DATA.get(one);
            if (data != null) {
                host.sh("mkdir -p " + data + " && mount -t tmpfs -o size=1g tmpfs " + data)
                        .text();
            }
        }
        host.sh("export DEBIAN_FRONTEND=noninteractive; apt-get -q update && apt-get -q install -y"
                        + " --no-install-recommends -o Dpkg::Options::=--force-unsafe-io "
                        + String.join(" ", packages))
                .text();
        return new HostDatabases(host);
    }

    public String postgres(String database, String sql) {
        return ask("cd / && runuser -u postgres -- psql -X -q -A -t -v ON_ERROR_STOP=1 " + database, sql);
    }

    /** @param database none where empty */
    public String maria(String database, String sql) {
        return ask("mariadb --default-character-set=utf8mb4 -N -B " + database, sql);
    }

    private String ask(String program, String sql) {
        host.write("/root/ask.sql", sql + "\n", 0644);
        return host.sh(program + " </root/ask.sql && rm /root/ask.sql").text();
    }
}
