package io.nightshift.core.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network.Ipam;
import java.io.IOException;
import java.net.URI;
import java.util.BitSet;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * One network per test process, 10.89.N.0/24, in which every target has a fixed address: it answers there on port 22,
 * as a real host does, and still after it restarted.
 */
final class TargetNetwork {
    private static TargetNetwork current;

    private final String id;
    private final String prefix;
    private final Optional<URI> aptProxy;
    private final BitSet used = new BitSet();
    private int last = 1; // .1 is the gateway: this machine

    private TargetNetwork(String id, String prefix) {
        this.id = id;
        this.prefix = prefix;
        this.aptProxy = aptCache(gateway());
    }

    static synchronized TargetNetwork ofThisProcess() {
        if (current == null) {
            if (!"true".equals(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
                throw new IllegalStateException("Set TESTCONTAINERS_RYUK_DISABLED=true in the environment of this run,"
                        + " as the root pom does: its image may not be obtainable.");
            }
            DockerClient docker = DockerClientFactory.instance().client();
            TargetSweep.run(docker);
            current = create(docker);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> current.remove(docker)));
        }
        return current;
    }

    String id() {
        return id;
    }

    String gateway() {
        return prefix + 1;
    }

    /** The proxy for the targets' apt; empty where this machine's own settings must do. */
    Optional<URI> aptProxy() {
        return aptProxy;
    }

    /** The next free address, in turn, so that an address is not reused at once with another host key. */
    synchronized String take() {
        for (int tries = 0; tries < 253; tries++) {
            last = last == 254 ? 2 : last + 1;
            if (!used.get(last)) {
                used.set(last);
                return prefix + last;
            }
        }
        throw new IllegalStateException("All 253 addresses of the test network are taken; close fleets when done.");
    }

    synchronized void free(String address) {
        used.clear(Integer.parseInt(address.substring(prefix.length())));
    }

    private static TargetNetwork create(DockerClient docker) {
        int first = (int) (ProcessHandle.current().pid() % 256);
        DockerException refused = null;
        for (int tries = 0; tries < 256; tries++) {
            int subnet = (first + tries) % 256;
            String prefix = "10.89." + subnet + ".";
            try {
                String id = docker.createNetworkCmd()
                        .withName("nightshift-test-" + subnet)
                        .withCheckDuplicate(true)
                        .withDriver("bridge")
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(prefix + "0/24")))
                        .withLabels(TargetOwner.self().labels())
                        .exec()
                        .getId();
                return new TargetNetwork(id, prefix);
            } catch (DockerException e) {
                refused = e; // Another process has this subnet.
            }
        }
        throw new IllegalStateException("No free network 10.89.N.0/24 for the test targets", refused);
    }

    /** Not possible where the engine's network is not this machine's: in a virtual machine, or remote. */
    private static Optional<URI> aptCache(String gateway) {
        try {
            return Optional.of(URI.create(
                    "http://" + gateway + ":" + AptCache.start(gateway).port()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Fleets that were not closed still use it; Testcontainers removes them in a hook of its own, the next run the rest. */
    private void remove(DockerClient docker) {
        try {
            docker.removeNetworkCmd(id).exec();
        } catch (DockerException e) {
            // In use: the next run sweeps it.
        }
    }
}
