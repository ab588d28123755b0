package io.nightshift.core.store;

import static io.nightshift.core.store.Records.EVENING;
import static io.nightshift.core.store.Records.aHold;
import static io.nightshift.core.store.Records.aHost;
import static io.nightshift.core.store.Records.aRun;
import static io.nightshift.core.store.Records.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.journal.HostState;
import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.RunStore;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process holds a store, the others talk to it, and any of them may go. */
final class OwnershipTest {
    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("state");
    }

    private RunStore open() {
        return Stores.openShared(folder, Map.of());
    }

    @Test
    void aSecondOpenerSeesWhatTheFirstSaves() {
        try (RunStore first = open();
                RunStore second = open()) {
            first.begin(aRun("r1"), Map.of(), List.of());
            second.begin(aRun("r2"), Map.of(), List.of());

            assertThat(second.run("r1")).contains(aRun("r1"));
            assertThat(first.run("r2")).contains(aRun("r2"));
        }
    }

    @Test
    void whatIsSaidOfARunIsSaidByTheUserAtTheOtherEnd() {
        try (RunStore first = open();
                RunStore second = open()) {
            first.begin(aRun("r1"), Map.of(), List.of());
            second.control("r1", new RunControl(RunControl.Kind.APPROVE, "pilot", "somebody-else", EVENING, null));

            assertThat(first.controls("r1"))
                    .extracting(RunControl::by)
                    .containsExactly(System.getProperty("user.name"));
        }
    }

    @Test
    void theOthersGoOnWhenTheOwnerCloses() {
        RunStore first = open();
        RunStore second = open();
        RunStore third = open();
        first.begin(aRun("r1"), Map.of(), List.of(aHost("web1")));
        second.intend(aStep("r1", "web1", 1), aHold("r1"));
        first.close();
        third.intend(aStep("r1", "web1", 2), aHold("r1"));
        second.intend(aStep("r1", "web1", 3), aHold("r1"));
        third.close();
        second.host("r1", "web1", HostState.UPDATED, null, EVENING);

        assertThat(second.steps("r1", "web1")).hasSize(3);
        second.close();
        assertThatThrownBy(() -> second.runs(1)).hasMessage("The store is closed.");
    }

    @Test
    void everyStepIsThereOnceThoughOwnersComeAndGoMeanwhile() {
        open().close();
        try (RunStore anchor = open()) {
            anchor.begin(aRun("r1"), Map.of(), List.of());
        }
        List<String> failures = Threads.inParallel(6, number -> {
            for (int round = 0; round < 5; round++) {
                try (RunStore store = open()) {
                    for (int step = 1; step <= 10; step++) {
                        store.note("r1", "pc" + number, "fact:n", "" + (round * 10 + step));
                        store.intend(aStep("r1", "pc" + number, round * 10 + step), aHold("r1"));
                    }
                }
            }
        });

        assertThat(failures).isEmpty();
        try (RunStore store = open()) {
            for (int number = 0; number < 6; number++) {
                assertThat(store.steps("r1", "pc" + number)).hasSize(50);
                assertThat(store.notes("r1", "pc" + number)).hasSize(50);
            }
        }
    }

    @Test
    void aFolderWithALongPathHasItsSocketElsewhere() throws IOException {
        folder = parent.resolve("a-rather-long-folder-name".repeat(5)).resolve("state");
        Path elsewhere;
        try (RunStore first = open();
                RunStore second = open()) {
            first.begin(aRun("r1"), Map.of(), List.of());
            assertThat(second.run("r1")).isPresent();
            elsewhere = Path.of(Files.readString(folder.resolve("socket.path")));
            assertThat(elsewhere.toString().length()).isLessThan(100);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere.getParent())))
                    .isEqualTo("rwx------");
        }
        assertThat(elsewhere.getParent()).doesNotExist();
    }

    @Test
    void nothingInTheFolderIsOpenToOthers() throws IOException {
        try (RunStore store = open()) {
            store.begin(aRun("r1"), Map.of(), List.of());
            assertThat(folder.resolve("socket")).exists();
            assertThat(filesOpenToOthers()).isEmpty();
        }
        assertThat(folder.resolve("socket")).doesNotExist();
        assertThat(filesOpenToOthers()).isEmpty();
    }

    private List<Path> filesOpenToOthers() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> {
                        try {
                            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                    .substring(3)
                                    .contains("r");
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void anotherVersionIsToldSoAndNonsenseIsCutOff() throws IOException {
        try (RunStore store = open()) {
            assertThat(answerTo("nightshift store 0123456789abcdef".getBytes(StandardCharsets.US_ASCII)))
                    .contains("is another version of Nightshift");
            assertThat(answerTo(new byte[0])).contains("another version");
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).flip());
                assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
            assertThat(store.runs(1)).isEmpty();
        }
    }

    @Test
    void onlyTheCallsOfThePortAreCarriedOut() throws IOException {
        try (RunStore store = open();
                FramedChannel channel = new FramedChannel(connect())) {
            channel.send(Port.GREETING);
            receive(channel);
            for (String nonsense : List.of(
                    "{\"call\": \"close\", \"with\": []}",
                    "{\"call\": \"getClass\", \"with\": []}",
                    "{\"call\": \"run\", \"with\": []}",
                    "{\"call\": \"begin\", \"with\": [{\"@class\": \"java.io.File\"}, {}, []]}",
                    "[]",
                    "{")) {
                channel.send(nonsense.getBytes(StandardCharsets.UTF_8));
                assertThat(receive(channel)).startsWith("{\"refused\":");
            }
            assertThat(store.runs(1)).isEmpty();
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("socket")));
    }

    private String answerTo(byte[] greeting) throws IOException {
        try (FramedChannel channel = new FramedChannel(connect())) {
            channel.send(greeting);
            return receive(channel);
        }
    }

    private static String receive(FramedChannel channel) throws IOException {
        return new String(channel.receiveBody(channel.receiveLength()), StandardCharsets.UTF_8);
    }
}
