package io.nightshift.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Controller;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.TaskSettings;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RedactorTest {
    private static final String SECRET = "pass w\u00f6rd/\"1\"\\+%&";
    private final Redactor redactor = new Redactor();

    private String cleaned(String text) {
        return redactor.clean(text);
    }

    @Test
    void a_secret_is_found_in_every_form_it_is_written_in() {
        redactor.hide(SECRET);
        String json = JsonMapper.builder().build().writeValueAsString(SECRET);
        assertThat(cleaned("it is " + SECRET + ".")).isEqualTo("it is ********.");
        assertThat(cleaned("{\"a\":" + json + "}")).isEqualTo("{\"a\":\"********\"}");
        String url = URLEncoder.encode(SECRET, UTF_8);
        assertThat(cleaned("?p=" + url + "&q")).isEqualTo("?p=********&q");
        assertThat(cleaned(url.replace("+", "%20"))).isEqualTo("********");
        assertThat(cleaned(url.toLowerCase(java.util.Locale.ROOT))).isEqualTo("********");
        for (String before : List.of("", "a", "ab", "user:")) {
            String encoded = Base64.getEncoder().encodeToString((before + SECRET + "z").getBytes(UTF_8));
            assertThat(cleaned("Basic " + encoded)).contains("********").doesNotContain(encoded.substring(8, 20));
        }
    }

    @Test
    void the_longest_wins_and_neighbours_are_both_found() {
        redactor.hide(List.of("secret", "secret-longer", "other"));
        assertThat(cleaned("secret-longersecretothersecre")).isEqualTo("************************secre");
        assertThat(cleaned("nothing")).isSameAs(cleaned("nothing"));
    }

    @Test
    void ordinary_and_very_short_words_stay() {
        redactor.hide(List.of("root", "True", "abc"));
        assertThat(cleaned("root said True to abc")).isEqualTo("root said True to abc");
    }

    @Test
    void a_thousand_secrets_in_a_megabyte_are_found_in_one_pass() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[12];
            random.nextBytes(bytes);
            String secret = Base64.getEncoder().encodeToString(bytes);
            redactor.hide(secret);
            text.append("x".repeat(1000)).append(secret);
        }
        assertThat(cleaned(text.toString())).matches("(x{1000}\\*{8}){1000}");
    }

    @Test
    void secret_arguments_passwords_in_urls_and_telling_headers_are_hidden_others_stay() {
        ModuleSpec spec = ModuleSpec.builtin(
                "x",
                "x",
                Parameter.string("password", "x").hidden(),
                Parameter.string("url", "x"),
                Parameter.of("headers", Parameter.Type.MAP, "x").hidden());
        Map<String, Object> given = Map.of(
                "password", "first-secret",
                "url", "https://me:second%2Dsecret@host/page",
                "headers", Map.of("Authorization", "Bearer third", "Accept", "text/plain"));
        redactor.hideArguments(Args.of(spec, given, Absent.CONTROLLER, TaskSettings.PLAIN));
        assertThat(cleaned("first-secret second%2Dsecret second-secret Bearer third text/plain me@host"))
                .isEqualTo("******** ******** ******** ******** text/plain me@host");
    }

    @Test
    void what_a_hidden_task_was_answered_is_hidden_line_by_line() {
        redactor.hideAnswers(Map.of(
                "stdout", "short\n  a long enough line \n", "results", List.of(Map.of("content", "encoded-content"))));
        assertThat(cleaned("short, a long enough line, encoded-content")).isEqualTo("short, ********, ********");
    }

    /** A controller nobody asks. */
    private static final class Absent {
        static final Controller CONTROLLER = (Controller) java.lang.reflect.Proxy.newProxyInstance(
                Absent.class.getClassLoader(), new Class<?>[] {Controller.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException(method.getName());
                });
    }
}
