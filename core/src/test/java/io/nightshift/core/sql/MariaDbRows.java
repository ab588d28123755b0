package io.nightshift.core.sql;

import java.sql.SQLException;

/** A table of MariaDB with the kinds that only MariaDB has. */
final class MariaDbRows {
    private MariaDbRows() {}

    static void make(Database maria, int rows) throws SQLException {
        TypedSql.sql(
                maria,
                "set session sql_mode = ''",
                "set session time_zone = '-07:00'",
                "set session character_set_client = utf8mb4, character_set_connection = utf8mb4",
                "create table odd (a int unsigned not null, b varchar(20) character set latin1 collate latin1_swedish_ci not null, huge bigint unsigned, tiny tinyint unsigned,"
                        + " yes tinyint(1) not null default 1, medium mediumint, z int(8) unsigned zerofill, since year, mask bit(7), wide bit(64), price decimal(30,15), ratio float, exact double,"
                        + " size enum('s', 'm', 'x''l'), tags set('a', 'b', 'c'), word varchar(40) character set utf8mb4 collate utf8mb4_general_ci, old text character set latin1,"
                        + " fixed binary(4), varied varbinary(50), picture mediumblob, born date, stamp timestamp(6) null, plain timestamp not null default current_timestamp on update current_timestamp,"
                        + " wall datetime(3), gone time(6), doc json, number int auto_increment, primary key (a, b), key (number), key odd_born (born, word), key odd_old (old(10)),"
                        + " unique key (huge, tiny, a))",
                "insert into odd (a, b, huge, tiny, yes, medium, z, since, mask, wide, price, ratio, exact, size, tags, word, old, fixed, varied, picture, born, stamp, plain, wall, gone, doc)"
                        + " select 4294967295 - seq, concat('Zoë ', seq % 97), if(seq % 3 = 0, 18446744073709551615 - seq, seq), seq % 256, seq % 2, seq % 8388607, seq, if(seq % 9 = 0, 0, 1901 + seq % 250),"
                        + " seq % 128, ~seq, (cast(seq as signed) - 5000) / 7, sin(seq) * 1e10, tan(seq) * pow(10, cast(seq % 300 as signed) - 150), elt(1 + seq % 4, 's', 'm', 'x''l', null), elt(1 + seq % 3, '', 'a,c', 'b'),"
                        + " elt(1 + seq % 4, '', null, 'ÄÖ 😀', concat('w', seq)), if(seq % 5 = 0, null, concat('é', seq)), unhex(lpad(hex(seq), 8, '0')), unhex(hex(concat(seq, '\\0\\n'))),"
                        + " if(seq % 7 = 0, '', repeat(unhex('00ff27'), seq % 40)), if(seq % 11 = 0, null, date '1000-01-01' + interval seq * 13 day), from_unixtime(1 + seq * 20000.25),"
                        + " from_unixtime(seq * 70000), timestamp '1990-01-01 00:00:00' + interval seq * 1001 * 1000 microsecond, sec_to_time(seq % 80000 + 0.000001),"
                        + " if(seq % 6 = 0, null, json_object('n', seq, 'z', json_array(1.50, null, 'ä')))"
                        + " from seq_1_to_" + rows);
    }
}
