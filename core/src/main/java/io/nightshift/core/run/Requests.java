package io.nightshift.core.run;

import io.nightshift.core.http.HttpAnswer;
import io.nightshift.core.http.TunnelHttp;
import io.nightshift.core.journal.StepId;
import io.nightshift.core.journal.StepRecord;
import io.nightshift.core.run.StepRunner.OutcomeUnknown;
import io.nightshift.core.transport.TransportException;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.CommandChange;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.Outcome;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** HTTP for tasks: readings, requests that change something, and downloads, all through the host's connection. */
final class Requests {
    private static final long LARGEST_BODY = 64 << 20;
    private final RunContext run;
    private final StepRunner steps;

    Requests(RunContext run, StepRunner steps) {
        this.run = run;
        this.steps = steps;
    }

    /** What a request that only reads finds. */
    static Reading read(HostAccess access, Probe.Http probe) throws TransportException {
        try {
            HttpAnswer answer = new TunnelHttp(access.entry().open()).send(probe.request());
            return new Reading.HttpResponse(answer.status(), answer.headers(), bytes(answer), answer.url(), null);
        } catch (IOException e) {
            return new Reading.HttpResponse(
                    -1, Map.of(), new byte[0], probe.request().url(), String.valueOf(e.getMessage()));
        }
    }

    /** A request that changes something: journalled as not undoable before it leaves. */
    Outcome send(StepRunner.Origin origin, HostAccess access, CommandChange.SendHttp change)
            throws TransportException, OutcomeUnknown {
        Optional<Outcome> before = new LostSteps(run).madeBefore(origin, access, change);
        if (before.isPresent()) {
            return before.get();
        }
        StepId id = steps.intendWithoutTicket(origin, access, change, null);
        Instant started = run.clock.instant();
        try {
            HttpAnswer answer = new TunnelHttp(access.entry().open()).send(change.request());
            StringBuilder headers = new StringBuilder();
            answer.headers()
                    .forEach((name, value) ->
                            headers.append(name).append(": ").append(value).append('\n'));
            String body = new String(bytes(answer), StandardCharsets.UTF_8);
            run.store.conclude(id, StepRecord.State.DONE, null, run.clock.instant());
            return new Outcome.Done(change, answer.status(), body, headers.toString(), started, run.clock.instant());
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            run.store.conclude(id, StepRecord.State.FAILED, run.redactor.clean(message), run.clock.instant());
            return new Outcome.Failed(change, message, -1, "", "");
        }
    }

    /** A download: fetched by the controller through the host, checked, then written as any other file is. */
    Outcome download(StepRunner.Origin origin, HostAccess access, FileChange.Download download, List<Probe> next)
            throws TransportException, OutcomeUnknown, StepLost {
        HttpAnswer answer;
        try {
            answer = new TunnelHttp(access.entry().open()).send(download.request());
        } catch (IOException e) {
            return failed(download, String.valueOf(e.getMessage()), -1);
        }
        try {
            if (answer.status() == 304) {
                Instant now = run.clock.instant();
                return new Outcome.Done(download, 304, "", "", now, now);
            }
            if (answer.status() != 200) {
                return failed(download, "the server answered " + answer.status(), answer.status());
            }
            String wrong = wrongChecksum(download.checksum(), answer.body());
            if (wrong != null) {
                return failed(download, wrong, 200);
            }
            Content.LocalFile content =
                    new Content.LocalFile(answer.body(), Files.size(answer.body()), digest("SHA-256", answer.body()));
            String told = "size: " + content.size() + "\nsha1: " + digest("SHA-1", answer.body()) + "\nmd5: "
                    + digest("MD5", answer.body()) + "\n";
            if (isThere(access, download, content)) {
                Instant now = run.clock.instant();
                return new Outcome.Done(download, 304, "", told, now, now);
            }
            FileChange.WriteFile write = new FileChange.WriteFile(
                    download.path(), content, download.attributes(), null, download.backup(), false);
            Outcome written = steps.apply(origin, access, write, next);
            if (written instanceof Outcome.Failed failure) {
                return new Outcome.Failed(
                        download, failure.message(), failure.status(), failure.stdout(), failure.stderr());
            }
            Outcome.Done done = (Outcome.Done) written;
            return new Outcome.Done(download, 200, done.stdout(), told, done.started(), done.ended());
        } catch (IOException e) {
            return failed(download, "the download cannot be kept: " + e.getMessage(), -1);
        } finally {
            delete(answer.body());
        }
    }

    /** The same bytes with the owner and mode that are wanted: nothing has to be written. */
    private static boolean isThere(HostAccess access, FileChange.Download download, Content content)
            throws TransportException {
        Probe.Path probe = new Probe.Path(download.path(), false, Probe.Checksum.SHA256);
        if (!(access.read(List.of(probe), List.of()).get(probe) instanceof Reading.PathState there)
                || !there.isFile()) {
            return false;
        }
        Attributes wanted = download.attributes();
        Integer mode = wanted.mode();
        return content.sha256().equals(there.checksum())
                && (mode == null || mode == there.mode())
                && (wanted.owner() == null || wanted.owner().equals(there.owner()))
                && (wanted.group() == null || wanted.group().equals(there.group()));
    }

    private static Outcome failed(FileChange.Download download, String message, int status) {
        return new Outcome.Failed(download, message, status, "", "");
    }

    private static @org.jspecify.annotations.Nullable String wrongChecksum(
            @org.jspecify.annotations.Nullable String wanted, Path file) throws IOException {
        if (wanted == null) {
            return null;
        }
        String[] parts = wanted.split(":", 2);
        String name = parts[0].toUpperCase(Locale.ROOT).replaceFirst("SHA", "SHA-");
        String found = digest(name, file);
        return found.equalsIgnoreCase(parts[1].strip())
                ? null
                : "the " + parts[0] + " of the download is " + found + ", not " + parts[1];
    }

    private static String digest(String algorithm, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IOException("there is no checksum `" + algorithm + "`", e);
        }
    }

    private static byte[] bytes(HttpAnswer answer) throws IOException {
        try {
            if (Files.size(answer.body()) > LARGEST_BODY) {
                throw new IOException("the response is larger than " + (LARGEST_BODY >> 20) + " MiB");
            }
            return Files.readAllBytes(answer.body());
        } finally {
            delete(answer.body());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
