package io.nightshift.core.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook's server of a test: keeps what is posted, and answers as it is told, else with 200. */
public final class HookSink implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();

    private HookSink() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.incrementAndGet();
                String to = elsewhere.get(exchange.getRequestURI().getPath());
                Integer answer = answers.poll();
                if (to != null) {
                    exchange.getResponseHeaders().set("Location", to);
                    exchange.sendResponseHeaders(307, -1);
                } else {
                    if (answer == null) {
                        posted.add(body);
                    }
                    exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
                }
            }
        });
        server.start();
    }

    public static HookSink start() throws IOException {
        return new HookSink();
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    HookSink answering(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
        return this;
    }

    HookSink leading(String path, String to) {
        elsewhere.put(path, to);
        return this;
    }

    /** The next message; null if there is none for a while. */
    public String next() throws InterruptedException {
        return posted.poll(10, TimeUnit.SECONDS);
    }

    public boolean isEmpty() {
        return posted.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
