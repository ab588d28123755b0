package io.nightshift.core.window;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Where a calendar is: an address ({@code http}, {@code https}, {@code webcal}) or a file. */
sealed interface FeedAddress {

    /** How it is named to people. Addresses of calendars may be secrets, so only the server and the last name are shown. */
    String shown();

    /** A name for its copy, the same as long as the address is. */
    default String key() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a server. */
    record Web(URI uri) implements FeedAddress {
        @Override
        public String shown() {
            String path = uri.getPath() == null ? "" : uri.getPath();
            return path.substring(path.lastIndexOf('/') + 1) + " at " + uri.getHost();
        }
    }

    /** On the controller. */
    record File(Path path, String written) implements FeedAddress {
        @Override
        public String shown() {
            return written;
        }
    }

    /**
     * The place that a text names.
     *
     * @param folder where files are searched for
     */
    static FeedAddress of(String location, Path folder) throws Feeds.Unreadable {
        int colon = location.indexOf("://");
        String scheme = colon < 0 ? "" : location.substring(0, colon).toLowerCase(Locale.ROOT);
        try {
            switch (scheme) {
                case "":
                    return new File(folder.resolve(location).toAbsolutePath().normalize(), location);
                case "file":
                    return new File(Path.of(new URI(location)), location);
                case "http", "https", "webcal":
                    URI uri = new URI((scheme.equals("webcal") ? "https" : scheme) + location.substring(colon));
                    if (uri.getHost() != null) {
                        return new Web(uri);
                    }
                    break;
                default:
                    break;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static Feeds.Unreadable wrong() {
        return new Feeds.Unreadable(
                "this is no address of a calendar", "write `https://...`, `http://...` or the name of a file");
    }
}
