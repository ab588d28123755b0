package io.nightshift.core.http;

import java.nio.file.Path;
import java.util.Map;

/**
 * A response whose body is in a private file of the controller, since it may be larger than memory.
 *
 * @param headers by lower-case name; several of one name are joined with a comma
 * @param url where it finally came from
 */
public record HttpAnswer(int status, Map<String, String> headers, Path body, String url) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }
}
