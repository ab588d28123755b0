package io.nightshift.core.platform.posix.change;

import static io.nightshift.core.platform.posix.text.ShellText.word;

import io.nightshift.core.platform.posix.change.StepText.TicketFile;
import io.nightshift.core.platform.posix.text.CurlConfig;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.FileChange;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Requests made by the host itself, with curl. Without it the step is refused, and the engine sends the request through the host. */
final class HttpSteps {
    /** The reason that the engine knows. */
    private static final String NEEDS_CURL =
            "command -v curl >/dev/null || { printf 'no http client\\n'; return 1; }\n";

    private HttpSteps() {}

    /** Prints {@code STATUS SIZE URL} on stdout; status 304 leaves the file as it is. */
    static StepText download(FileChange.Download change) {
        String p = "_ns_p=" + word(change.path()) + "\n";
        CurlConfig config = CurlConfig.of(change.request())
                .flag("fail")
                .set("write-out", "%{http_code} %{size_download} %{url_effective}\n");
        String newer = change.onlyIfNewer() ? "set -- \"$@\" -z \"$_ns_p\" -R" : ":";
        String act = p + "_ns_beside \"$_ns_p\"\n_ns_tmp=$_ns_x\n_ns_parent \"$_ns_p\" || return 1\nset --\n"
                + "if [ -f \"$_ns_p\" ]; then " + newer + "; fi\n"
                + "(umask 077; : >\"$_ns_tmp\")\n"
                + "curl -K \"$_ns_t/curl\" -o \"$_ns_tmp\" \"$@\" >\"$_ns_t/curl.said\" || { _ns_rc=$?; rm -f -- \"$_ns_tmp\"; return $_ns_rc; }\n"
                + "rm -f -- \"$_ns_t/curl\"; cat \"$_ns_t/curl.said\"\n"
                + "read -r _ns_x _ns_y <\"$_ns_t/curl.said\"\n"
                + "if [ \"$_ns_x\" = 304 ] || { [ $# -gt 0 ] && [ ! -s \"$_ns_tmp\" ]; }; then rm -f -- \"$_ns_tmp\"; return 0; fi\n"
                + checksum(change.checksum())
                + WriteSteps.finish(change.attributes(), null, change.backup())
                + "|| { _ns_rc=$?; rm -f -- \"$_ns_tmp\"; return $_ns_rc; }";
        return StepText.slow(
                        Set.of("files"), NEEDS_CURL + p + "_ns_keep \"$_ns_p\" 0", act, p + "_ns_back \"$_ns_p\" 0")
                .withFiles(List.of(new TicketFile("curl", config.bytes())));
    }

    private static String checksum(@org.jspecify.annotations.Nullable String checksum) {
        if (checksum == null) {
            return "";
        }
        int colon = checksum.indexOf(':');
        String tool = checksum.substring(0, colon).toLowerCase(Locale.ROOT).replace("-", "") + "sum";
        String wanted = checksum.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        return "_ns_x=$(" + word(tool) + " <\"$_ns_tmp\")\n"
                + "[ \"${_ns_x%% *}\" = " + word(wanted) + " ] || { printf 'what was downloaded has the "
                + tool.replace("sum", "")
                + " %s\\n' \"${_ns_x%% *}\" >&2; rm -f -- \"$_ns_tmp\"; return 1; }\n";
    }

    /** Prints the response as {@code Probe.Http} does: head and body, then a line of curl's own. */
    static StepText send(CommandChange.SendHttp change) {
        CurlConfig config = CurlConfig.of(change.request())
                .flag("include")
                .set("write-out", "\nNSH %{http_code} %{size_header} %{url_effective}\n");
        return StepText.slow(
                        Set.of(),
                        NEEDS_CURL,
                        "curl -K \"$_ns_t/curl\"; _ns_rc=$?; rm -f -- \"$_ns_t/curl\"; return $_ns_rc",
                        null)
                .withoutRoom()
                .withFiles(List.of(new TicketFile("curl", config.bytes())));
    }
}
