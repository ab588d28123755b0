package io.nightshift.core.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes containers and networks of test processes that were killed before they could do it. */
final class TargetSweep {
    private TargetSweep() {}

    static void run(DockerClient docker) {
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(TargetOwner.LABEL)).exec().stream()
                .filter(container -> isLeftBehind(container.getLabels()))
                .forEach(container -> quietly(() -> docker.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec()));
        docker.listNetworksCmd().exec().stream()
                .filter(network -> isLeftBehind(network.getLabels()))
                .forEach(network ->
                        quietly(() -> docker.removeNetworkCmd(network.getId()).exec()));
    }

    private static boolean isLeftBehind(Map<String, String> labels) {
        return Optional.ofNullable(labels)
                .flatMap(TargetOwner::from)
                .filter(TargetOwner::isGone)
                .isPresent();
    }

    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (DockerException e) {
            // Another test process sweeps at the same moment; what is gone is gone.
        }
    }
}
