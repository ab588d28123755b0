package io.nightshift.playbooks.module;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to files, directories and links. */
public sealed interface FileChange extends Change {
    /** The path it acts on, absolute. */
    String path();

    @Override
    default boolean touches(Probe probe) {
        return Paths.concerns(probe, path());
    }

    /**
     * A file gets these bytes: written beside it, synced, checked, renamed over it, so that it is old or new and never half.
     *
     * @param attributes null parts keep those of an existing file; a new one gets the host's defaults
     * @param validate a command that must succeed on the temporary file, {@code %s} standing for its path; null for none
     * @param backup leaves a copy of the old file beside it, named as Ansible does
     * @param secret the content must not show in a diff
     */
    record WriteFile(
            String path,
            Content content,
            Attributes attributes,
            @Nullable String validate,
            boolean backup,
            boolean secret)
            implements FileChange {
        public static WriteFile of(String path, Content content, Attributes attributes) {
            return new WriteFile(path, content, attributes, null, false, false);
        }

        @Override
        public String describe() {
            return "write " + path + " (" + content.size() + " bytes)";
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return FilePredictions.afterWrite(this, probe, before);
        }
    }

    /** A directory is made; its parent must be there. */
    record MakeDirectory(String path, Attributes attributes) implements FileChange {
        @Override
        public String describe() {
            return "make directory " + path;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return FilePredictions.afterMakeDirectory(this, probe, before);
        }
    }

    /** A file, link or whole directory goes away; it is kept aside on the same file system until undo is pruned. */
    record RemovePath(String path) implements FileChange {
        @Override
        public String describe() {
            return "remove " + path;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return FilePredictions.afterRemove(this, probe, before);
        }
    }

    /**
     * Owner, group and mode of paths that are there (or come to be earlier in the same plan). The module resolves symbolic modes
     * and recursion, so each entry is exact.
     */
    record SetAttributes(String path, List<Entry> entries) implements FileChange {
        /** {@code followLink}: act on what a link leads to, not on the link. */
        public record Entry(String path, Attributes attributes, boolean followLink) {}

        public SetAttributes {
            entries = List.copyOf(entries);
        }

        public static SetAttributes of(String path, Attributes attributes) {
            return new SetAttributes(path, List.of(new Entry(path, attributes, true)));
        }

        @Override
        public String describe() {
            return "set owner and mode of " + path
                    + (entries.size() > 1 ? " and " + (entries.size() - 1) + " more" : "");
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return FilePredictions.afterSetAttributes(this, probe, before);
        }
    }

    /** Access and modification time, in epoch seconds; null is now. Makes an empty file where there is none. */
    record Touch(
            String path,
            @Nullable Double accessed,
            @Nullable Double modified) implements FileChange {
        @Override
        public String describe() {
            return "touch " + path;
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return FilePredictions.afterTouch(this, probe, before);
        }
    }

    /** A symbolic or hard link, put in place by rename over what file or link was there. */
    record MakeLink(String path, String target, boolean hard) implements FileChange {
        @Override
        public String describe() {
            return "link " + path + " to " + target;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.isAboutPaths(probe);
        }

        @Override
        public Reading predict(Probe probe, Reading before) {
            return FilePredictions.afterMakeLink(this, probe, before);
        }
    }

    /** A file or directory gets another name on the same host. */
    record Move(String path, String to) implements FileChange {
        @Override
        public String describe() {
            return "move " + path + " to " + to;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.isAboutPaths(probe);
        }
    }

    /** A file on the host is copied there to another path (copy with {@code remote_src}). */
    record CopyOnHost(
            String path,
            String from,
            Attributes attributes,
            @Nullable String validate,
            boolean backup) implements FileChange {
        @Override
        public String describe() {
            return "copy " + from + " to " + path;
        }
    }

    /**
     * An archive's members are laid into a directory.
     *
     * @param archive bytes from the controller, or null with {@code archiveOnHost} given
     * @param format tar, tar.gz, tar.bz2, tar.xz, tar.zst or zip
     * @param extraOptions handed to tar or unzip
     */
    record Unpack(
            String path,
            @Nullable Content archive,
            @Nullable String archiveOnHost,
            String format,
            List<String> include,
            List<String> exclude,
            List<String> extraOptions,
            boolean keepNewer,
            Attributes attributes)
            implements FileChange {
        public Unpack {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            extraOptions = List.copyOf(extraOptions);
        }

        @Override
        public String describe() {
            return "unpack " + (archiveOnHost == null ? "an archive" : archiveOnHost) + " into " + path;
        }

        @Override
        public boolean touches(Probe probe) {
            return Paths.isAboutPaths(probe);
        }
    }

    /**
     * A file is fetched by the host from a URL (or through it, where it has no tool for that) and put in place as by {@link WriteFile}.
     *
     * @param checksum {@code ALGORITHM:HEX}, null for none
     */
    record Download(
            String path,
            HttpRequest request,
            @Nullable String checksum,
            Attributes attributes,
            boolean backup,
            boolean onlyIfNewer)
            implements FileChange {
        @Override
        public String describe() {
            return "download " + request.url() + " to " + path;
        }
    }

    /** A file comes to the controller; the host is not changed. */
    record FetchFile(String path, String localPath, boolean validateChecksum) implements FileChange {
        @Override
        public String describe() {
            return "fetch " + path + " to " + localPath;
        }

        @Override
        public Undo wayBack() {
            return Undo.NOT_NEEDED;
        }

        @Override
        public boolean touches(Probe probe) {
            return false;
        }
    }
}
