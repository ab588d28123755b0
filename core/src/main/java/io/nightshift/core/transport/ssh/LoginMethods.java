package io.nightshift.core.transport.ssh;

import io.nightshift.core.transport.Secret;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.KeyAgentIdentity;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.jspecify.annotations.Nullable;

/** How we log in: keys first, then the password, by whichever of two methods the host offers, but only once. */
final class LoginMethods {
    private LoginMethods() {}

    static List<UserAuthFactory> factories() {
        return List.of(
                new KeysInOurOrder(), UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE);
    }

    /** Gives the password of the session's login to the first method that asks. */
    static PasswordIdentityProvider password() {
        return session -> () -> new Iterator<>() {
            private final Login login = ClientBehaviour.login((ClientSession) session);

            @Override
            public boolean hasNext() {
                return login.hop().password() != null && !login.passwordTaken().get();
            }

            @Override
            public String next() {
                Secret password = login.takePassword();
                if (password == null) {
                    throw new NoSuchElementException("The password was sent already");
                }
                return new String(password.reveal());
            }
        };
    }

    private static final class KeysInOurOrder extends UserAuthPublicKeyFactory {
        @Override
        public UserAuthPublicKey createUserAuth(ClientSession session) {
            return new OurKeys(getSignatureFactories());
        }
    }

    private static final class OurKeys extends UserAuthPublicKey {
        private OurKeys(@Nullable List<NamedFactory<Signature>> factories) {
            setSignatureFactories(factories);
        }

        @Override
        protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
                ClientSession session, SignatureFactoriesManager manager) {
            Login login = ClientBehaviour.login(session);
            List<PublicKeyIdentity> identities = new ArrayList<>();
            login.keys().forEach(pair -> identities.add(new KeyPairIdentity(manager, session, pair)));
            var agent = login.agent();
            if (agent != null) {
                login.agentKeys()
                        .forEach(key -> identities.add(new KeyAgentIdentity(agent, key.getKey(), key.getValue())));
            }
            return identities.iterator();
        }
    }
}
