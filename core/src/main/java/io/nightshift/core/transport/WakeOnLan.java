package io.nightshift.core.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Wakes computers over the network: a magic packet, six times {@code ff} and sixteen times the hardware address, as a UDP broadcast to
 * port 9 (AMD, Magic Packet Technology, 1995).
 */
public final class WakeOnLan {
    /** The port that is called "discard"; network cards do not look at it. */
    public static final int PORT = 9;

    private static final Pattern ADDRESS = Pattern.compile("([0-9a-f]{2}[:-]?){5}[0-9a-f]{2}");

    private WakeOnLan() {}

    /** Twelve hexadecimal digits; empty for what is no hardware address. */
    public static Optional<String> address(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(plain).matches()
                ? Optional.of(plain.replace(":", "").replace("-", ""))
                : Optional.empty();
    }

    /** The packet for an address of twelve hexadecimal digits. */
    public static byte[] packet(String address) {
        byte[] hardware = HexFormat.of().parseHex(address);
        byte[] packet = new byte[6 + 16 * hardware.length];
        Arrays.fill(packet, 0, 6, (byte) 0xff);
        for (int i = 0; i < 16; i++) {
            System.arraycopy(hardware, 0, packet, 6 + i * hardware.length, hardware.length);
        }
        return packet;
    }

    /** Sends packets into every network that this machine is in. */
    public static void send(Set<String> addresses) throws IOException {
        send(addresses, broadcasts(), PORT);
    }

    static void send(Set<String> addresses, Set<InetAddress> broadcasts, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            for (InetAddress broadcast : broadcasts) {
                for (String address : addresses) {
                    byte[] packet = packet(address);
                    socket.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(broadcast, port)));
                }
            }
        }
    }

    private static Set<InetAddress> broadcasts() throws IOException {
        Set<InetAddress> all = new LinkedHashSet<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp() && !each.isLoopback()) {
                each.getInterfaceAddresses().stream()
                        .map(InterfaceAddress::getBroadcast)
                        .filter(broadcast -> broadcast != null)
                        .forEach(all::add);
            }
        }
        return all;
    }
}
