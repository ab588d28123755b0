package io.nightshift.core.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A small web server for the targets' tasks: files of a folder under {@code /files/}, their checksums at {@code /sums}, and one path
 * for each thing a server may answer. Also runs by itself, so that Ansible can be given the same: {@code WebServer ADDRESS PORT FOLDER}.
 */
public final class WebServer implements AutoCloseable {
    private static final String USER = Base64.getEncoder().encodeToString("user:pass".getBytes(StandardCharsets.UTF_8));

    private final Path folder;
    private final HttpServer server;

    private WebServer(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** @param port 0 for any free one */
    public static WebServer start(String address, int port, Path folder) throws IOException {
        WebServer web = new WebServer(folder, HttpServer.create(new InetSocketAddress(address, port), 0));
        web.server.createContext("/", web::answer);
        web.server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "web");
            thread.setDaemon(true);
            return thread;
        }));
        web.server.start();
        return web;
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(start(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]))
                .url());
    }

    public URI url() {
        InetSocketAddress at = server.getAddress();
        return URI.create("http://" + at.getHostString() + ":" + at.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("Date", "Sun, 01 Nov 2026 00:00:00 GMT");
            if (path.startsWith("/files/")) {
                file(exchange, folder.resolve(path.substring("/files/".length())));
            } else if (path.startsWith("/status/")) {
                int status = Integer.parseInt(path.substring("/status/".length()));
                send(exchange, status, "text/plain", status == 204 ? "" : "status " + status + "\n");
            } else if (path.equals("/sums")) {
                send(exchange, 200, "text/plain", sums());
            } else if (path.equals("/json")) {
                send(exchange, 200, "application/json", "{\"a\": 1, \"b\": [\"x\", null, true]}");
            } else if (path.equals("/redirect")) {
                exchange.getResponseHeaders().set("Location", url() + "/files/plain.txt");
                send(exchange, 302, "text/plain", "elsewhere\n");
            } else if (path.equals("/cookie")) {
                exchange.getResponseHeaders().add("Set-Cookie", "flavour=oat; Path=/");
                exchange.getResponseHeaders().add("Set-Cookie", "size=big");
                send(exchange, 200, "text/plain", "eaten\n");
            } else if (path.equals("/secret")) {
                secret(exchange);
            } else if (path.equals("/echo")) {
                send(exchange, 200, "text/plain", echo(exchange, body));
            } else {
                send(exchange, 404, "text/plain", "nothing here\n");
            }
        }
    }

    private void file(HttpExchange exchange, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            send(exchange, 404, "text/plain", "no such file\n");
            return;
        }
        exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT");
        send(exchange, 200, "text/plain", Files.readAllBytes(file));
    }

    private static void secret(HttpExchange exchange) throws IOException {
        if (("Basic " + USER).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 200, "text/plain", "the secret\n");
        } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
            send(exchange, 401, "text/plain", "who are you?\n");
        }
    }

    private static String echo(HttpExchange exchange, byte[] body) {
        Map<String, String> named = Map.of(
                "type", String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                "test", String.valueOf(exchange.getRequestHeaders().getFirst("X-Test")));
        return exchange.getRequestMethod() + "\n" + named.get("type") + "\n" + named.get("test") + "\n"
                + new String(body, StandardCharsets.UTF_8);
    }

    private String sums() throws IOException {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve("plain.txt")));
            return HexFormat.of().formatHex(sum) + "  plain.txt\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, body.length == 0 || head ? -1 : body.length);
        if (body.length > 0 && !head) {
            exchange.getResponseBody().write(body);
        }
    }
}
