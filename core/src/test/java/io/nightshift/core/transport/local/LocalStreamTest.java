package io.nightshift.core.transport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.transport.Become;
import io.nightshift.core.transport.Connection;
import io.nightshift.core.transport.HostStream;
import io.nightshift.core.transport.Target;
import io.nightshift.core.transport.TransportException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scripts that data flows through. */
class LocalStreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Connection here = new LocalTransport().connect(Target.of("localhost"), LIMIT);

    @AfterEach
    void close() {
        here.close();
    }

    private HostStream stream(String script) throws TransportException {
        return here.stream(Become.NONE, script, LIMIT);
    }

    @Test
    void everyByteArrivesInBothDirections() throws Exception {
        byte[] all = new byte[5 << 20];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 >> 3);
        }
        try (HostStream stream = stream("cat")) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try (OutputStream in = stream.input()) {
                    in.write(all);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(stream.output().readAllBytes()).isEqualTo(all);
            writing.join();
            assertThat(stream.await(LIMIT)).isZero();
        }
    }

    @Test
    void theHostWaitsWhileNobodyReads() throws Exception {
        try (HostStream stream = stream("head -c 100000000 /dev/zero")) {
            InputStream out = stream.output();
            assertThat(out.readNBytes(1000)).hasSize(1000);
            assertThatThrownBy(() -> stream.await(Duration.ofMillis(300))).hasMessageContaining("did not end within");
            long rest = 0;
            byte[] buffer = new byte[1 << 16];
            for (int read = out.read(buffer); read >= 0; read = out.read(buffer)) {
                rest += read;
            }
            assertThat(rest).isEqualTo(100_000_000 - 1000);
            assertThat(stream.await(LIMIT)).isZero();
        }
    }

    @Test
    void statusAndComplaintsAreTold() throws Exception {
        try (HostStream stream = stream("echo no room >&2; exit 3")) {
            assertThat(stream.output().readAllBytes()).isEmpty();
            assertThat(stream.await(LIMIT)).isEqualTo(3);
            assertThat(stream.errors()).isEqualTo("no room");
        }
    }

    @Test
    void whatIsClosedRunsNoLonger() throws Exception {
        HostStream stream = stream("echo $$; exec sleep 1000");
        byte[] said = new byte[20];
        int length = stream.output().read(said);
        long process = Long.parseLong(new String(Arrays.copyOf(said, length)).strip());
        stream.close();
        org.awaitility.Awaitility.await()
                .until(() ->
                        ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
    }
}
