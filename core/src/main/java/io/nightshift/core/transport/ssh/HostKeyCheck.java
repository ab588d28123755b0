package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.TransportException.Kind;
import io.nightshift.core.transport.ssh.KnownHostsLine.Marker;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/** Decides whether one host is who it says, for one connection; remembers the refusal in words. */
final class HostKeyCheck {
    private final Hop hop;
    private final KnownHosts known;
    private final @Nullable KnownHosts portless;
    private volatile @Nullable TransportException refusal;
    private volatile @Nullable PublicKey newKey;
    private volatile boolean accepted;

    private HostKeyCheck(Hop hop, KnownHosts known, @Nullable KnownHosts portless) {
        this.hop = hop;
        this.known = known;
        this.portless = portless;
    }

    /** Reads what the hop's files say about it. */
    static HostKeyCheck of(Hop hop) throws TransportException {
        KnownHosts known = KnownHosts.read(hop.knownHosts(), hop.keyName(), hop.port());
        return new HostKeyCheck(
                hop, known, hop.port() == 22 ? null : KnownHosts.read(hop.knownHosts(), hop.keyName(), 22));
    }

    /** Called once per key exchange, on an I/O thread: looks only at what was read before. */
    boolean accepts(PublicKey offered) {
        TransportException found = judge(offered);
        refusal = found;
        accepted = found == null;
        return accepted;
    }

    private @Nullable TransportException judge(PublicKey offered) {
        TransportException refused = judge(offered, known);
        boolean isNew = refused != null && refused.kind() == Kind.HOST_KEY_UNKNOWN;
        if (isNew && portless != null && judge(offered, portless) == null) {
            // As OpenSSH does: an entry without a port vouches for a host on an unusual port.
            return null;
        }
        if (isNew && hop.policy() == HostKeyPolicy.ACCEPT_NEW) {
            newKey = offered instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : offered;
            return null;
        }
        return refused;
    }

    private @Nullable TransportException judge(PublicKey offered, KnownHosts entries) {
        if (!(offered instanceof OpenSshCertificate certificate)) {
            TransportException revoked = revoked(wire(offered), entries);
            return revoked != null ? revoked : judgePlain(offered, entries);
        }
        byte[] authority = wire(certificate.getCaPubKey());
        TransportException revoked = revoked(authority, entries);
        revoked = revoked != null ? revoked : revoked(wire(certificate.getCertPubKey()), entries);
        if (revoked != null) {
            return revoked;
        }
        // MINA has checked signature, dates and names of the certificate; whether its signer may speak is ours to say.
        boolean trusted = entries.of(Marker.CERT_AUTHORITY).stream().anyMatch(line -> line.holds(authority));
        return trusted ? null : judgePlain(certificate.getCertPubKey(), entries);
    }

    private @Nullable TransportException revoked(byte[] key, KnownHosts entries) {
        for (KnownHostsLine line : entries.of(Marker.REVOKED)) {
            if (line.holds(key)) {
                return new TransportException(
                        Kind.HOST_KEY_REVOKED,
                        "The key of " + hop.name() + " (" + known.name() + ") is marked as revoked in "
                                + line.position() + ". Whoever shows it may be an attacker: do not log in");
            }
        }
        return null;
    }

    private @Nullable TransportException judgePlain(PublicKey offered, KnownHosts entries) {
        byte[] key = wire(offered);
        List<KnownHostsLine> lines = entries.of(Marker.NONE);
        if (lines.stream().anyMatch(line -> line.holds(key))) {
            return null;
        }
        return lines.isEmpty() ? unknown(offered) : changed(offered, lines);
    }

    private TransportException unknown(PublicKey offered) {
        return new TransportException(
                Kind.HOST_KEY_UNKNOWN,
                "The key of " + hop.name() + " (" + known.name() + ") is not in "
                        + hop.knownHosts().stream().map(Object::toString).collect(Collectors.joining(", "))
                        + ". It shows " + describe(offered)
                        + ". Compare that with the host's own /etc/ssh/*.pub, then use --accept-new, or"
                        + " `ssh-keyscan` into known_hosts");
    }

    private TransportException changed(PublicKey offered, List<KnownHostsLine> lines) {
        KnownHostsLine sameType = lines.stream()
                .filter(line -> line.keyType().equals(KeyUtils.getKeyType(offered)))
                .findFirst()
                .orElse(lines.get(0));
        return new TransportException(
                Kind.HOST_KEY_CHANGED,
                "The key of " + hop.name() + " (" + known.name() + ") has changed: it shows " + describe(offered)
                        + ", but " + sameType.position() + " holds " + describe(sameType)
                        + ". Either the host was installed anew or somebody sits in between. If you know that it is new:"
                        + " ssh-keygen -f " + sameType.file() + " -R '" + known.name() + "'");
    }

    private static String describe(PublicKey key) {
        return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key);
    }

    private static String describe(KnownHostsLine line) {
        return line.keyType() + " " + Fingerprint.of(line.key());
    }

    static byte[] wire(PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return buffer.getCompactData();
    }

    /** The server's algorithms in the order that suits what we know of the host, as OpenSSH's client does it. */
    List<String> order(List<String> algorithms) {
        boolean authority = known.hasAuthority() || portless != null && portless.hasAuthority();
        List<String> types =
                known.of(Marker.NONE).stream().map(KnownHostsLine::keyType).toList();
        List<String> first = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String algorithm : algorithms) {
            if (algorithm.contains("-cert-v01@")) {
                // A certificate helps only where an authority is trusted; else the plain key behind it counts.
                if (authority) {
                    first.add(algorithm);
                }
            } else if (types.contains(KeyUtils.getCanonicalKeyType(algorithm))) {
                first.add(algorithm);
            } else {
                rest.add(algorithm);
            }
        }
        first.addAll(rest);
        return first;
    }

    /** Why the key was refused; null when it was not, or none was shown yet. */
    @Nullable
    TransportException refusal() {
        return refusal;
    }

    /** True once the host has proved who it is: what fails after that is the login. */
    boolean isAccepted() {
        return accepted;
    }

    /** A key to be written down, seen for the first time. */
    @Nullable
    PublicKey newKey() {
        return newKey;
    }
}
