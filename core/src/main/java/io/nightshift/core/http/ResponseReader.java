package io.nightshift.core.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one HTTP/1.1 response (RFC 9112): status line, headers, and a body by length, in chunks, or to the end. */
final class ResponseReader {
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_HEADERS = 500;
    private final InputStream in;

    ResponseReader(InputStream in) {
        this.in = in;
    }

    /** What stands before the body. */
    record Head(int status, Map<String, String> headers) {}

    Head head() throws IOException {
        while (true) {
            String line = line();
            String[] parts = line.split(" ", 3);
            if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
                throw new IOException("the other end does not speak HTTP");
            }
            Map<String, String> headers = headers();
            int status = Integer.parseInt(parts[1]);
            if (status >= 200) {
                return new Head(status, headers);
            }
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int count = 0; count < MOST_HEADERS; count++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.merge(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (one, other) -> one + ", " + other);
            }
        }
        throw new IOException("the response has more than " + MOST_HEADERS + " headers");
    }

    void body(Head head, String method, OutputStream to) throws IOException {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return;
        }
        if (head.headers()
                .getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            chunks(to);
        } else if (head.headers().containsKey("content-length")) {
            copy(
                    Long.parseLong(
                            head.headers().get("content-length").split(",")[0].strip()),
                    to);
        } else {
            in.transferTo(to);
        }
    }

    private void chunks(OutputStream to) throws IOException {
        while (true) {
            String size = line().split(";", 2)[0].strip();
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                headers();
                return;
            }
            copy(length, to);
            line();
        }
    }

    private void copy(long length, OutputStream to) throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the response ended " + left + " bytes early");
            }
            to.write(buffer, 0, read);
            left -= read;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended before the response did");
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("a line of the response is too long");
            }
            line.append((char) c);
        }
        int length = line.length();
        String text = length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
