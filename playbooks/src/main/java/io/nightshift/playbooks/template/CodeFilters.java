package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Arguments;
import io.nightshift.playbooks.template.python.Items;
import io.nightshift.playbooks.template.python.NewMap;
import io.nightshift.playbooks.template.python.Numbers;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Encodings, hashes, UUIDs and URLs. */
final class CodeFilters {
    private static final UUID ANSIBLE = UUID.fromString("361E6D51-FAEC-444A-9079-341386DA8E2E");
    private static final Pattern URL = Pattern.compile(
            "(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

    private CodeFilters() {}

    static void addTo(Registry<Filter> filters) {
        filters.add(
                        "b64encode",
                        "encoding",
                        (value, a, e) -> Base64.getEncoder()
                                .encodeToString(Text.of(value).getBytes(charset(a))))
                .add("b64decode", "encoding", CodeFilters::decode)
                .add("hash", "hashtype", (value, a, e) -> hash(Text.of(value), a.text("hashtype", "sha1")))
                .add("md5", "", (value, a, e) -> hash(Text.of(value), "md5"))
                .add("sha1 checksum", "", (value, a, e) -> hash(Text.of(value), "sha1"))
                .add("password_hash", "hashtype salt salt_size rounds ident", CodeFilters::password)
                .add(
                        "to_uuid",
                        "namespace",
                        (value, a, e) -> uuid(
                                Text.of(value), a.hasValue("namespace") ? namespace(a.text("namespace", "")) : ANSIBLE))
                .add("urlencode", "", (value, a, e) -> encodeUrl(value))
                .add(
                        "urldecode",
                        "",
                        (value, a, e) -> java.net.URLDecoder.decode(Text.of(value), StandardCharsets.UTF_8))
                .add("urlsplit", "query", CodeFilters::splitUrl);
    }

    private static Charset charset(Arguments arguments) {
        try {
            return Charset.forName(arguments
                    .text("encoding", "utf-8")
                    .replace("utf-16-le", "utf-16le")
                    .replace("utf-16-be", "utf-16be"));
        } catch (IllegalArgumentException unknown) {
            throw new PythonException("there is no encoding `" + arguments.text("encoding", "") + "`");
        }
    }

    private static Object decode(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        try {
            return new String(Base64.getMimeDecoder().decode(Text.of(value)), charset(arguments));
        } catch (IllegalArgumentException problem) {
            throw new PythonException("the text is no base64: " + problem.getMessage());
        }
    }

    static String hash(String text, String kind) {
        String name = switch (kind.toLowerCase(Locale.ROOT)) {
            case "md5" -> "MD5";
            case "sha1" -> "SHA-1";
            case "sha224", "sha256", "sha384", "sha512" -> "SHA-" + kind.substring(3);
            case "sha3_224", "sha3_256", "sha3_384", "sha3_512" -> "SHA3-" + kind.substring(5);
            default ->
                throw new PythonException(
                        "there is no hash `" + kind + "`", "use md5, sha1, sha224, sha256, sha384, sha512 or sha3_256");
        };
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new PythonException("this Java has no " + name);
        }
    }

    private static Object password(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        String kind = arguments.hasValue("hashtype") ? arguments.text("hashtype", "") : "sha512";
        String salt = arguments.hasValue("salt") ? arguments.text("salt", "") : null;
        return PasswordHash.hash(
                Text.of(value),
                kind,
                salt,
                arguments.integer("rounds", 0),
                arguments.integer("salt_size", 0),
                evaluation.templates().random());
    }

    private static UUID namespace(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException wrong) {
            throw new PythonException("`" + text + "` is no UUID, so it cannot be a namespace");
        }
    }

    /** A version 5 UUID, RFC 4122. */
    static String uuid(String name, UUID namespace) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + text.length);
        bytes.putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(text);
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(bytes.array()));
            long high = (hash.getLong() & ~0xf000L) | 0x5000L;
            long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
            return new UUID(high, low).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object encodeUrl(@Nullable Object value) {
        if (value instanceof String || !(value instanceof Map || value instanceof List)) {
            return quoteUrl(Text.of(value), "/");
        }
        StringBuilder out = new StringBuilder();
        for (Object pair : value instanceof Map<?, ?> map ? MapFilters.pairs(map) : Items.of(value)) {
            List<?> two = Items.of(pair);
            out.append(out.isEmpty() ? "" : "&")
                    .append(quoteUrl(Text.of(two.get(0)), "").replace("%20", "+"))
                    .append('=')
                    .append(quoteUrl(Text.of(two.get(1)), "").replace("%20", "+"));
        }
        return out.toString();
    }

    static String quoteUrl(String text, String safe) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || safe.indexOf(c) >= 0);
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", each & 0xff));
        }
        return out.toString();
    }

    private static @Nullable Object splitUrl(@Nullable Object value, Arguments arguments, Evaluation evaluation) {
        Matcher url = URL.matcher(Text.of(value));
        if (!url.matches()) {
            throw new PythonException("this is no URL");
        }
        String authority = url.group(2) == null ? "" : url.group(2);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? null : authority.substring(0, at);
        Matcher host =
                Pattern.compile("(?:\\[([^\\]]*)\\]|([^:]*))(?::(\\d*))?").matcher(authority.substring(at + 1));
        NewMap parts = new NewMap();
        parts.put("fragment", url.group(5) == null ? "" : url.group(5));
        boolean known = host.matches();
        String name = !known ? "" : host.group(1) != null ? host.group(1) : host.group(2);
        parts.put("hostname", name == null || name.isEmpty() ? null : name.toLowerCase(Locale.ROOT));
        parts.put("netloc", authority);
        parts.put("password", user == null || user.indexOf(':') < 0 ? null : user.substring(user.indexOf(':') + 1));
        parts.put("path", url.group(3));
        parts.put(
                "port",
                known && host.group(3) != null && !host.group(3).isEmpty()
                        ? Numbers.parseInteger(host.group(3), 10)
                        : null);
        parts.put("query", url.group(4) == null ? "" : url.group(4));
        parts.put("scheme", url.group(1) == null ? "" : url.group(1).toLowerCase(Locale.ROOT));
        parts.put(
                "username", user == null ? null : user.indexOf(':') < 0 ? user : user.substring(0, user.indexOf(':')));
        if (!arguments.hasValue("query") || arguments.text("query", "").isEmpty()) {
            return parts;
        }
        String wanted = arguments.text("query", "");
        if (!parts.containsKey(wanted)) {
            throw new PythonException(
                    "`urlsplit` has no part `" + wanted + "`",
                    "parts: "
                            + String.join(
                                    ", ",
                                    parts.keySet().stream().map(String::valueOf).toList()));
        }
        return parts.get(wanted);
    }
}
