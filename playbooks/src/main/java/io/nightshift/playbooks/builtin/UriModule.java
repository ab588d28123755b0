package io.nightshift.playbooks.builtin;

import static io.nightshift.playbooks.module.Parameter.flag;
import static io.nightshift.playbooks.module.Parameter.of;
import static io.nightshift.playbooks.module.Parameter.path;
import static io.nightshift.playbooks.module.Parameter.string;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.ModuleSpec;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Parameter.Type;
import io.nightshift.playbooks.module.Plan;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Readings;
import io.nightshift.playbooks.module.Result;
import io.nightshift.playbooks.module.TaskModule;
import java.util.List;
import java.util.Map;

/** {@code uri}: a web address is asked or told something, from the host's place in the network. */
final class UriModule implements TaskModule {
    private static final ModuleSpec SPEC = ModuleSpec.builtin(
                    "uri",
                    "Talks to a web service from the host's place in the network.",
                    string("url", "The address.").must(),
                    string("method", "GET, HEAD, POST, PUT, PATCH, DELETE and so on.")
                            .or("GET"),
                    of("status_code", Type.LIST, "Status codes that are well.").or(List.of(200L)),
                    flag("return_content", false, "Return the body as `content`."),
                    of("headers", Type.MAP, "Headers to send.").or(Map.of()),
                    of("body", Type.RAW, "What to send."),
                    string("src", "A file whose content to send."),
                    flag("remote_src", false, "`src` is on the host."),
                    string("body_format", "How a body that is not text is written.")
                            .or("raw")
                            .oneOf("raw", "json", "form-urlencoded"),
                    string("url_username", "Name to log in with.").alias("user"),
                    string("url_password", "Password to log in with.")
                            .alias("password")
                            .hidden(),
                    flag("force_basic_auth", false, "Accepted; name and password are always sent at once."),
                    string("follow_redirects", "Which redirects are followed; `safe` is those of GET and HEAD.")
                            .or("safe")
                            .oneOf("all", "yes", "safe", "urllib2", "no", "none"),
                    path("creates", "A path or pattern; where it is there, nothing is sent."),
                    path("removes", "A path or pattern; where it is not there, nothing is sent."),
                    path("dest", "File or directory on the host that gets the body."),
                    string("owner", "Owner of `dest`."),
                    string("group", "Group of `dest`."),
                    of("mode", Type.MODE, "File mode of `dest`."),
                    of("timeout", Type.INTEGER, "Seconds after which to give up.")
                            .or(30L),
                    flag("validate_certs", true, "Check the server's certificate."),
                    string("http_agent", "What to name ourselves.").or("nightshift"),
                    flag("use_proxy", true, "Accepted; the host's environment says whether there is one."),
                    flag("use_netrc", true, "Accepted; passwords come from the task alone."),
                    flag("decompress", true, "Accepted; answers are asked for as they are."),
                    flag("unsafe_writes", false, "Accepted; a file that cannot be renamed over is written in place."),
                    flag("force", false, "Ask caches on the way for a fresh copy.")
                            .alias("thirsty"))
            .exclusive("body", "src");

    @Override
    public ModuleSpec spec() {
        return SPEC;
    }

    @Override
    public List<Probe> probe(Args args) {
        UriTask task = new UriTask(args);
        return task.isConditional() ? task.conditions() : List.of();
    }

    @Override
    public Plan plan(Args args, Readings now) {
        return new UriTask(args).plan(now);
    }

    @Override
    public Result result(Args args, Readings before, List<Outcome> done) {
        return new UriTask(args).result(before, done);
    }
}
