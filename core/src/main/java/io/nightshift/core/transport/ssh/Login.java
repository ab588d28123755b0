package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Secret;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.agent.SshAgent;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in at one hop: what we hold, and what was already tried. Everything slow (files, passphrases, the
 * agent's list) was done before, so that I/O threads only look things up.
 *
 * @param keys from files, in the order to offer them
 * @param agent signs with the keys it listed; null for none
 * @param passwordTaken set once the password was sent: never a second time, whatever methods the host offers
 */
record Login(
        Hop hop,
        HostKeyCheck hostKey,
        List<KeyPair> keys,
        @Nullable SshAgent agent,
        List<Map.Entry<PublicKey, String>> agentKeys,
        AtomicBoolean passwordTaken) {
    Login(
            Hop hop,
            HostKeyCheck hostKey,
            List<KeyPair> keys,
            @Nullable SshAgent agent,
            List<Map.Entry<PublicKey, String>> agentKeys) {
        this(hop, hostKey, keys, agent, agentKeys, new AtomicBoolean());
    }

    Login {
        keys = List.copyOf(keys);
        agentKeys = List.copyOf(agentKeys);
    }

    /** The password, once. */
    @Nullable
    Secret takePassword() {
        return hop.password() == null || passwordTaken.getAndSet(true) ? null : hop.password();
    }

    /** What was or could be tried, for the message when all of it was refused. */
    String credentials() {
        StringBuilder what = new StringBuilder();
        if (!keys.isEmpty() || !agentKeys.isEmpty()) {
            int count = keys.size() + agentKeys.size();
            what.append(count == 1 ? "one key" : count + " keys");
        }
        if (hop.password() != null) {
            what.append(what.isEmpty() ? "" : " and ").append("the password");
        }
        return what.isEmpty() ? "no key and no password" : what.toString();
    }
}
