package io.nightshift.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A self-contained page: no script, nothing fetched, fit for paper; every text stands in it as text. */
public final class Page {
    /** The page may not fetch or run anything, even if a text got past the escaping. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final StringBuilder out = new StringBuilder();

    public Page(String title) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>" + text(title) + "</title>\n<style>\n" + css() + "</style>\n</head>\n<body>\n")
                .append("<h1>" + text(title) + "</h1>\n");
    }

    public void facts(Map<String, String> facts) {
        out.append("<dl class=\"facts\">\n");
        facts.forEach((name, value) -> out.append("<dt>" + text(name) + "</dt><dd>" + text(value) + "</dd>\n"));
        out.append("</dl>\n");
    }

    public void chapter(String title) {
        out.append("<h2>" + text(title) + "</h2>\n");
    }

    public void verdict(boolean good, String sentence) {
        out.append("<p><span class=\"state " + (good ? "good\">GOOD" : "bad\">NOT GOOD") + "</span> " + text(sentence)
                + "</p>\n");
    }

    public void list(String title, List<String> lines) {
        out.append("<h3>" + text(title) + "</h3>\n<ul class=\"differences\">\n");
        lines.forEach(line -> out.append("<li>" + text(line) + "</li>\n"));
        out.append("</ul>\n");
    }

    /** Markup of the caller's own, its texts made safe by {@link #text}. */
    void markup(String markup) {
        out.append(markup);
    }

    /** The whole page. */
    public String end(String footer) {
        return out + "<footer>" + text(footer) + "</footer>\n</body>\n</html>\n";
    }

    /** The text as text, whatever it holds. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        String shown =
                text.lines().map(SafeText::line).reduce((a, b) -> a + "\n" + b).orElse("");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private static String css() {
        try (InputStream css = Page.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(css, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
