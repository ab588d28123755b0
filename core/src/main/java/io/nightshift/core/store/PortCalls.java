package io.nightshift.core.store;

import io.nightshift.core.journal.RunControl;
import io.nightshift.core.journal.StaleRunException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of the port {@link Store} as JSON: {@code {"call": "run", "with": ["20261122-0315"]}} and the answer {@code {"is":
 * …}} or {@code {"refused": "sentence"}}. Types come from the port's own signatures, never from the message, so a message can ask
 * for nothing else.
 */
final class PortCalls {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(FramedChannel.LARGEST_MESSAGE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PortCalls() {}

    private record Request(String call, List<@Nullable Object> with) {}

    private record Answer(@Nullable Object is) {}

    private record Refusal(String refused) {}

    /** It may work later. */
    private record Unavailable(String unavailable) {}

    /** Another process has taken this run over. */
    private record Stale(String stale) {}

    static byte[] request(Method method, @Nullable Object[] arguments) {
        return JSON.writeValueAsBytes(new Request(method.getName(), Arrays.asList(arguments)));
    }

    /**
     * Carries a request out and returns the answer to send back.
     *
     * @param peer the Unix user who asks; what is said about a run is said by that user, whoever the request names
     */
    static byte[] answer(byte[] request, JdbcStore store, String peer) {
        try {
            JsonNode tree = JSON.readTree(request);
            Method method = Port.METHODS.get(tree.path("call").asString(""));
            Type[] types = method == null ? new Type[0] : method.getGenericParameterTypes();
            if (method == null || tree.path("with").size() != types.length) {
                return refusal("The store does not know this call.");
            }
            @Nullable Object[] arguments = new @Nullable Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = JSON.treeToValue(tree.path("with").path(i), JSON.constructType(types[i]));
            }
            for (int i = 0; i < types.length; i++) {
                arguments[i] = arguments[i] instanceof RunControl said ? said.saidBy(peer) : arguments[i];
            }
            return JSON.writeValueAsBytes(new Answer(carryOut(method, arguments, store)));
        } catch (StoreException e) {
            return refusal(e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StaleRunException stale) {
                return JSON.writeValueAsBytes(new Stale(stale.run()));
            }
            return e.getCause() instanceof StoreException told
                    ? refusal(told)
                    : refusal("The process that holds the store could not carry the call out (" + e.getCause() + ").");
        } catch (JacksonException | IllegalAccessException e) {
            // The message of a JSON error quotes what it could not read, and that may be secret.
            return refusal("The store could not read this call (" + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * A note is durable here when it is answered: its writer's next call may reach another owner, which could not wait for it.
     */
    private static @Nullable Object carryOut(Method method, @Nullable Object[] arguments, JdbcStore store)
            throws InvocationTargetException, IllegalAccessException {
        Object answer = store.call(method, arguments);
        if (method.getName().equals("note")) {
            store.runs.settleNotes(String.valueOf(arguments[0]), String.valueOf(arguments[1]));
        }
        return answer;
    }

    private static byte[] refusal(StoreException e) {
        String sentence = String.valueOf(e.getMessage());
        return e instanceof UnavailableException
                ? JSON.writeValueAsBytes(new Unavailable(sentence))
                : refusal(sentence);
    }

    static byte[] refusal(String sentence) {
        return JSON.writeValueAsBytes(new Refusal(sentence));
    }

    /** Reads a refusal. */
    static StoreException refused(byte[] refusal) {
        try {
            return new StoreException(JSON.readTree(refusal).path("refused").asString());
        } catch (JacksonException e) {
            return new StoreException("What answers on the store's socket is not a Nightshift.");
        }
    }

    /** Reads an answer to a call of this method. */
    static @Nullable Object result(byte[] answer, Method method) {
        try {
            JsonNode tree = JSON.readTree(answer);
            if (tree.has("unavailable")) {
                String sentence = tree.path("unavailable").asString();
                throw new UnavailableException(sentence, new IOException("told by the process that holds the store"));
            }
            if (tree.has("stale")) {
                throw new StaleRunException(tree.path("stale").asString());
            }
            if (tree.has("refused")) {
                throw refused(answer);
            }
            return method.getReturnType() == void.class
                    ? null
                    : JSON.treeToValue(tree.path("is"), JSON.constructType(method.getGenericReturnType()));
        } catch (JacksonException e) {
            throw new StoreException("The answer of the process that holds the store could not be read ("
                    + e.getClass().getSimpleName() + ").");
        }
    }
}
