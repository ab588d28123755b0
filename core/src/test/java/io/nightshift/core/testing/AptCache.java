package io.nightshift.core.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy for the targets' apt that keeps what never changes under its name (packages, indexes by hash) in
 * {@code ~/.cache/nightshift/apt}. Tests stay fast, the mirror is asked once, and a target needs neither DNS nor a route
 * to the world. Everything else is passed on.
 */
final class AptCache {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final HttpClient mirror = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Map<URI, Object> locks = new ConcurrentHashMap<>();
    private final HttpServer server;

    private AptCache(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts on a free port of the given address and runs until this process ends. */
    static AptCache start(String address) throws IOException {
        String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path folder = Files.createDirectories(Path.of(caches, "nightshift", "apt"));
        AptCache cache = new AptCache(folder, HttpServer.create(new InetSocketAddress(address, 0), 0));
        cache.server.createContext("/", cache::answer);
        cache.server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "apt-cache");
            thread.setDaemon(true);
            return thread;
        }));
        cache.server.start();
        return cache;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI wanted = exchange.getRequestURI();
        try (exchange) {
            if (!"http".equals(wanted.getScheme()) || !"GET".equals(exchange.getRequestMethod())) {
                exchange.sendResponseHeaders(405, -1);
            } else if (wanted.getPath().endsWith(".deb") || wanted.getPath().contains("/by-hash/")) {
                sendKept(exchange, wanted);
            } else {
                passOn(exchange, wanted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendKept(HttpExchange exchange, URI wanted) throws IOException, InterruptedException {
        Path kept = folder.resolve(wanted.getRawSchemeSpecificPart().replaceAll("[^A-Za-z0-9._+~%-]+", "_"));
        synchronized (locks.computeIfAbsent(wanted, any -> new Object())) {
            if (!Files.exists(kept)) {
                Path part = Files.createTempFile(folder, "part", "");
                try {
                    HttpRequest request =
                            HttpRequest.newBuilder(wanted).timeout(PATIENCE).build();
                    HttpResponse<Path> response = mirror.send(request, BodyHandlers.ofFile(part));
                    if (response.statusCode() != 200) {
                        exchange.sendResponseHeaders(response.statusCode(), -1);
                        return;
                    }
                    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
        }
        exchange.sendResponseHeaders(200, Files.size(kept));
        try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(kept, body);
        }
    }

    private void passOn(HttpExchange exchange, URI wanted) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(wanted).timeout(PATIENCE);
        for (String name : List.of("If-Modified-Since", "Accept")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        HttpResponse<InputStream> response = mirror.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            for (String name : List.of("Last-Modified", "Content-Type", "ETag")) {
                response.headers()
                        .allValues(name)
                        .forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
            boolean empty = response.statusCode() != 200;
            exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : 0);
            if (!empty) {
                try (OutputStream out = exchange.getResponseBody()) {
                    body.transferTo(out);
                }
            }
        }
    }
}
