package io.nightshift.playbooks.module;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request sent from the host's place in the network. Headers and body may be secret and never show in argv. */
public record HttpRequest(
        String method,
        String url,
        Map<String, String> headers,
        @Nullable Content body,
        boolean followRedirects,
        boolean validateCertificates,
        Duration limit) {
    public HttpRequest {
        headers = Map.copyOf(headers);
    }
}
