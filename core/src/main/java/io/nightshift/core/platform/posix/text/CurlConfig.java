package io.nightshift.core.platform.posix.text;

import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A request as a configuration file of curl (its man page, option {@code --config}), so that nothing of it is an argument. */
public final class CurlConfig {
    private final StringBuilder lines = new StringBuilder();

    private CurlConfig() {}

    /** Everything of the request but a body that is no text. */
    public static CurlConfig of(HttpRequest request) {
        CurlConfig config = new CurlConfig();
        config.set("url", request.url()).flag("silent").flag("show-error").flag("globoff");
        config.set("proto", "=http,https,ftp,file");
        config.lines
                .append("max-time = ")
                .append(Math.max(1, request.limit().toSeconds()))
                .append('\n');
        if (request.method().equals("HEAD")) {
            config.flag("head");
        } else if (!request.method().equals("GET") || request.body() != null) {
            config.set("request", request.method());
        }
        for (Map.Entry<String, String> header : new TreeMap<>(request.headers()).entrySet()) {
            config.set("header", header.getKey() + ": " + header.getValue());
        }
        if (request.followRedirects()) {
            config.flag("location");
        }
        if (!request.validateCertificates()) {
            config.flag("insecure");
        }
        if (request.body() instanceof Content.Bytes body) {
            config.set("data-binary", new String(body.bytes(), StandardCharsets.UTF_8));
        }
        return config;
    }

    /** A setting with a value. */
    public CurlConfig set(String name, String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        lines.append(name).append(" = \"").append(escaped).append("\"\n");
        return this;
    }

    /** A setting that is on or off. */
    public CurlConfig flag(String name) {
        lines.append(name).append('\n');
        return this;
    }

    public byte[] bytes() {
        return HostText.encode(lines.toString());
    }
}
