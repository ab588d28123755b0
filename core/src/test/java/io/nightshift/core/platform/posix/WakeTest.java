package io.nightshift.core.platform.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.transport.WakeOnLan;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A host wakes those of its network with the packet that the controller would send. */
class WakeTest {
    private static final String ADDRESS = "00163e12ab9f";

    @Test
    void aNeighbourSendsTheSame() throws Exception {
        String script = new PosixPlatform()
                .wake(Set.of(ADDRESS))
                .replace("sockaddr_in(9, INADDR_BROADCAST)", "sockaddr_in($ENV{PORT}, INADDR_LOOPBACK)");
        try (DatagramSocket listening = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(5000);
            ProcessBuilder sh = new ProcessBuilder("sh", "-c", script);
            sh.environment().put("PORT", Integer.toString(listening.getLocalPort()));
            assertThat(sh.start().waitFor()).isZero();
            DatagramPacket heard = new DatagramPacket(new byte[200], 200);
            listening.receive(heard);

            assertThat(Arrays.copyOf(heard.getData(), heard.getLength())).isEqualTo(WakeOnLan.packet(ADDRESS));
        }
    }
}
