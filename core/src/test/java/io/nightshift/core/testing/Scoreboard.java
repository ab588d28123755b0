package io.nightshift.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Where a fault test says, in exactly one line, how often it tried, how often that went well, and the worst it saw.
 *
 * <pre>{@code
 * int cuts = Scoreboard.share(20, 200); // 200 with -Dlong
 * Random random = new Random(Scoreboard.seed()); // -Dseed=… repeats a run
 * …
 * Scoreboard.line("R-07", "upload-cut", cuts, whole, "0 leftovers");
 * }</pre>
 *
 * <p>The line is printed and kept in {@code core/target/scoreboard.txt}. {@link ScoreboardPage} makes {@code
 * core/SCOREBOARD.md} of what is kept.
 */
public final class Scoreboard {
    private Scoreboard() {}

    /** True where this run was asked for the long variants ({@code -Dlong}). */
    public static boolean isLong() {
        String asked = System.getProperty("long");
        return asked != null && !asked.equals("false");
    }

    /** How often to try: the gate's share, or that of the long variant. */
    public static int share(int ci, int longVariant) {
        return isLong() ? longVariant : ci;
    }

    /** The seed of this run's random choices, {@code -Dseed=…} or always the same one. */
    public static long seed() {
        return Long.getLong("seed", 20_261_122L);
    }

    /**
     * Says how a test of the fault programme went; call it before the assertions, so that a bad result shows too.
     *
     * @param row the scoreboard's row, such as {@code R-07}
     * @param name what was tried, in one word with hyphens
     * @param n how often
     * @param pass how often it went well
     * @param worst the worst that was measured, with its unit
     */
    public static synchronized void line(String row, String name, long n, long pass, String worst) {
        String share = isLong() ? "long" : "CI";
        ScoreboardEntry entry = new ScoreboardEntry(
                row, name, share, n, pass, worst, LocalDate.now(ZoneOffset.UTC).toString(), machine());
        System.out.println(entry.line());
        keep(file(), entry);
    }

    static void keep(Path file, ScoreboardEntry entry) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    entry.kept() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code core/} of the sources that this test runs from, whichever module it belongs to. */
    static Path core() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("core/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "No core/pom.xml above " + Path.of("").toAbsolutePath());
        }
        return folder.resolve("core");
    }

    static Path file() {
        return core().resolve("target/scoreboard.txt");
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version").replaceAll("-.*", "") + ", Java "
                + Runtime.version().feature();
    }
}
