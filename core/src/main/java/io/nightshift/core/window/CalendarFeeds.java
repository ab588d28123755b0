package io.nightshift.core.window;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads calendars from servers and files, each once for as long as this object lives. The last good text of each is kept;
 * when a calendar is gone or broken, that copy serves, with a warning that says how old it is.
 */
public final class CalendarFeeds implements Feeds {
    /** How long one calendar may take to come and to be understood. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private static final Duration BEFORE = Duration.ofDays(366);
    private static final Duration AFTER = Duration.ofDays(6 * 366);

    private final FeedCopies copies;
    private final Clock clock;
    private final Duration limit;
    private final Map<String, Feed> known = new HashMap<>();

    /**
     * @param folder of the copies, private to Nightshift; made when it is needed
     * @param clock tells how old copies are
     */
    public CalendarFeeds(Path folder, Clock clock) {
        this(folder, clock, TIME_LIMIT);
    }

    CalendarFeeds(Path folder, Clock clock, Duration limit) {
        this.copies = new FeedCopies(folder);
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public synchronized Feed read(String location, Path folder, ZoneId zone, Instant now) throws Unreadable {
        FeedAddress address = FeedAddress.of(location, folder);
        String key = zone + " " + now + " " + address;
        Feed feed = known.get(key);
        if (feed == null) {
            feed = read(address, reader(address, zone, now));
            known.put(key, feed);
        }
        return feed;
    }

    private Feed read(FeedAddress address, IcalReader reader) throws Unreadable {
        Instant today = clock.instant();
        try {
            Fresh fresh = inTime(address, reader);
            copies.keep(address, fresh.text(), today);
            return fresh.feed();
        } catch (Unreadable e) {
            Optional<FeedCopies.Copy> copy = copies.find(address);
            if (copy.isEmpty()) {
                throw new Unreadable("the calendar cannot be used: " + e.sentence(), e.hint());
            }
            Feed old = reader.read(copy.get().text());
            String age = age(Duration.between(copy.get().taken(), today));
            return new Feed(
                    old.days(),
                    old.times(),
                    Optional.of("a copy from " + age + " ago is used, because this calendar cannot be used now: "
                            + e.sentence()));
        }
    }

    private record Fresh(String text, Feed feed) {}

    /** In a thread of its own, since neither a server nor a file system has to answer, and a calendar may be endless. */
    private Fresh inTime(FeedAddress address, IcalReader reader) throws Unreadable {
        FutureTask<Fresh> task = new FutureTask<>(() -> {
            String text = FeedDownload.text(address);
            return new Fresh(text, reader.read(text));
        });
        Thread thread = new Thread(task, "calendar-feed");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Unreadable unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new Unreadable("it takes longer than " + limit.toSeconds() + " s", null);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreadable("interrupted", null);
        }
    }

    private static IcalReader reader(FeedAddress address, ZoneId zone, Instant now) {
        return new IcalReader(address.shown(), zone, now.minus(BEFORE), now.plus(AFTER));
    }

    private static String age(Duration age) {
        return age.toHours() < 1
                ? Math.max(0, age.toMinutes()) + " min"
                : age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " days";
    }
}
