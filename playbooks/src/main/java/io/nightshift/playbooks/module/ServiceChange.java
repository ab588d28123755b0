package io.nightshift.playbooks.module;

/** Changes to services of the host's init system. */
public sealed interface ServiceChange extends Change {
    @Override
    default boolean touches(Probe probe) {
        return probe instanceof Probe.Service
                || probe instanceof Probe.AllServices
                || probe instanceof Probe.Command
                || probe instanceof Probe.Http
                || probe instanceof Probe.Await;
    }

    /** It is started or stopped. */
    record Running(String name, boolean run) implements ServiceChange {
        @Override
        public String describe() {
            return (run ? "start " : "stop ") + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.Service at && at.name().equals(name) && before instanceof Reading.Service old) {
                return new Reading.Service(old.exists(), run ? "active" : "inactive", old.enabled(), old.properties());
            }
            return before;
        }
    }

    /** It starts at boot, or no longer does. */
    record Enabled(String name, boolean enable) implements ServiceChange {
        @Override
        public String describe() {
            return (enable ? "enable " : "disable ") + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (probe instanceof Probe.Service at && at.name().equals(name) && before instanceof Reading.Service old) {
                return new Reading.Service(
                        old.exists(), old.active(), enable ? "enabled" : "disabled", old.properties());
            }
            return before;
        }
    }

    /** It is masked, or no longer so. */
    record Masked(String name, boolean mask) implements ServiceChange {
        @Override
        public String describe() {
            return (mask ? "mask " : "unmask ") + name;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            if (mask
                    && probe instanceof Probe.Service at
                    && at.name().equals(name)
                    && before instanceof Reading.Service old) {
                return new Reading.Service(old.exists(), old.active(), "masked", old.properties());
            }
            return touches(probe) ? new Reading.KnownAfterApply() : before;
        }
    }

    /** A running service takes up its configuration. At undo it is done again, last and once. */
    record Restart(String name, Kind kind) implements ServiceChange {
        /** {@code RELOAD} keeps the process where the service can. */
        public enum Kind {
            RESTART,
            RELOAD
        }

        @Override
        public String describe() {
            return (kind == Kind.RESTART ? "restart " : "reload ") + name;
        }

        @Override
        public Undo wayBack() {
            return new Undo.Again(describe());
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return new Running(name, true).predict(probe, before);
        }
    }

    /** The init system reads its unit files again. At undo it is done again, before services are restarted. */
    record ReloadUnits() implements ServiceChange {
        @Override
        public String describe() {
            return "reload unit files";
        }

        @Override
        public Undo wayBack() {
            return new Undo.Again("daemon-reload");
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return before;
        }
    }
}
