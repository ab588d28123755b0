package io.nightshift.core.http;

import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.Tunnel;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.HttpRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/1.1 client (RFC 9112) over a host's connection: the host opens the TCP connection, TLS and HTTP are the controller's.
 * No listener is opened on either side, and nothing secret comes near a command line.
 */
public final class TunnelHttp {
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "http-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final Connection connection;

    public TunnelHttp(Connection connection) {
        this.connection = connection;
    }

    /**
     * Sends a request and follows redirects where it says so.
     *
     * @throws IOException when there was no response, with a reason for the technician
     */
    public HttpAnswer send(HttpRequest request) throws IOException {
        HttpRequest now = request;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpAnswer answer = once(now);
            String location = answer.headers().get("location");
            if (!request.followRedirects() || !REDIRECTS.contains(answer.status()) || location == null) {
                return answer;
            }
            Files.deleteIfExists(answer.body());
            now = redirected(now, answer.status(), location);
        }
        throw new IOException("more than " + MOST_REDIRECTS + " redirects");
    }

    /** Credentials are not handed to another host. */
    private static HttpRequest redirected(HttpRequest request, int status, String location) throws IOException {
        URI from = uri(request.url());
        URI to = from.resolve(location);
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (!String.valueOf(from.getHost()).equalsIgnoreCase(to.getHost())) {
            headers.keySet()
                    .removeIf(name -> Set.of("authorization", "cookie").contains(name.toLowerCase(Locale.ROOT)));
        }
        boolean again = status == 307
                || status == 308
                || request.method().equals("GET")
                || request.method().equals("HEAD");
        return new HttpRequest(
                again ? request.method() : "GET",
                to.toString(),
                headers,
                again ? request.body() : null,
                true,
                request.validateCertificates(),
                request.limit());
    }

    private HttpAnswer once(HttpRequest request) throws IOException {
        URI uri = uri(request.url());
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        Tunnel tunnel;
        try {
            tunnel = connection.tunnel(uri.getHost(), port, request.limit());
        } catch (TransportException e) {
            throw new IOException("no connection to " + uri.getHost() + ":" + port + ": " + e.getMessage(), e);
        }
        ScheduledFuture<?> deadline =
                DEADLINES.schedule(tunnel::close, Math.max(1, request.limit().toMillis()), TimeUnit.MILLISECONDS);
        long began = System.nanoTime();
        try (Socket plain = new TunnelSocket(tunnel)) {
            if (!secure) {
                return exchange(request, uri, port, plain.getInputStream(), plain.getOutputStream());
            }
            try (SSLSocket tls = Certificates.over(plain, uri.getHost(), port, request.validateCertificates())) {
                return exchange(request, uri, port, tls.getInputStream(), tls.getOutputStream());
            }
        } catch (IOException | RuntimeException e) {
            boolean late = System.nanoTime() - began >= request.limit().toNanos();
            throw new IOException(late ? "no answer within " + seconds(request.limit()) : reason(e), e);
        } finally {
            deadline.cancel(false);
        }
    }

    private static HttpAnswer exchange(HttpRequest request, URI uri, int port, InputStream in, OutputStream out)
            throws IOException {
        Content body = request.body();
        out.write(head(request, uri, port, body).getBytes(StandardCharsets.UTF_8));
        if (body instanceof Content.Bytes bytes) {
            out.write(bytes.bytes());
        } else if (body instanceof Content.LocalFile file) {
            Files.copy(file.path(), out);
        }
        out.flush();
        ResponseReader reader = new ResponseReader(new BufferedInputStream(in, 64 << 10));
        ResponseReader.Head head = reader.head();
        Path file = Files.createTempFile(
                "nightshift-http-",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream to = Files.newOutputStream(file)) {
            reader.body(head, request.method(), to);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new HttpAnswer(head.status(), head.headers(), file, request.url());
    }

    private static String head(HttpRequest request, URI uri, int port, @org.jspecify.annotations.Nullable Content body)
            throws IOException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + port);
        headers.put("user-agent", "nightshift");
        headers.put("accept", "*/*");
        headers.put("connection", "close");
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        if (body != null) {
            headers.put("content-length", String.valueOf(body.size()));
        }
        StringBuilder text = new StringBuilder(request.method() + " " + path + query + " HTTP/1.1\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if ((header.getKey() + header.getValue()).chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IOException("the header `" + header.getKey() + "` holds a line break");
            }
            text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    private static URI uri(String url) throws IOException {
        try {
            URI uri = URI.create(url.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("`" + url + "` is not a URL: " + e.getMessage(), e);
        }
        throw new IOException("`" + url + "` is not an http or https URL");
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String seconds(Duration limit) {
        return limit.toSeconds() + " s";
    }
}
