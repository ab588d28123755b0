package io.nightshift.core.notify;

import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.Position;
import io.nightshift.inventory.yaml.YamlNode;
import io.nightshift.inventory.yaml.YamlReader;
import io.nightshift.playbooks.TimeText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads who is told what; everything that is wrong is reported at its place. */
public final class NotifyReader {
    private static final List<String> KEYS = List.of("mail", "webhooks", "events", "escalate", "ca_file");
    private static final List<String> ESCALATION = List.of("after", "to", "webhooks");

    private final Diagnostics problems;
    private final NotifyFields fields;
    private final SecretFiles secrets;
    private Path folder = Path.of("");

    /** @param secrets opens the files that hold passwords and addresses */
    public NotifyReader(Diagnostics problems, SecretFiles secrets) {
        this.problems = problems;
        this.fields = new NotifyFields(problems);
        this.secrets = secrets;
    }

    /** Opens files that hold one secret each. */
    public interface SecretFiles {
        Secret read(String named) throws Missing;
    }

    /** A file that is not there, or holds nothing. */
    public static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;
        final transient @Nullable String hint;

        public Missing(String sentence, @Nullable String hint) {
            super(sentence);
            this.hint = hint;
        }
    }

    /**
     * Empty where something is wrong.
     *
     * @param hide is given every secret that was read
     */
    public Optional<NotifySettings> read(Path file, Consumer<String> hide) {
        int before = problems.all().size();
        folder = file.toAbsolutePath().normalize().resolveSibling("");
        Optional<YamlNode> node = new YamlReader(problems).read(file);
        if (node.isEmpty()) {
            if (problems.all().size() == before) {
                String name = file.toAbsolutePath().normalize().toString();
                problems.error(
                        Position.ofFile(name), 1, "this file says nothing about notifications", "it has " + all());
            }
            return Optional.empty();
        }
        Optional<NotifySettings> settings =
                fields.mapping(node.get(), "notifications", KEYS).map(parts -> settings(parts, hide));
        return problems.hasErrors() ? Optional.empty() : settings;
    }

    private static String all() {
        return String.join(", ", KEYS);
    }

    private NotifySettings settings(YamlNode.Mapping parts, Consumer<String> hide) {
        MailReader mailReader = new MailReader(problems, fields, secrets, hide);
        WebhookReader webhookReader = new WebhookReader(problems, fields, secrets, hide);
        @Nullable MailServer mail = null;
        List<String> to = List.of();
        Optional<YamlNode> mailNode = parts.get("mail");
        if (mailNode.isPresent()) {
            Optional<YamlNode.Mapping> mailParts = fields.mapping(mailNode.get(), "`mail`", MailReader.KEYS);
            mail = mailParts.flatMap(mailReader::server).orElse(null);
            to = mailParts.map(mailReader::to).orElse(List.of());
            mailParts
                    .filter(it -> !it.has("to"))
                    .ifPresent(it ->
                            problems.error(it.position(), 1, "`mail` has no `to`", "add `to: [desk@example.org]`"));
        }
        List<Webhook> webhooks = webhookReader.read(parts.get("webhooks"));
        if (mailNode.isEmpty() && !parts.has("webhooks")) {
            problems.error(parts.position(), 1, "nobody is told anything", "add `mail` or `webhooks`");
        }
        @Nullable Duration after = null;
        Addressees others = Addressees.NOBODY;
        Optional<YamlNode.Mapping> escalate =
                parts.get("escalate").flatMap(node -> fields.mapping(node, "`escalate`", ESCALATION));
        if (escalate.isPresent()) {
            after = after(escalate.get());
            others = others(escalate.get(), mailNode.isPresent(), mailReader, webhookReader);
        }
        return new NotifySettings(mail, new Addressees(to, webhooks), occasions(parts), after, others, trust(parts));
    }

    private @Nullable SSLContext trust(YamlNode.Mapping parts) {
        Optional<YamlNode.Scalar> file = parts.get("ca_file").flatMap(node -> fields.text(node, "the name of a file"));
        if (file.isEmpty()) {
            return null;
        }
        Path named = folder.resolve(file.get().text());
        try {
            return Trust.with(named);
        } catch (IOException e) {
            problems.error(file.get(), "the file of certificates cannot be read", "it is looked for beside this file");
        } catch (GeneralSecurityException e) {
            problems.error(file.get(), "there is no certificate in this file", "it holds them as PEM");
        }
        return null;
    }

    private Set<Occasion> occasions(YamlNode.Mapping parts) {
        if (!parts.has("events")) {
            return Occasion.USUAL;
        }
        Set<Occasion> chosen = EnumSet.noneOf(Occasion.class);
        for (YamlNode.Scalar word : fields.texts(parts.get("events"), "an event such as `abort`")) {
            Optional<Occasion> occasion = Occasion.named(word.text());
            occasion.ifPresent(chosen::add);
            if (occasion.isEmpty()) {
                fields.unknown(word, "there is no event `" + word.text() + "`", Occasion.words());
            }
        }
        return chosen;
    }

    private @Nullable Duration after(YamlNode.Mapping parts) {
        Optional<YamlNode> node = parts.get("after");
        if (node.isEmpty()) {
            problems.error(parts.position(), 1, "`escalate` has no `after`", "add `after: 30m`");
            return null;
        }
        Optional<YamlNode.Scalar> text = fields.text(node.get(), "a time such as 30m");
        Optional<Duration> time = text.flatMap(it -> TimeText.read(it.text())).filter(it -> !it.isZero());
        if (text.isPresent() && time.isEmpty()) {
            problems.error(text.get(), "`" + text.get().text() + "` is no time", "write a time such as 30m or 2h");
        }
        return time.orElse(null);
    }

    private Addressees others(YamlNode.Mapping parts, boolean mailIsThere, MailReader mail, WebhookReader webhooks) {
        List<String> to = mail.to(parts);
        if (!to.isEmpty() && !mailIsThere) {
            problems.error(
                    parts.entry("to").orElseThrow().key(),
                    "there is no `mail` to send these messages with",
                    "add `mail` with its server and sender");
        }
        List<Webhook> addresses = webhooks.read(parts.get("webhooks"));
        if (!parts.has("to") && !parts.has("webhooks")) {
            problems.error(parts.position(), 1, "`escalate` tells nobody", "add `to` or `webhooks`");
        }
        return new Addressees(to, addresses);
    }
}
