package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.TransportException;
import io.nightshift.core.transport.shell.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a login needs, before the connection is made and on the caller's thread. */
final class Logins implements AutoCloseable {
    private final SshSettings settings;
    private final IdentityFiles identities;
    private final Duration agentTime;
    private final Map<Path, AgentSocket> agents = new HashMap<>();
    private final Map<Path, Deadline> resting = new HashMap<>();

    Logins(SshSettings settings) {
        this(settings, AgentSocket.ANSWER_TIME);
    }

    Logins(SshSettings settings, Duration agentTime) {
        this.settings = settings;
        this.agentTime = agentTime;
        this.identities = new IdentityFiles(settings.passphrases());
    }

    Login prepare(Hop hop) throws TransportException {
        HostKeyCheck check = HostKeyCheck.of(hop);
        AgentSocket agent = agent(hop.agent());
        List<Map.Entry<PublicKey, String>> agentKeys = new ArrayList<>();
        if (agent != null) {
            try {
                for (Map.Entry<PublicKey, String> key : agent.getIdentities()) {
                    if (!hop.identitiesOnly() || isNamed(hop, key.getKey())) {
                        agentKeys.add(key);
                    }
                }
            } catch (IOException e) {
                forget(hop.agent(), e);
                agent = null;
            }
        }
        return new Login(hop, check, identities.forHop(hop), agent, agentKeys);
    }

    private synchronized @Nullable AgentSocket agent(@Nullable Path socket) {
        if (socket == null
                || !resting.getOrDefault(socket, Deadline.in(Duration.ZERO)).passed()) {
            return null;
        }
        AgentSocket open = agents.get(socket);
        if (open != null && open.isOpen()) {
            return open;
        }
        try {
            AgentSocket agent = AgentSocket.open(socket, agentTime);
            agents.put(socket, agent);
            return agent;
        } catch (IOException e) {
            forget(socket, e);
            return null;
        }
    }

    private synchronized void forget(@Nullable Path socket, IOException reason) {
        if (socket == null) {
            return;
        }
        // Not asked again for every host of a run, each of which would wait for it.
        resting.put(socket, Deadline.in(Duration.ofMinutes(1)));
        AgentSocket agent = agents.remove(socket);
        settings.notes()
                .accept("The SSH agent at " + socket + " does not answer and is not used: " + reason.getMessage());
        if (agent != null) {
            try {
                agent.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }

    /** Whether the public half of a key that the hop names is this one. */
    private static boolean isNamed(Hop hop, PublicKey key) {
        String wanted = Base64.getEncoder().encodeToString(HostKeyCheck.wire(key));
        List<Path> files = new ArrayList<>(hop.identities());
        if (hop.required() != null) {
            files.add(hop.required());
        }
        for (Path file : files) {
            try {
                String[] words = Files.readString(Path.of(file + ".pub"), StandardCharsets.ISO_8859_1)
                        .split("\\s+");
                if (words.length > 1 && words[1].equals(wanted)) {
                    return true;
                }
            } catch (IOException e) {
                // A key file without its public half names nothing in the agent.
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        for (AgentSocket agent : agents.values()) {
            try {
                agent.close();
            } catch (IOException e) {
                // Closing a socket that is gone changes nothing.
            }
        }
        agents.clear();
    }
}
