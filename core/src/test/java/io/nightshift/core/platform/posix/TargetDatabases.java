package io.nightshift.core.platform.posix;

import io.nightshift.core.testing.HostDatabases;
import io.nightshift.core.testing.TargetHost;
import io.nightshift.playbooks.module.DatabaseChange.Engine;
import io.nightshift.playbooks.module.DatabaseChange.Login;

/** The database servers of Debian on a target, with a user {@code shop} of the databases {@code shop} and {@code second}. */
final class TargetDatabases {
    static final String PASSWORD = "pa:ss\\wo'rd\"k7Qx";
    private static final String POSTGRES_SHOP = """
            create type colour as enum ('red', 'green');
            create schema stock;
            create sequence number start 41;
            create table houses (id int primary key default nextval('number'), name text not null, paint colour, plan bytea);
            insert into houses (name, paint, plan) values ('Café 😀', 'red', '\\x00ff'), ('', null, null);
            create table stock."Odd name's" (a numeric(20, 5), b timestamptz);
            insert into stock."Odd name's" values (1.50000, '2026-03-29 01:30:00+00'), (null, 'infinity');
            create view named as select name from houses;
            create function doubled(n int) returns int language sql as 'select 2 * n';
            select lo_from_bytea(0, 'large');
            """;
    private static final String MARIA_SHOP = """
            create table houses (id int auto_increment primary key, name varchar(50) not null, paint enum('red', 'green'), plan blob)
              character set utf8mb4;
            insert into houses (name, paint, plan) values ('Café 😀', 'red', x'00ff'), ('', null, null);
            create table `Odd name's` (a decimal(20, 5), b timestamp(6) null);
            insert into `Odd name's` values (1.50000, '2026-03-29 01:30:00'), (null, null);
            create view named as select name from houses;
            create function doubled(n int) returns int deterministic return 2 * n;
            create trigger trimmed before insert on houses for each row set new.name = trim(new.name);
            create event nightly on schedule every 1 day do delete from houses where name = 'old';
            """;

    private final TargetHost target;

    TargetDatabases(TargetHost target) {
        this.target = target;
    }

    void install() {
        HostDatabases.install(target, HostDatabases.POSTGRESQL, HostDatabases.MARIADB, "sqlite3");
        admin(
                Engine.POSTGRESQL,
                "postgres",
                "create role shop login createdb password '" + PASSWORD.replace("'", "''") + "';");
        String user = "'shop'@'localhost'";
        admin(
                Engine.MARIADB,
                "",
                "create user " + user + " identified by '"
                        + PASSWORD.replace("\\", "\\\\").replace("'", "\\'") + "'; grant all on shop.* to " + user
                        + "; grant all on second.* to " + user + "; set global event_scheduler = off;");
        target.write(
                "/root/shop.cnf",
                "[client]\nuser=shop\npassword=\""
                        + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n",
                0600);
    }

    /** The database as it was in the beginning. */
    void fresh(Engine engine) {
        for (String name : new String[] {"shop", "second"}) {
            drop(engine, name);
        }
        if (engine == Engine.POSTGRESQL) {
            admin(engine, "postgres", "create database shop owner shop encoding 'UTF8' template template0");
            shop(engine, POSTGRES_SHOP);
        } else {
            admin(engine, "", "create database shop character set latin1");
            shop(engine, MARIA_SHOP);
        }
    }

    void drop(Engine engine, String database) {
        boolean postgres = engine == Engine.POSTGRESQL;
        String all = postgres ? " with (force)" : "";
        admin(engine, postgres ? "postgres" : "", "drop database if exists " + database + all);
    }

    /** What becomes of the shop when nobody dumps it. */
    void change(Engine engine) {
        String odd = engine == Engine.POSTGRESQL ? "stock.\"Odd name's\"" : "`Odd name's`";
        shop(
                engine,
                "drop table " + odd + "; update houses set name = 'gone' where id > 0; create table later (x int);"
                        + "insert into later values (1);");
    }

    /** In the shop, as its own user. */
    void shop(Engine engine, String sql) {
        if (engine == Engine.POSTGRESQL) {
            admin(engine, "shop", "set role shop;" + sql);
        } else {
            target.write("/root/shop.sql", sql + "\n", 0600);
            target.sh(
                            "mariadb --defaults-extra-file=/root/shop.cnf --default-character-set=utf8mb4 shop </root/shop.sql")
                    .text();
        }
    }

    String admin(Engine engine, String database, String sql) {
        HostDatabases databases = new HostDatabases(target);
        return engine == Engine.POSTGRESQL ? databases.postgres(database, sql) : databases.maria(database, sql);
    }

    /** All that is in a database, in words that are the same when it is. */
    String picture(Engine engine, String database) {
        String dump = engine == Engine.POSTGRESQL
                ? "cd / && runuser -u postgres -- pg_dump " + database + " | grep -v -e '^.restrict' -e '^.unrestrict'"
                : "mariadb-dump --skip-dump-date --routines --events --triggers --databases " + database;
        return target.sh(dump).text();
    }

    static Login login(Engine engine, String database, String password) {
        return engine == Engine.POSTGRESQL
                ? new Login(engine, database, "shop", password, "127.0.0.1", 5432, null)
                : new Login(engine, database, "shop", password, null, null, "/run/mysqld/mysqld.sock");
    }

    /** What SQLite says to statements in a file of its own. */
    String sqlite(String file, String sql) {
        target.write("/root/ask.sql", sql + "\n", 0644);
        return target.sh("sqlite3 \"" + file + "\" </root/ask.sql").text();
    }
}
