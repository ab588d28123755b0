package io.nightshift.core.platform.posix.read;

import io.nightshift.core.platform.HostProfile;
import io.nightshift.core.platform.posix.text.CurlConfig;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.core.platform.posix.text.ShellText;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests made by the host itself, with curl; its configuration comes on stdin, so that no header is an argument. */
final class HttpProbes implements ProbeGroup {
    /** The reason that the engine knows: it then sends the request through the host. */
    static final String NO_CLIENT = "no http client";

    private static final Pattern END = Pattern.compile("\nNSH (\\d+) (\\d+) ([^\n]*)\n(\\d+)\n?\\z");

    private final List<Probe.Http> probes;

    HttpProbes(HostProfile host, List<Probe.Http> probes) {
        this.probes = probes;
    }

    @Override
    public String script() {
        StringBuilder out = new StringBuilder("if command -v curl >/dev/null; then\n");
        for (int i = 0; i < probes.size(); i++) {
            CurlConfig config = CurlConfig.of(probes.get(i).request())
                    .flag("include")
                    .set("write-out", "\nNSH %{http_code} %{size_header} %{url_effective}\n");
            out.append("_ns_s h" + i + "\n{ _ns_x=$(").append(ShellText.print(config.bytes()));
            out.append(" | curl -K - 2>&1 >&3; printf '\\n%s' $?); } 3>&1\nprintf '%s\\n' \"${_ns_x##*\n}\"\n");
            out.append("_ns_s h" + i + ".err\nprintf '%s' \"$_ns_x\"\n");
        }
        return out.append("fi\n").toString();
    }

    @Override
    public void parse(Sections sections, Map<Probe, Reading> readings) {
        for (int i = 0; i < probes.size(); i++) {
            Probe.Http probe = probes.get(i);
            String said = sections.text("h" + i + ".err").orElse("");
            readings.put(
                    probe,
                    sections.latin1("h" + i)
                            .map(text -> response(probe, text, said))
                            .orElse(new Reading.Unreadable(NO_CLIENT)));
        }
    }

    static Reading response(Probe.Http probe, String latin1, String said) {
        Matcher end = END.matcher(latin1);
        if (!end.find()) {
            return new Reading.HttpResponse(
                    -1, Map.of(), new byte[0], probe.request().url(), problem(said));
        }
        int status = Integer.parseInt(end.group(1));
        if (status == 0 || !end.group(4).equals("0")) {
            return new Reading.HttpResponse(
                    -1, Map.of(), new byte[0], probe.request().url(), problem(said));
        }
        int headerEnd = Math.min(end.start(), Integer.parseInt(end.group(2)));
        return new Reading.HttpResponse(
                status,
                headers(latin1.substring(0, headerEnd)),
                latin1.substring(headerEnd, end.start()).getBytes(StandardCharsets.ISO_8859_1),
                end.group(3),
                null);
    }

    private static String problem(String said) {
        String text = said.substring(0, Math.max(0, said.lastIndexOf('\n'))).strip();
        return text.isEmpty() ? "the request got no answer" : text.replaceFirst("^curl: \\(\\d+\\) ", "");
    }

    /** The last block: the ones before belong to redirections. Names in lower case; several of one name are joined by commas. */
    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.split("\r?\n")) {
            int colon = line.indexOf(':');
            if (line.startsWith("HTTP/")) {
                headers.clear();
            } else if (colon > 0) {
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (one, two) -> one + ", " + two);
            }
        }
        return headers;
    }
}
