package io.nightshift.core.cli;

import io.nightshift.core.journal.RunStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal that keeps nothing, for what changes nothing and need not be remembered. */
final class NoStore {
    private NoStore() {}

    static RunStore open() {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    Class<?> answer = method.getReturnType();
                    if (answer == Optional.class) {
                        return Optional.empty();
                    }
                    if (answer == List.class) {
                        return List.of();
                    }
                    if (answer == Map.class) {
                        return Map.of();
                    }
                    return answer == int.class ? (Object) 1 : answer == boolean.class ? (Object) false : null;
                });
    }
}
