package io.nightshift.playbooks.builtin;

import io.nightshift.playbooks.module.Args;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Change;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange.SetAttributes;
import io.nightshift.playbooks.module.FileChange.WriteFile;
import io.nightshift.playbooks.module.ModuleFailure;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Reading.PathState;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text file of the host that a module edits. Text that is not UTF-8 is taken byte for byte, so that what is not edited
 * stays as it is.
 *
 * @param path where it really is, links resolved
 * @param text null when there is no such file
 */
record TextFile(String path, PathState state, @Nullable String text, Charset charset) {

    static List<Probe> probes(String path) {
        return List.of(Probe.Path.of(path), Probe.FileContent.of(path));
    }

    static TextFile read(HostView host, String path) {
        return read(host, path, null);
    }

    /** @param encoding null to find out: UTF-8, else byte for byte */
    static TextFile read(HostView host, String path, @Nullable Charset encoding) {
        host.need(probes(path));
        String real = host.real(path);
        PathState state = host.at(real);
        if (state.isDirectory()) {
            throw new ModuleFailure(path + " is a directory, not a file");
        }
        Optional<byte[]> bytes = state.exists() ? host.bytes(real) : Optional.empty();
        if (bytes.isEmpty()) {
            return new TextFile(real, state, null, encoding == null ? StandardCharsets.UTF_8 : encoding);
        }
        if (encoding != null) {
            return new TextFile(real, state, new String(bytes.get(), encoding), encoding);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.get()))
                    .toString();
            return new TextFile(real, state, text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            String text = new String(bytes.get(), StandardCharsets.ISO_8859_1);
            return new TextFile(real, state, text, StandardCharsets.ISO_8859_1);
        }
    }

    boolean exists() {
        return text != null;
    }

    /** The text there is; empty when there is no file. */
    String textOrEmpty() {
        return text == null ? "" : text;
    }

    /** The lines with their line ends. */
    List<String> lines() {
        return lines(textOrEmpty());
    }

    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end + 1));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** What makes the file hold this text, with the owner, group, mode, backup and validation the task asks for. */
    List<Change> become(HostView host, Args args, String newText) {
        FileAttributes attributes =
                args.spec().parameter("mode").isPresent() ? FileAttributes.of(args) : FileAttributes.NONE;
        String validate = args.spec().parameter("validate").isPresent()
                ? args.optional("validate").orElse(null)
                : null;
        return become(host, attributes, newText, validate, args.flag("backup"));
    }

    List<Change> become(
            HostView host, FileAttributes attributes, String newText, @Nullable String validate, boolean backup) {
        if (validate != null && !validate.contains("%s")) {
            throw new ModuleFailure(
                    "`validate` must hold %s where the path of the file to check belongs, but is `" + validate + "`");
        }
        if (newText.equals(text)) {
            Attributes missing = attributes.missing(state);
            return missing.keepsAll() ? List.of() : List.of(SetAttributes.of(path, missing));
        }
        List<Change> changes =
                exists() ? new ArrayList<>() : Directories.missing(host, HostPath.parent(path), Attributes.KEEP);
        changes.add(new WriteFile(
                path,
                Content.of(encode(newText)),
                attributes.wanted(state, false),
                validate,
                backup && exists(),
                false));
        return changes;
    }

    private byte[] encode(String newText) {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(newText));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new ModuleFailure(
                    path + " is not UTF-8, and the new text has characters that " + charset + " has not");
        }
    }
}
