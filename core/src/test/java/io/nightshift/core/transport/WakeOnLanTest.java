package io.nightshift.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WakeOnLanTest {
    private static final String ADDRESS = "00163e12ab9f";

    @Test
    void addressesAreWrittenInThreeWays() {
        assertThat(WakeOnLan.address("00:16:3E:12:AB:9F")).contains(ADDRESS);
        assertThat(WakeOnLan.address(" 00-16-3e-12-ab-9f")).contains(ADDRESS);
        assertThat(WakeOnLan.address(ADDRESS)).contains(ADDRESS);
        assertThat(WakeOnLan.address("00:16:3e:12:ab")).isEmpty();
        assertThat(WakeOnLan.address("00:16:3e:12:ab:zz; reboot")).isEmpty();
    }

    @Test
    void aPacketIsSixTimesFfAndSixteenTimesTheAddress() throws Exception {
        try (DatagramSocket listening = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(5000);
            WakeOnLan.send(Set.of(ADDRESS), Set.of(InetAddress.getLoopbackAddress()), listening.getLocalPort());
            DatagramPacket heard = new DatagramPacket(new byte[200], 200);
            listening.receive(heard);

            assertThat(HexFormat.of().formatHex(Arrays.copyOf(heard.getData(), heard.getLength())))
                    .isEqualTo("ff".repeat(6) + ADDRESS.repeat(16));
        }
    }
}
