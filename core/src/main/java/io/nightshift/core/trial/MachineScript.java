package io.nightshift.core.trial;

import io.nightshift.core.platform.posix.text.HostText;
import io.nightshift.core.platform.posix.text.Sections;
import io.nightshift.core.transport.Frame;
import io.nightshift.core.transport.Output;
import io.nightshift.core.trial.MachineState.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes stock of a machine in one round trip, and reads the answer. */
public final class MachineScript {
    private static final String SCRIPT = resource("machine.sh");
    private static final String EXCLUSIONS = resource("machine-exclusions.txt")
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(line -> "-path " + line.split("\\s+", 2)[0])
            .collect(Collectors.joining(" -o "));

    private final String word;

    public MachineScript(RandomGenerator random) {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        word = "s" + HexFormat.of().formatHex(bytes);
    }

    public String text() {
        return SCRIPT.replace("WORD", word).replace("EXCLUSIONS", EXCLUSIONS);
    }

    /**
     * The machine as it answered.
     *
     * @throws IOException when the answer is not whole
     */
    public MachineState read(Frame answer) throws IOException {
        Sections sections = new Sections(word, unpacked(answer.stdout()));
        if (!sections.complete()) {
            String said = answer.stderr().text().strip();
            throw new IOException("the machine's answer is not whole" + (said.isEmpty() ? "" : ": " + said));
        }
        Map<Kind, Map<String, String>> all = new EnumMap<>(Kind.class);
        Map<String, String> sums = MachineLines.sums(sections.latin1("sums").orElse(""));
        Map<String, String> files = new TreeMap<>();
        sections.latin1("files").ifPresent(text -> MachineLines.found(text, sums, files));
        sections.latin1("files.stat").ifPresent(text -> MachineLines.stated(text, sums, files));
        all.put(Kind.FILE, files);
        all.put(Kind.PACKAGE, MachineLines.packages(text(sections, "packages")));
        all.put(Kind.UNIT, MachineLines.units(text(sections, "unit-files"), text(sections, "units")));
        all.put(Kind.USER, MachineLines.accounts(text(sections, "users")));
        all.put(Kind.GROUP, MachineLines.accounts(text(sections, "groups")));
        Map<String, String> ports = new TreeMap<>(MachineLines.ports(text(sections, "ports")));
        ports.putAll(MachineLines.kernelPorts(text(sections, "ports.proc")));
        all.put(Kind.PORT, ports);
        all.put(Kind.MOUNT, MachineLines.mounts(text(sections, "mounts")));
        Map<String, String> modules = new TreeMap<>();
        text(sections, "modules").lines().filter(line -> !line.isBlank()).forEach(line -> modules.put(line, "loaded"));
        all.put(Kind.MODULE, modules);
        return new MachineState(all);
    }

    private static String text(Sections sections, String name) {
        return sections.latin1(name).map(HostText::decode).orElse("");
    }

    private static Output unpacked(Output output) throws IOException {
        byte[] bytes = output.bytes();
        boolean packed = bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        if (!packed) {
            return output;
        }
        if (output.skipped() > 0) {
            throw new IOException("the machine has more to say than fits");
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return Output.owning(in.readAllBytes(), 0, new byte[0]);
        }
    }

    private static String resource(String name) {
        try (InputStream in = MachineScript.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
