package io.nightshift.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calendars from files and servers, and what happens when they are gone. */
class CalendarFeedsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String CALENDAR = """
            BEGIN:VCALENDAR
            VERSION:2.0
            BEGIN:VEVENT
            SUMMARY:Christmas
            DTSTART;VALUE=DATE:20261225
            END:VEVENT
            END:VCALENDAR
            """;

    @TempDir
    Path folder;

    private HttpServer server;
    private final CountDownLatch done = new CountDownLatch(1);

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stopServer() {
        done.countDown();
        server.stop(0);
    }

    @Test
    void aFileIsSearchedForBesideTheInventory() throws Exception {
        Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(folder.resolve("feeds/holidays.ics"), "\uFEFF" + CALENDAR.replace("\n", "\r\n"));
        LocalDate day = LocalDate.of(2026, 12, 25);
        Span<LocalDate> christmas = new Span<>(day, day.plusDays(1), "event `Christmas` of feeds/holidays.ics");
        assertThat(feeds(NOW).read("feeds/holidays.ics", folder, ZONE, NOW).days())
                .containsExactly(christmas);
        String address = folder.resolve("feeds/holidays.ics").toUri().toString().replace("file:/", "file:///");
        assertThat(feeds(NOW)
                        .read(address.replace("////", "///"), folder, ZONE, NOW)
                        .days())
                .hasSize(1);
    }

    @Test
    void anAddressIsReadWithItsRedirectionsAndNotShownInFull() throws Exception {
        serve("/secret-token/basic.ics", exchange -> answer(exchange, 200, CALENDAR));
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/secret-token/basic.ics"));
            answer(exchange, 302, "");
        });
        assertThat(feeds(NOW).read(url("/moved"), folder, ZONE, NOW).days()).hasSize(1);
        assertThat(feeds(NOW)
                        .read(url("/secret-token/basic.ics"), folder, ZONE, NOW)
                        .days()
                        .get(0)
                        .why())
                .isEqualTo("event `Christmas` of basic.ics at 127.0.0.1");
    }

    @Test
    void aCalendarThatIsGoneIsAnError() {
        serve("/gone", exchange -> answer(exchange, 404, "no"));
        refuses("missing.ics", "the calendar cannot be used: there is no such file");
        refuses(".", "the calendar cannot be used: this is a folder");
        refuses(url("/gone"), "the calendar cannot be used: the server answers with status 404");
        refuses("http://127.0.0.1:1/x.ics", "the calendar cannot be used: the server cannot be reached");
        refuses("ftp://127.0.0.1/x.ics", "this is no address of a calendar");
        refuses("https:///x.ics", "this is no address of a calendar");
        refuses("jar:file:///x.jar!/x.ics\0", "this is no address of a calendar");
    }

    @Test
    void aCopyOfAnEarlierTimeServesWithAWarning() throws Exception {
        Path file = Files.writeString(folder.resolve("holidays.ics"), CALENDAR);
        feeds(NOW.minus(Duration.ofDays(9))).read("holidays.ics", folder, ZONE, NOW);
        Files.writeString(file, "<html>we have moved</html>");
        Feeds.Feed broken = feeds(NOW).read("holidays.ics", folder, ZONE, NOW);
        assertThat(broken.days()).hasSize(1);
        assertThat(broken.warning())
                .hasValue("a copy from 9 days ago is used, because this calendar cannot be used now: "
                        + "it is no calendar in iCal form");
        Files.delete(file);
        assertThat(feeds(NOW).read("holidays.ics", folder, ZONE, NOW).warning())
                .hasValue("a copy from 9 days ago is used, because this calendar cannot be used now: "
                        + "there is no such file");
    }

    @Test
    void onlyTheOwnerCanReadTheCopies() throws Exception {
        Files.writeString(folder.resolve("holidays.ics"), CALENDAR);
        feeds(NOW).read("holidays.ics", folder, ZONE, NOW);
        Path copies = folder.resolve("state/feeds");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copies)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(copies)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void sizeAndTimeAreLimited() {
        serve("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 200; i++) {
                    out.write(block);
                }
            } catch (IOException e) {
                // The reader has had enough.
            }
        });
        serve("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("BEGIN:VCALENDAR\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await();
        });
        refuses(url("/large"), "the calendar cannot be used: it is larger than 5 MB");
        CalendarFeeds hasty = new CalendarFeeds(folder.resolve("state/feeds"), clock(NOW), Duration.ofSeconds(1));
        assertThatThrownBy(() -> hasty.read(url("/slow"), folder, ZONE, NOW))
                .hasMessage("the calendar cannot be used: it takes longer than 1 s");
    }

    private void refuses(String location, String sentence) {
        assertThatThrownBy(() -> feeds(NOW).read(location, folder, ZONE, NOW))
                .isInstanceOf(Feeds.Unreadable.class)
                .hasMessage(sentence);
    }

    private void await() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CalendarFeeds feeds(Instant now) {
        return new CalendarFeeds(folder.resolve("state/feeds"), clock(now));
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private void serve(String path, com.sun.net.httpserver.HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
