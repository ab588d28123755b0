package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.FileChange.Download;
import io.nightshift.playbooks.module.HttpRequest;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file from the web, fetched from the host's place in the network. */
final class GetUrlModule implements TaskModule {
    private static final ModuleSpec SPEC = FileAttributes.with(ModuleSpec.builtin(
            "get_url",
            "Downloads a file to the host.",
            Parameter.string("url", "Where it is: http or https.").must(),
            Parameter.path("dest", "Where it goes; a directory keeps the name the file has in the URL.")
                    .must(),
            Parameter.string(
                    "checksum",
                    "`ALGORITHM:DIGEST`, or `ALGORITHM:URL` of a list of digests. A file that has it is not downloaded"
                            + " again; one that has not is refused."),
            Parameter.flag("force", false, "Download even if the file is there."),
            Parameter.flag("backup", false, "Leave a copy of the old file beside it, with the time in its name."),
            Parameter.of("headers", Type.MAP, "Further request headers.").hidden(),
            Parameter.of("timeout", Type.INTEGER, "Seconds until the request is given up.")
                    .or(10L),
            Parameter.string("url_username", "User for basic authentication.").alias("username"),
            Parameter.string("url_password", "Password for basic authentication.")
                    .alias("password")
                    .hidden(),
            Parameter.flag(
                    "force_basic_auth", false, "Taken for compatibility: user and password are always sent at once."),
            Parameter.flag("validate_certs", true, "Check the server's certificate."),
            Parameter.string("http_agent", "The User-Agent header.").or("nightshift"),
            Parameter.flag("use_proxy", true, "Taken for compatibility: the host's own place in the network is used."),
            Parameter.flag("use_netrc", true, "Taken for compatibility: passwords come from the task alone."),
            Parameter.flag("decompress", true, "Taken for compatibility: files are kept as they come."),
            Parameter.path("tmp_dest", "Taken for compatibility: files are always received beside their place.")));

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        String dest = HostPath.withoutSlash(args.string("dest"));
        List<Probe> probes = new ArrayList<>();
        probes.add(new Probe.Path(dest, true, Checksum.NONE));
        probes.add(new Probe.Path(HostPath.parent(dest), true, Checksum.NONE));
        DownloadChecksum.of(args).flatMap(DownloadChecksum::list).ifPresent(url -> probes.add(list(args, url)));
        return probes;
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return HostView.plan(now, host -> {
            if (!args.string("url").matches("(?i)https?://.+")) {
                throw new ModuleFailure(
                        "`url` must begin with http:// or https://, but is `" + args.string("url") + "`");
            }
            String path = path(args, host);
            PathState state = host.through(path);
            FileAttributes attributes = FileAttributes.of(args);
            Optional<String> digest = digest(args, host);
            if (state.isFile() && !args.flag("force") && (digest.isEmpty() || hasDigest(host, path, digest.get()))) {
                List<Change> changes = FileModule.set(state, attributes);
                return changes.isEmpty() ? Plan.nothing("file already exists") : Plan.of(changes);
            }
            if (!host.through(HostPath.parent(path)).isDirectory()) {
                throw new ModuleFailure("there is no directory " + HostPath.parent(path) + " for " + path
                        + "; make it with a file task (`state: directory`) before this one");
            }
            return Plan.of(new Download(
                    path,
                    request(args, args.string("url")),
                    digest.orElse(null),
                    attributes.wanted(state, false),
                    args.flag("backup") && state.exists(),
                    false));
        });
    }

    /** {@code ALGORITHM:HEX} for the file, looked up in the list of digests where there is one. */
    private static Optional<String> digest(Args args, HostView host) {
        return DownloadChecksum.of(args)
                .map(checksum -> checksum.list()
                        .map(url -> {
                            Probe.Http list = list(args, url);
                            host.need(list);
                            return checksum.find(host.readings().get(list, Reading.HttpResponse.class), name(args));
                        })
                        .orElse(checksum.text()));
    }

    private static boolean hasDigest(HostView host, String path, String digest) {
        String[] parts = digest.split(":", 2);
        return parts[1].equals(host.state(new Probe.Path(path, true, DownloadChecksum.algorithm(parts[0])))
                .checksum());
    }

    private static String path(Args args, HostView host) {
        String dest = HostPath.withoutSlash(args.string("dest"));
        return args.string("dest").endsWith("/") || host.through(dest).isDirectory()
                ? HostPath.join(dest, name(args))
                : dest;
    }

    /** What the file is called in the URL. */
    private static String name(Args args) {
        String url = args.string("url").replaceFirst("[?#].*", "").replaceFirst("^[a-zA-Z]+://[^/]*", "");
        String name = url.isEmpty() ? "" : HostPath.name(url);
        return name.isEmpty() ? "index.html" : name;
    }

    private static Probe.Http list(Args args, String url) {
        return new Probe.Http(request(args, url));
    }

    private static HttpRequest request(Args args, String url) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", args.string("http_agent"));
        args.map("headers").forEach((name, value) -> headers.put(name, String.valueOf(value)));
        if (args.has("url_username")) {
            String login = args.string("url_username") + ":"
                    + args.optional("url_password").orElse("");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        Duration limit = Duration.ofSeconds(args.number("timeout").orElse(10L));
        return new HttpRequest("GET", url, headers, null, true, args.flag("validate_certs"), limit);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        HostView host = new HostView(before);
        String path = path(args, host);
        Result result = Result.of(done).with("url", args.string("url")).with("dest", path);
        if (result.failed()) {
            return result;
        }
        if (done.isEmpty()) {
            result = result.message("file already exists");
        }
        Probe.Path probe = new Probe.Path(path, true, Checksum.NONE);
        for (var value : HostView.described(probe, before, done).entrySet()) {
            result = result.with(value.getKey(), value.getValue());
        }
        Optional<Outcome.Done> made = Outcomes.made(done, Download.class);
        return made.isPresent() ? downloaded(result, args, host.through(path), made.get()) : result;
    }

    /** The engine tells size and digests of what came on standard error; status 304 says that the file is as it was. */
    private static Result downloaded(Result result, Args args, PathState before, Outcome.Done made) {
        Map<String, String> told = new LinkedHashMap<>();
        made.stderr()
                .lines()
                .map(line -> line.split(": ", 2))
                .forEach(pair -> told.put(pair[0], pair[pair.length - 1]));
        boolean same = made.status() == 304;
        Map<String, Object> values = new LinkedHashMap<>();
        if (told.containsKey("size")) {
            long size = Long.parseLong(told.getOrDefault("size", "0"));
            FileAttributes.describeWritten(before, FileAttributes.of(args).wanted(before, false), size, values);
            values.put("checksum_src", told.getOrDefault("sha1", ""));
            values.put("checksum_dest", same ? told.getOrDefault("sha1", "") : null);
            values.put("md5sum", told.getOrDefault("md5", ""));
        }
        values.put("status_code", 200L);
        values.put("elapsed", Duration.between(made.started(), made.ended()).toSeconds());
        if (!made.stdout().isBlank()) {
            values.put("backup_file", made.stdout().strip());
        }
        Result all = new Result(
                result.changed() && !same,
                false,
                false,
                "OK (" + told.getOrDefault("size", "unknown") + " bytes)",
                result.values());
        for (var value : values.entrySet()) {
            all = all.with(value.getKey(), value.getValue());
        }
        return all;
    }
}
