package io.nightshift.core.sql;

/**
 * How a database is reached.
 *
 * @param url JDBC's address, such as {@code jdbc:postgresql://127.0.0.1:5432/housing}
 * @param user whom to sign in as, empty where the database knows no users
 */
public record Database(String url, String user, Password password) {
    public Database {
        if (!url.startsWith("jdbc:")) {
            throw new SqlFailure(
                    "A database's address begins with `jdbc:`, such as jdbc:postgresql://127.0.0.1:5432/housing.");
        }
    }

    /** The address without what may be secret in it. */
    public String place() {
        int end = url.length();
        for (char mark : new char[] {'?', ';'}) {
            int at = url.indexOf(mark);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return url.substring(0, end).replaceAll("//[^/@]*@", "//").replaceAll(":[^:/@]+/[^@]+@", ":");
    }

    @Override
    public String toString() {
        return place() + (user.isEmpty() ? "" : " as " + user);
    }
}
