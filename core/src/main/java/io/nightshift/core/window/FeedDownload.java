package io.nightshift.core.window;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Brings the text of a calendar here, up to a size. Calls wait as long as the other side pleases, unless interrupted. */
final class FeedDownload {
    /** A hundred years of holidays are a tenth of this. */
    static final int MOST_BYTES = 5 << 20;

    private FeedDownload() {}

    static String text(FeedAddress address) throws Feeds.Unreadable, InterruptedException {
        try {
            if (address instanceof FeedAddress.Web web) {
                return fetch(web);
            }
            return read(((FeedAddress.File) address).path());
        } catch (NoSuchFileException e) {
            throw new Feeds.Unreadable("there is no such file", "looked for " + e.getFile());
        } catch (UnknownHostException | ConnectException e) {
            throw new Feeds.Unreadable("the server cannot be reached", null);
        } catch (IOException e) {
            throw new Feeds.Unreadable("it cannot be read: " + e.getMessage(), null);
        }
    }

    private static String read(Path file) throws IOException, Feeds.Unreadable {
        if (Files.isDirectory(file)) {
            throw new Feeds.Unreadable("this is a folder", "name the file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return limited(in);
        }
    }

    private static String fetch(FeedAddress.Web address) throws IOException, InterruptedException, Feeds.Unreadable {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        HttpRequest request = HttpRequest.newBuilder(address.uri())
                .header("Accept", "text/calendar, */*;q=0.1")
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new Feeds.Unreadable("the server answers with status " + answer.statusCode(), null);
            }
            return limited(in);
        }
    }

    private static String limited(InputStream in) throws IOException, Feeds.Unreadable {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Feeds.Unreadable("it is larger than 5 MB", null);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
