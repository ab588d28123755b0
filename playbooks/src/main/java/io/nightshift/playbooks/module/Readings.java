package io.nightshift.playbooks.module;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers to a module's probes. Asking for one that was not probed is a bug of the module. */
public final class Readings {
    public static final Readings NONE = new Readings(Map.of());

    private final Map<Probe, Reading> answers;

    public Readings(Map<Probe, Reading> answers) {
        this.answers = Map.copyOf(answers);
    }

    /** These and more; later ones replace earlier ones. */
    public Readings and(Map<Probe, Reading> more) {
        Map<Probe, Reading> all = new HashMap<>(answers);
        all.putAll(more);
        return new Readings(all);
    }

    public boolean has(Probe probe) {
        return answers.containsKey(probe);
    }

    public Map<Probe, Reading> all() {
        return answers;
    }

    /** The reading as it came, {@link Reading.Unreadable} included. */
    public Reading raw(Probe probe) {
        Reading reading = answers.get(probe);
        if (reading == null) {
            throw new IllegalStateException("not probed: " + probe);
        }
        return reading;
    }

    /**
     * The reading of the kind this probe has.
     *
     * @throws ModuleFailure when the host did not let us read it
     * @throws KnownAfterApply in check mode when it rests on something not done
     */
    public <R extends Reading> R get(Probe probe, Class<R> kind) {
        Reading reading = raw(probe);
        if (reading instanceof Reading.Unreadable unreadable) {
            throw new ModuleFailure(unreadable.reason());
        }
        if (reading instanceof Reading.KnownAfterApply) {
            throw new KnownAfterApply(probe);
        }
        return kind.cast(reading);
    }

    public Reading.PathState path(Probe.Path probe) {
        return get(probe, Reading.PathState.class);
    }

    /** A text file's content (UTF-8); empty when there is no such file. Fails when it is larger than the probe's limit. */
    public Optional<String> text(Probe.FileContent probe) {
        return bytes(probe).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    public Optional<byte[]> bytes(Probe.FileContent probe) {
        Reading.Bytes read = get(probe, Reading.Bytes.class);
        if (!read.complete()) {
            throw new ModuleFailure(probe.path() + " is larger than " + probe.limit() + " bytes");
        }
        return Optional.ofNullable(read.bytes());
    }

    public Optional<String> crontab(Probe.Crontab probe) {
        return Optional.ofNullable(get(probe, Reading.Bytes.class).bytes())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    public List<Reading.PathState> tree(Probe.Tree probe) {
        return get(probe, Reading.Tree.class).entries();
    }

    public Reading.CommandOutput command(Probe.Command probe) {
        return get(probe, Reading.CommandOutput.class);
    }

    public Map<String, Reading.PackageState> packages(Probe.Packages probe) {
        return get(probe, Reading.Packages.class).states();
    }

    public Reading.Service service(Probe.Service probe) {
        return get(probe, Reading.Service.class);
    }

    public Optional<Reading.User.Entry> user(Probe.User probe) {
        return Optional.ofNullable(get(probe, Reading.User.class).entry());
    }

    public Optional<Reading.Group.Entry> group(Probe.Group probe) {
        return Optional.ofNullable(get(probe, Reading.Group.class).entry());
    }
}
