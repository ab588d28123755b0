package io.nightshift.core.notify;

import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads webhooks. An address is as good as a password where it comes from a chat, so it is repeated in no message. */
final class WebhookReader {
    private static final List<String> KEYS = List.of("name", "url", "url_file", "form", "insecure");
    private static final List<String> FORMS = Arrays.stream(Webhook.Form.values())
            .map(form -> form.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Diagnostics problems;
    private final NotifyFields fields;
    private final NotifyReader.SecretFiles secrets;
    private final Consumer<String> hide;
    private final Set<String> names = new HashSet<>();
    private int number;

    WebhookReader(Diagnostics problems, NotifyFields fields, NotifyReader.SecretFiles secrets, Consumer<String> hide) {
        this.problems = problems;
        this.fields = fields;
        this.secrets = secrets;
        this.hide = hide;
    }

    List<Webhook> read(Optional<YamlNode> node) {
        List<Webhook> all = new ArrayList<>();
        node.ifPresent(it -> {
            if (it instanceof YamlNode.Sequence list) {
                list.items().forEach(item -> webhook(item).ifPresent(all::add));
            } else {
                problems.error(it.position(), 1, "`webhooks` is a list, but this is " + it.kind(), "begin with `- `");
            }
        });
        return all;
    }

    private Optional<Webhook> webhook(YamlNode node) {
        number++;
        Optional<YamlNode.Mapping> parts = fields.mapping(node, "a webhook", KEYS);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        boolean insecure = fields.truth(parts.get(), "insecure", false);
        Webhook.Form form = form(parts.get());
        Optional<URI> url = url(parts.get(), insecure);
        String name = parts.get()
                .get("name")
                .flatMap(it -> fields.text(it, "a name"))
                .map(YamlNode.Scalar::text)
                .orElse(form.name().toLowerCase(Locale.ROOT) + " webhook " + number);
        if (!names.add(name)) {
            problems.error(
                    parts.get().position(), 1, "another webhook is called `" + name + "`, too", "give it a `name`");
        }
        return url.map(it -> new Webhook(name, it, form));
    }

    private Webhook.Form form(YamlNode.Mapping parts) {
        Optional<YamlNode.Scalar> word = parts.get("form").flatMap(node -> fields.text(node, "a form such as json"));
        if (word.isPresent() && !FORMS.contains(word.get().text())) {
            fields.unknown(word.get(), "there is no form `" + word.get().text() + "`", FORMS);
        }
        return word.map(YamlNode.Scalar::text)
                .filter(FORMS::contains)
                .map(text -> Webhook.Form.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(Webhook.Form.JSON);
    }

    private Optional<URI> url(YamlNode.Mapping parts, boolean insecure) {
        if (parts.has("url") == parts.has("url_file")) {
            boolean both = parts.has("url");
            problems.error(
                    parts.position(),
                    1,
                    both ? "a webhook has either `url` or `url_file`" : "this webhook has no address",
                    "write its URL into a file that only Nightshift may read, and name it: `url_file: FILE`");
            return Optional.empty();
        }
        String key = parts.has("url") ? "url" : "url_file";
        Optional<YamlNode.Scalar> text = fields.text(parts.get(key).orElseThrow(), "an address");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        YamlNode.Scalar written = text.get();
        @Nullable String url = key.equals("url") ? written.text() : secret(written);
        if (url == null) {
            return Optional.empty();
        }
        hide.accept(url.strip());
        return checked(written, url.strip(), insecure);
    }

    private @Nullable String secret(YamlNode.Scalar named) {
        try {
            return new String(secrets.read(named.text()).reveal());
        } catch (NotifyReader.Missing e) {
            problems.error(named, String.valueOf(e.getMessage()), e.hint);
            return null;
        }
    }

    private Optional<URI> checked(YamlNode.Scalar written, String url, boolean insecure) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (scheme.equals("https") || scheme.equals("http"))) {
                if (scheme.equals("https") || insecure || MailReader.isLoopback(uri.getHost())) {
                    hideParts(uri);
                    return Optional.of(uri);
                }
                problems.error(
                        written.position(),
                        1,
                        "this address is not protected on its way: it begins with http",
                        "use https, or say `insecure: yes`");
                return Optional.empty();
            }
        } catch (java.net.URISyntaxException e) {
            // Told below, without the address.
        }
        problems.error(written.position(), 1, "this is no address of a webhook", "it is one such as https://HOST/PATH");
        return Optional.empty();
    }

    /** The path is what makes it a secret; a server may repeat it alone. */
    private void hideParts(URI uri) {
        for (String part : new String[] {uri.getRawPath(), uri.getRawQuery()}) {
            if (part != null && part.length() >= 12) {
                hide.accept(part);
            }
        }
    }
}
