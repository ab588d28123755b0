package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.HttpRequest;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans one {@code uri} task: a request that only reads is a reading, any other is a change. */
final class UriTask {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Args args;
    private final String method;

    UriTask(Args args) {
        this.args = args;
        this.method = args.string("method").toUpperCase(Locale.ROOT);
        if (!method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new ModuleFailure("Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
        }
    }

    boolean isConditional() {
        return args.has("creates") || args.has("removes");
    }

    List<Probe> conditions() {
        List<Probe> probes = new ArrayList<>();
        args.optional("creates").ifPresent(path -> probes.add(new Probe.Glob(path)));
        args.optional("removes").ifPresent(path -> probes.add(new Probe.Glob(path)));
        return probes;
    }

    private Optional<String> needless(Readings now) {
        if (args.has("creates") && isThere(now, args.string("creates"))) {
            return Optional.of("skipped, since '" + args.string("creates") + "' exists");
        }
        if (args.has("removes") && !isThere(now, args.string("removes"))) {
            return Optional.of("skipped, since '" + args.string("removes") + "' does not exist");
        }
        return Optional.empty();
    }

    private static boolean isThere(Readings now, String pattern) {
        return !now.get(new Probe.Glob(pattern), Reading.Names.class).names().isEmpty();
    }

    Plan plan(Readings now) {
        if (isConditional() && needless(now).isPresent()) {
            return Plan.nothing();
        }
        if (args.has("src") && args.flag("remote_src") && !now.has(remoteBody())) {
            return Plan.ask(remoteBody());
        }
        HttpRequest request = request(now);
        if (!READING.contains(method)) {
            return args.has("dest")
                    ? Plan.fail("`dest` goes with GET only; register the answer and write it with copy")
                    : Plan.of(new CommandChange.SendHttp(request));
        }
        Probe.Http answer = new Probe.Http(request);
        if (!now.has(answer)) {
            return Plan.ask(answer);
        }
        UriAnswer got = UriAnswer.of(now.get(answer, Reading.HttpResponse.class));
        if (!args.has("dest") || !isWell(got)) {
            return Plan.nothing();
        }
        Probe.Path directory = new Probe.Path(args.string("dest"), true, Probe.Checksum.SHA256);
        Probe.Path file = Probe.Path.withSha256(fileIn(args.string("dest")));
        if (!now.has(directory) || !now.has(file)) {
            return Plan.ask(directory, file);
        }
        return save(now, now.path(directory).isDirectory() ? file : directory, got);
    }

    private Plan save(Readings now, Probe.Path target, UriAnswer got) {
        Reading.PathState there = now.path(target);
        Content content = Content.of(got.body());
        Attributes attributes = new Attributes(
                args.optional("owner").orElse(null),
                args.optional("group").orElse(null),
                args.has("mode")
                        ? SymbolicMode.resolve(args.string("mode"), there.exists() ? there.mode() : 0644, false)
                        : null);
        boolean same = there.isFile() && content.sha256().equals(there.checksum());
        if (!same) {
            return Plan.of(FileChange.WriteFile.of(target.path(), content, attributes));
        }
        boolean fits = (attributes.owner() == null || attributes.owner().equals(there.owner()))
                && (attributes.group() == null || attributes.group().equals(there.group()))
                && (attributes.mode() == null || attributes.mode() == there.mode());
        return fits ? Plan.nothing() : Plan.of(FileChange.SetAttributes.of(target.path(), attributes));
    }

    private String fileIn(String directory) {
        String path = URI.create(args.string("url").replace(" ", "%20")).getPath();
        String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        return (directory.endsWith("/") ? directory : directory + "/") + (name.isEmpty() ? "index.html" : name);
    }

    private HttpRequest request(Readings now) {
        Map<String, String> headers = new LinkedHashMap<>();
        args.map("headers").forEach((name, value) -> headers.put(name, String.valueOf(value)));
        UriBody body = UriBody.of(args, args.has("src") ? source(now) : null);
        boolean typed = headers.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
        if (!typed && body.type() != null) {
            headers.put("Content-Type", body.type());
        }
        headers.putIfAbsent("User-Agent", args.string("http_agent"));
        if (args.flag("force")) {
            headers.putIfAbsent("Cache-Control", "no-cache");
        }
        if (args.has("url_username")) {
            String login = args.string("url_username") + ":"
                    + args.optional("url_password").orElse("");
            headers.putIfAbsent(
                    "Authorization",
                    "Basic " + java.util.Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        boolean follow = switch (args.string("follow_redirects")) {
            case "all", "yes", "urllib2" -> true;
            case "safe" -> method.equals("GET") || method.equals("HEAD");
            default -> false;
        };
        return new HttpRequest(
                method,
                args.string("url"),
                headers,
                body.content(),
                follow,
                args.flag("validate_certs"),
                Duration.ofSeconds(args.number("timeout").orElse(30L)));
    }

    private Content source(Readings now) {
        if (!args.flag("remote_src")) {
            return args.controller().file(args.string("src"), io.nightshift.playbooks.module.Controller.Kind.FILES);
        }
        return Content.of(now.bytes(remoteBody())
                .orElseThrow(() -> new ModuleFailure("there is no file " + args.string("src") + " on the host")));
    }

    private Probe.FileContent remoteBody() {
        return Probe.FileContent.of(args.string("src"));
    }

    private boolean isWell(UriAnswer answer) {
        return args.list("status_code").stream()
                .flatMap(code -> java.util.Arrays.stream(String.valueOf(code).split(",")))
                .anyMatch(code -> code.strip().equals(Integer.toString(answer.status())));
    }

    Result result(Readings before, List<Outcome> done) {
        if (isConditional() && needless(before).isPresent()) {
            return Result.unchanged().with("stdout", needless(before).get());
        }
        Optional<Result> failure = Outcomes.failure(done);
        if (failure.isPresent()) {
            return failure.get().with("status", -1L).with("url", args.string("url"));
        }
        if (done.stream().anyMatch(outcome -> outcome instanceof Outcome.Planned && sent(outcome))) {
            return Result.unchanged().asSkipped().message("the request would be sent if not in check mode");
        }
        UriAnswer answer = done.stream()
                .filter(UriTask::sent)
                .map(outcome -> UriAnswer.of((Outcome.Done) outcome, args.string("url")))
                .findFirst()
                .orElseGet(() -> UriAnswer.of(before.get(new Probe.Http(request(before)), Reading.HttpResponse.class)));
        return describe(answer, done);
    }

    private Result describe(UriAnswer answer, List<Outcome> done) {
        boolean well = isWell(answer);
        boolean saved = done.stream().anyMatch(outcome -> !sent(outcome));
        String message = well
                ? answer.message()
                : "Status code was " + answer.status() + " and not " + args.list("status_code") + ": "
                        + answer.message();
        Result result = new Result(saved, !well, false, message, answer.headers())
                .with("status", (long) answer.status())
                .with("url", answer.url())
                .with("redirected", !answer.url().equals(args.string("url")))
                .with("elapsed", answer.seconds())
                .with("cookies", answer.cookies())
                .with("cookies_string", cookies(answer.cookies()));
        if (answer.isJson()) {
            result = answer.json().isPresent()
                    ? result.with("json", answer.json().get())
                    : result;
        }
        if (args.has("dest")) {
            result = result.with("path", path(done).orElse(args.string("dest")));
        }
        return args.flag("return_content") || !well ? result.with("content", answer.text()) : result;
    }

    private static String cookies(Map<String, Object> cookies) {
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .toList());
    }

    private static Optional<String> path(List<Outcome> done) {
        return done.stream()
                .map(Outcome::change)
                .filter(FileChange.class::isInstance)
                .map(change -> ((FileChange) change).path())
                .findFirst();
    }

    private static boolean sent(@Nullable Outcome outcome) {
        return outcome != null && outcome.change() instanceof CommandChange.SendHttp;
    }
}
