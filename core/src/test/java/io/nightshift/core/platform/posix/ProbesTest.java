package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.platform.PreparedStep;
import io.nightshift.core.platform.ProbeBatch;
import io.nightshift.core.transport.Frame;
import io.nightshift.playbooks.module.Attributes;
import io.nightshift.playbooks.module.Content;
import io.nightshift.playbooks.module.FileChange;
import io.nightshift.playbooks.module.PackageManager;
import io.nightshift.playbooks.module.Probe;
import io.nightshift.playbooks.module.Probe.Checksum;
import io.nightshift.playbooks.module.Reading;
import io.nightshift.playbooks.module.Reading.PathState.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What probes read on this machine, through each of its shells. */
class ProbesTest {
    private static final String SHELLS = "io.nightshift.core.platform.posix.SomeShell#names";

    @TempDir
    Path home;

    @ParameterizedTest
    @MethodSource(SHELLS)
    void pathsAreSeenWhateverTheirNames(String shell) throws Exception {
        Host host = new Host(shell, home);
        Path file = Files.writeString(home.resolve("a file\nwith 'odd' $name"), "hello\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Path link = Files.createSymbolicLink(home.resolve("link"), file);
        Path broken = Files.createSymbolicLink(home.resolve("broken"), Path.of("nowhere\n"));
        Probe plain = Probe.Path.of(file.toString());
        Probe summed = Probe.Path.withSha256(link.toString());
        Probe linkItself = Probe.Path.of(link.toString());
        Probe brokenItself = Probe.Path.of(broken.toString());
        Probe brokenFollowed = new Probe.Path(broken.toString(), true, Checksum.MD5);
        Probe absent = Probe.Path.of(home + "/absent/deeper");
        Probe folder = Probe.Path.of(home.toString());

        Map<Probe, Reading> read = host.read(plain, summed, linkItself, brokenItself, brokenFollowed, absent, folder);

        Reading.PathState state = (Reading.PathState) read.get(plain);
        assertThat(state.kind()).isEqualTo(Kind.FILE);
        assertThat(state.mode()).isEqualTo(0751);
        assertThat(state.size()).isEqualTo(6);
        assertThat(state.modified())
                .isCloseTo(
                        Files.getLastModifiedTime(file).toMillis() / 1000.0, org.assertj.core.data.Offset.offset(1.0));
        assertThat(((Reading.PathState) read.get(summed)).checksum())
                .isEqualTo(Content.of("hello\n").sha256());
        assertThat(((Reading.PathState) read.get(linkItself)).linkTarget()).isEqualTo(file.toString());
        assertThat(((Reading.PathState) read.get(brokenItself)).linkTarget()).isEqualTo("nowhere\n");
        assertThat(((Reading.PathState) read.get(brokenFollowed)).exists()).isFalse();
        assertThat(((Reading.PathState) read.get(absent)).exists()).isFalse();
        assertThat(((Reading.PathState) read.get(folder)).isDirectory()).isTrue();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void contentArrivesByteForByte(String shell) throws Exception {
        Host host = new Host(shell, home);
        Path file = Files.write(home.resolve("bytes"), Host.everyByte());
        Files.createFile(home.resolve("empty"));
        Probe all = Probe.FileContent.of(file.toString());
        Probe some = new Probe.FileContent(file.toString(), 10);
        Probe empty = Probe.FileContent.of(home + "/empty");
        Probe absent = Probe.FileContent.of(home + "/absent");
        Probe folder = Probe.FileContent.of(home.toString());
        Probe kernel = Probe.FileContent.of("/proc/sys/kernel/ostype");

        Map<Probe, Reading> read = host.read(all, some, empty, absent, folder, kernel);

        assertThat(((Reading.Bytes) read.get(all)).bytes()).isEqualTo(Host.everyByte());
        assertThat(((Reading.Bytes) read.get(some)).complete()).isFalse();
        assertThat(((Reading.Bytes) read.get(some)).bytes()).hasSize(10);
        assertThat(((Reading.Bytes) read.get(empty)).bytes()).isEmpty();
        assertThat(((Reading.Bytes) read.get(absent)).bytes()).isNull();
        assertThat(read.get(folder)).isEqualTo(new Reading.Unreadable(home + " is a directory"));
        assertThat(new String(((Reading.Bytes) read.get(kernel)).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("Linux\n");
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void manyKindsFitIntoOneScript(String shell) throws Exception {
        Host host = new Host(shell, home);
        Files.createDirectories(home.resolve("tree/sub dir"));
        Files.writeString(home.resolve("tree/sub dir/leaf\nx"), "leaf");
        Files.createSymbolicLink(home.resolve("tree/link"), Path.of("sub dir"));
        Files.createDirectories(home.resolve("facts.d"));
        Files.writeString(home.resolve("facts.d/site.fact"), "[general]\nRing = canary\n");
        Files.writeString(home.resolve("facts.d/data.fact"), "{\"a\": [1, 2]}");
        Probe tree = new Probe.Tree(home + "/tree", 0, false, Checksum.SHA256, 100);
        Probe glob = new Probe.Glob(home + "/tree/s* [c-e]ir");
        Probe command = new Probe.Command(
                List.of("sh", "-c", "cat; echo \"$X\"; echo bad >&2; exit 3"), "in\0put", Map.of("X", "it's"));
        Probe missing = Probe.Command.of("no-such-program");
        Probe sysctl = new Probe.Sysctl("kernel.ostype");
        Probe number = new Probe.Sysctl("kernel.pid_max"); // dash's read gets only its first digit
        Probe noSysctl = new Probe.Sysctl("no.such.thing");
        Probe root = new Probe.User("root");
        Probe nobody = new Probe.User("no-such-user");
        Probe group = new Probe.Group("root");
        Probe facts = new Probe.Facts(List.of(), home + "/facts.d");
        Probe there = new Probe.Await(
                new Probe.Condition.FileAt(home + "/tree", true, null),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        Probe never = new Probe.Await(
                new Probe.Condition.Port("127.0.0.1", 1, true), Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO);
        Probe line = new Probe.Await(
                new Probe.Condition.FileAt(home + "/facts.d/site.fact", true, "Ring = (canary|all)"),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));

        Map<Probe, Reading> read = host.read(
                tree, glob, command, missing, sysctl, number, noSysctl, root, nobody, group, facts, there, never, line);

        Reading.Tree seen = (Reading.Tree) read.get(tree);
        assertThat(seen.entries())
                .extracting(Reading.PathState::path)
                .containsExactly(
                        home + "/tree", home + "/tree/link", home + "/tree/sub dir", home + "/tree/sub dir/leaf\nx");
        assertThat(seen.entries().get(1).linkTarget()).isEqualTo("sub dir");
        assertThat(seen.entries().get(3).checksum())
                .isEqualTo(Content.of("leaf").sha256());
        assertThat(read.get(glob)).isEqualTo(new Reading.Names(List.of(home + "/tree/sub dir")));
        assertThat(read.get(command)).isEqualTo(new Reading.CommandOutput(3, "in\0putit's\n", "bad\n"));
        assertThat(((Reading.CommandOutput) read.get(missing)).status()).isEqualTo(127);
        assertThat(read.get(sysctl)).isEqualTo(new Reading.Text("Linux"));
        assertThat(((Reading.Text) read.get(number)).value()).matches("[0-9]{3,}");
        assertThat(read.get(noSysctl)).isEqualTo(new Reading.Text(null));
        assertThat(((Reading.User) read.get(root)).entry())
                .extracting("uid", "home", "groupName")
                .containsExactly(0L, "/root", "root");
        assertThat(((Reading.User) read.get(nobody)).entry()).isNull();
        assertThat(((Reading.Group) read.get(group)).entry()).extracting("gid").isEqualTo(0L);
        Map<String, Object> values = ((Reading.Facts) read.get(facts)).facts();
        assertThat(values)
                .containsEntry("system", "Linux")
                .containsKeys("os_family", "default_ipv4", "memtotal_mb", "mounts", "date_time", "processor_vcpus");
        assertThat(values.get("local"))
                .isEqualTo(Map.of(
                        "site", Map.of("general", Map.of("ring", "canary")), "data", Map.of("a", List.of(1, 2))));
        assertThat(((Reading.Awaited) read.get(there)).met()).isTrue();
        assertThat(((Reading.Awaited) read.get(never)).met()).isFalse();
        assertThat(read.get(line))
                .isInstanceOfSatisfying(
                        Reading.Awaited.class, at -> assertThat(at.detail()).isEqualTo("Ring = canary"));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void aStepsFrameCarriesTheNextProbes(String shell) {
        Host host = new Host(shell, home);
        PreparedStep step = host.prepare(FileChange.WriteFile.of(home + "/new", Content.of("text"), Attributes.KEEP));
        Probe probe = Probe.Path.withSha256(home + "/new");
        ProbeBatch next = host.platform.read(host.profile, List.of(probe));

        Frame frame = host.shell.run(step.script() + "\n" + next.script());

        assertThat(step.answer(frame, Instant.EPOCH, Instant.EPOCH)).isInstanceOf(PreparedStep.Answer.Ended.class);
        assertThat(next.parse(frame).get(probe))
                .isInstanceOfSatisfying(
                        Reading.PathState.class,
                        state -> assertThat(state.checksum())
                                .isEqualTo(Content.of("text").sha256()));
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void packagesAreAskedOfTheManagerThatIsThere(String shell) {
        Host host = new Host(shell, home);
        Probe packages = new Probe.Packages(PackageManager.APT, List.of("dpkg", "no-such-package", "awk"), true);
        Reading read = host.read(packages).get(packages);
        if (!host.profile.has("dpkg-query")) {
            assertThat(read).isInstanceOf(Reading.Unreadable.class);
            return;
        }
        Map<String, Reading.PackageState> states = ((Reading.Packages) read).states();
        assertThat(states.get("dpkg").installed()).isNotNull();
        assertThat(states.get("no-such-package")).isEqualTo(new Reading.PackageState(null, null, false, List.of()));
        assertThat(states.get("awk").installed()).isNull();
        assertThat(states.get("awk").providers()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource(SHELLS)
    void thirtyPathsCostNoMoreProcessesThanOne(String shell) throws Exception {
        Host host = new Host(shell, home);
        List<Probe> thirty = IntStream.range(0, 30)
                .<Probe>mapToObj(i -> Probe.Path.withSha256(home + "/" + i))
                .toList();
        for (int i = 0; i < 30; i++) {
            Files.writeString(home.resolve(String.valueOf(i)), "text " + i);
        }
        String script = host.platform.read(host.profile, thirty).script();
        Path counted = home.resolve("count");
        Files.createDirectory(counted);
        for (String tool : List.of("stat", "sha256sum", "readlink")) {
            Path shim = Files.writeString(
                    counted.resolve(tool),
                    "#!/bin/sh\necho x >>" + home + "/forks\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
            Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        host.shell.run("PATH=" + counted + ":$PATH\n" + script);
        if (!shell.startsWith("busybox")) {
            assertThat(Files.readAllLines(home.resolve("forks"))).hasSize(2);
        }
    }
}
