package io.nightshift.core.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages to webhooks. Answers are not read beyond their status, and redirects are followed only on the same server. */
final class WebhookChannel implements Channel {
    private static final int MOST_REDIRECTS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Webhook> webhooks;
    private final Duration limit;
    private final @Nullable SSLContext trust;
    private @Nullable HttpClient client;

    /** @param limit for one attempt */
    WebhookChannel(List<Webhook> webhooks, Duration limit, @Nullable SSLContext trust) {
        this.webhooks =
                webhooks.stream().collect(Collectors.toMap(Webhook::name, Function.identity(), (first, same) -> first));
        this.limit = limit;
        this.trust = trust;
    }

    @Override
    public Map<String, Fate> send(Message message, List<String> addressees) {
        Map<String, Fate> fates = new LinkedHashMap<>();
        for (String addressee : addressees) {
            Webhook webhook = webhooks.get(addressee);
            fates.put(
                    addressee,
                    webhook == null ? Fate.never("nobody is called so") : post(webhook, text(webhook.form(), message)));
        }
        return fates;
    }

    static String text(Webhook.Form form, Message message) {
        return JSON.writeValueAsString(
                switch (form) {
                    case JSON -> JsonForm.of(message);
                    case TEAMS -> TeamsForm.of(message);
                    case SLACK -> SlackForm.of(message);
                });
    }

    private Fate post(Webhook webhook, String text) {
        URI url = webhook.url();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(limit)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("User-Agent", "nightshift")
                    .POST(HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8))
                    .build();
            CompletableFuture<HttpResponse<Void>> asked =
                    client().sendAsync(request, HttpResponse.BodyHandlers.discarding());
            try {
                HttpResponse<Void> answer = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                Optional<URI> elsewhere = redirect(answer, url);
                if (elsewhere.isEmpty()) {
                    return fate(answer.statusCode());
                }
                url = elsewhere.get();
            } catch (TimeoutException e) {
                asked.cancel(true);
                return Fate.later("it did not answer within " + limit.toSeconds() + " s");
            } catch (ExecutionException e) {
                return problem(e.getCause());
            } catch (InterruptedException e) {
                asked.cancel(true);
                Thread.currentThread().interrupt();
                return Fate.later("interrupted");
            }
        }
        return Fate.never("it leads in a circle of redirects");
    }

    /** Where the same server wants it instead, with the same text. */
    private static Optional<URI> redirect(HttpResponse<Void> answer, URI url) {
        if (answer.statusCode() != 307 && answer.statusCode() != 308) {
            return Optional.empty();
        }
        try {
            return answer.headers()
                    .firstValue("Location")
                    .map(url::resolve)
                    .filter(to -> url.getScheme().equalsIgnoreCase(to.getScheme())
                            && url.getHost().equalsIgnoreCase(to.getHost())
                            && url.getPort() == to.getPort());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Fate fate(int status) {
        if (status >= 200 && status < 300) {
            return Fate.SENT;
        }
        String answered = "it answers with status " + status;
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return Fate.later(answered);
        }
        return Fate.never(
                switch (status) {
                    case 400, 415, 422 -> answered + ": is `form` the one it understands?";
                    case 401, 403, 404, 410 -> answered + ": its address is not valid any more, or not complete";
                    default -> status >= 300 && status < 400 ? answered + ", a redirect to another server" : answered;
                });
    }

    private static Fate problem(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnknownHostException || each instanceof java.nio.channels.UnresolvedAddressException) {
                return Fate.later("its server's name is not known");
            }
            if (each instanceof SSLException) {
                return Fate.later("its certificate is not accepted, or it speaks no TLS");
            }
            if (each instanceof HttpConnectTimeoutException || each instanceof java.net.http.HttpTimeoutException) {
                return Fate.later("it did not answer in time");
            }
            if (each instanceof ConnectException) {
                return Fate.later("its server cannot be reached");
            }
        }
        return Fate.later(
                cause instanceof IOException ? "the connection broke" : "it could not be sent (" + name(cause) + ")");
    }

    private static String name(@Nullable Throwable cause) {
        return cause == null ? "no reason" : cause.getClass().getSimpleName();
    }

    /** Made when the first message goes out. */
    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(limit)
                    .version(HttpClient.Version.HTTP_1_1);
            if (trust != null) {
                builder.sslContext(trust);
            }
            made = builder.build();
            client = made;
        }
        return made;
    }
}
