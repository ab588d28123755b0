package io.nightshift.core.platform.posix.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nightshift.core.platform.TreeScripts.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of this machine's GNU tar, made as hosts make them, in parts of any size. */
class TarReaderTest {
    private static final Random RANDOM = new Random(5);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 511, 512, 513, 65_536})
    void filesAreKnownByWhatGoesBy(int part) throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        String deep = ("d".repeat(90) + "/").repeat(4);
        Files.createDirectories(tree.resolve(deep));
        List<String> names = List.of(
                "empty",
                "one byte",
                "a block",
                "a block and one",
                "large",
                "\u00e4\u00f6 \u2603",
                deep + "name",
                "n".repeat(240));
        int[] sizes = {0, 1, 512, 513, 300_000, 10, 20, 30};
        for (int i = 0; i < sizes.length; i++) {
            byte[] bytes = new byte[sizes[i]];
            RANDOM.nextBytes(bytes);
            Files.write(tree.resolve(names.get(i)), bytes);
        }
        Files.createSymbolicLink(tree.resolve("link"), Path.of("large"));

        Map<String, Member> members = read(packed(tree), part);
        for (String name : names) {
            Path file = tree.resolve(name);
            Instant time = Files.getLastModifiedTime(file).toInstant();
            assertThat(members.get(name))
                    .as(name)
                    .isEqualTo(new Member(name, Files.size(file), time.getEpochSecond(), time.getNano(), sha256(file)));
        }
        assertThat(members.get("").sha256()).isEmpty();
        assertThat(members.get("link").sha256()).isEmpty();
        assertThat(members.get(deep.substring(0, deep.length() - 1)).sha256()).isEmpty();
    }

    @Test
    void filesWithHolesAreKnownBySizeOnly() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        assertThat(new ProcessBuilder("sh", "-c", "truncate -s 3M holes; echo end >>holes; echo plain >plain")
                        .directory(tree.toFile())
                        .start()
                        .waitFor())
                .isZero();
        Map<String, Member> members = read(packed(tree), 1000);
        assertThat(members.get("holes").size()).isEqualTo((3 << 20) + 4);
        assertThat(members.get("holes").sha256()).isEmpty();
        assertThat(members.get("plain").sha256()).isEqualTo(sha256(tree.resolve("plain")));
    }

    @Test
    void namesInNoCharacterSetAreKept() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        assertThat(new ProcessBuilder("sh", "-c", "echo x >\"$(printf 'gr\\374n')\"")
                        .directory(tree.toFile())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(read(packed(tree), 100)).containsKey("gr\udcfcn");
    }

    @Test
    void whatIsNoArchiveIsNotRead() {
        byte[] noise = new byte[100_000];
        for (int i = 0; i < 200; i++) {
            RANDOM.nextBytes(noise);
            List<Member> members = new ArrayList<>();
            assertThatCode(() -> new TarReader(members::add, null).bytes(noise, 0, noise.length))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void damagedArchivesNameNothingThatWasNotThere() throws Exception {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("a".repeat(150)), "text");
        byte[] archive = packed(tree);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = archive.clone();
            damaged[RANDOM.nextInt(damaged.length)] = (byte) RANDOM.nextInt();
            List<Member> members = new ArrayList<>();
            assertThatCode(() -> new TarReader(members::add, null).bytes(damaged, 0, damaged.length))
                    .doesNotThrowAnyException();
        }
    }

    private static Map<String, Member> read(byte[] archive, int part) {
        List<Member> members = new ArrayList<>();
        TarReader reader = new TarReader(members::add, null);
        for (int at = 0; at < archive.length; at += part) {
            reader.bytes(archive, at, Math.min(part, archive.length - at));
        }
        return members.stream().collect(Collectors.toMap(Member::path, Function.identity()));
    }

    private static byte[] packed(Path tree) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder(
                        "sh",
                        "-c",
                        "find . -print0 | tar --format=posix --pax-option=delete=atime,delete=ctime --no-recursion --null"
                                + " --verbatim-files-from -T - -S --acls --xattrs --xattrs-include='*' -b 128 -cf -")
                .directory(tree.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] archive = tar.getInputStream().readAllBytes();
        assertThat(tar.waitFor()).isZero();
        assertThat(new String(archive, StandardCharsets.ISO_8859_1)).contains("ustar");
        return archive;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
