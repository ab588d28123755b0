package io.nightshift.core.notify;

import io.nightshift.core.transport.Secret;
import io.nightshift.inventory.yaml.Diagnostics;
import io.nightshift.inventory.yaml.YamlNode;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the mail server, its login and addresses. */
final class MailReader {
    static final List<String> KEYS = List.of("server", "tls", "from", "user", "password_file", "to");

    private final Diagnostics problems;
    private final NotifyFields fields;
    private final NotifyReader.SecretFiles secrets;
    private final Consumer<String> hide;

    MailReader(Diagnostics problems, NotifyFields fields, NotifyReader.SecretFiles secrets, Consumer<String> hide) {
        this.problems = problems;
        this.fields = fields;
        this.secrets = secrets;
        this.hide = hide;
    }

    Optional<MailServer> server(YamlNode.Mapping parts) {
        Optional<YamlNode.Scalar> address = required(parts, "server", "server: smtp://mail.example.org:587");
        Optional<String> from =
                required(parts, "from", "from: nightshift@example.org").flatMap(this::address);
        boolean tls = fields.truth(parts, "tls", true);
        Optional<URI> uri = address.flatMap(this::uri);
        boolean sealed = uri.isPresent() && "smtps".equals(uri.get().getScheme());
        if (sealed && !tls) {
            problems.error(
                    parts.entry("tls").orElseThrow().key(), "smtps is TLS already", "write `smtp://` or remove `tls`");
        }
        Optional<YamlNode.Scalar> user = parts.get("user").flatMap(node -> fields.text(node, "a login name"));
        @Nullable Secret password = password(parts, user);
        if (user.isPresent() && !tls && uri.isPresent() && !isLoopback(uri.get().getHost())) {
            problems.error(
                    user.get(),
                    "the password would cross the network for everybody to read",
                    "remove `tls: no`, or the login where the server wants none");
        }
        if (uri.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        int usual = sealed ? 465 : tls ? 587 : 25;
        return Optional.of(new MailServer(
                uri.get().getHost(),
                uri.get().getPort() < 0 ? usual : uri.get().getPort(),
                sealed ? MailServer.Security.TLS : tls ? MailServer.Security.STARTTLS : MailServer.Security.NONE,
                from.get(),
                user.map(YamlNode.Scalar::text).orElse(null),
                password));
    }

    /** The addresses below {@code to}. */
    List<String> to(YamlNode.Mapping parts) {
        List<String> all = new ArrayList<>();
        fields.texts(parts.get("to"), "a mail address")
                .forEach(text -> address(text).ifPresent(all::add));
        return all;
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
    }

    private Optional<YamlNode.Scalar> required(YamlNode.Mapping parts, String key, String example) {
        Optional<YamlNode> node = parts.get(key);
        if (node.isEmpty()) {
            problems.error(parts.position(), 1, "`mail` has no `" + key + "`", "add `" + example + "`");
            return Optional.empty();
        }
        return fields.text(node.get(), key.equals("server") ? "the address of a mail server" : "a mail address");
    }

    private Optional<URI> uri(YamlNode.Scalar text) {
        String hint = "write smtp://HOST:PORT, or smtps://HOST:PORT";
        try {
            URI uri = URI.create(text.text().strip());
            boolean known = "smtp".equals(uri.getScheme()) || "smtps".equals(uri.getScheme());
            if (known
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPath().isEmpty()) {
                return Optional.of(uri);
            }
            if (uri.getUserInfo() != null) {
                hint = "the login belongs under `user` and `password_file`";
                hide.accept(uri.getUserInfo().replaceFirst("^[^:]*:", ""));
            }
        } catch (IllegalArgumentException e) {
            // Told below, without what the parser calls it.
        }
        problems.error(text, "this is no address of a mail server", hint);
        return Optional.empty();
    }

    private Optional<String> address(YamlNode.Scalar text) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(text.text(), true);
            if (addresses.length == 1
                    && !addresses[0].isGroup()
                    && addresses[0].getAddress().contains("@")) {
                addresses[0].validate();
                return Optional.of(addresses[0].toString());
            }
        } catch (AddressException e) {
            // Told below.
        }
        problems.error(
                text,
                "`" + text.text() + "` is no mail address",
                "write one such as desk@example.org, or \"Service desk <desk@example.org>\"; several are a list");
        return Optional.empty();
    }

    private @Nullable Secret password(YamlNode.Mapping parts, Optional<YamlNode.Scalar> user) {
        Optional<YamlNode> file = parts.get("password_file");
        parts.get("password").ifPresent(it -> hide.accept(String.valueOf(it.toValue())));
        if (file.isEmpty()) {
            user.ifPresent(it -> problems.error(
                    it,
                    "`" + it.text() + "` has no password",
                    "add `password_file: FILE`, or `password_file: credential:NAME` for one that systemd loads"));
            return null;
        }
        Optional<YamlNode.Scalar> named = fields.text(file.get(), "the name of a file");
        if (user.isEmpty() && !parts.has("user")) {
            named.ifPresent(it -> problems.error(it, "there is a password, but no `user`", "add `user: NAME`"));
        }
        return named.flatMap(this::secret).orElse(null);
    }

    private Optional<Secret> secret(YamlNode.Scalar named) {
        try {
            Secret secret = secrets.read(named.text());
            hide.accept(new String(secret.reveal()));
            return Optional.of(secret);
        } catch (NotifyReader.Missing e) {
            problems.error(named, String.valueOf(e.getMessage()), e.hint);
            return Optional.empty();
        }
    }
}
