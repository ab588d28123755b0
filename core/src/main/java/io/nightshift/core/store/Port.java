package io.nightshift.core.store;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The methods of {@link Store} that go over the socket, and a greeting that tells versions of them apart. */
final class Port {
    static final Map<String, Method> METHODS = Arrays.stream(Store.class.getMethods())
            .filter(method -> !method.getName().equals("close"))
            .collect(Collectors.toMap(Method::getName, method -> method, Port::overloaded, TreeMap::new));

    /**
     * What both sides say first. It differs between versions of Nightshift whose port or records differ, and which therefore must
     * not talk.
     */
    static final byte[] GREETING = greeting();

    private Port() {}

    private static Method overloaded(Method one, Method other) {
        throw new IllegalStateException("the port has two methods " + one.getName());
    }

    private static byte[] greeting() {
        Set<String> lines = new TreeSet<>();
        for (Method method : METHODS.values()) {
            lines.add(method.toGenericString());
            for (Type type : method.getGenericParameterTypes()) {
                describe(type, lines);
            }
            describe(method.getGenericReturnType(), lines);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return ("nightshift store " + HexFormat.of().formatHex(digest, 0, 8)).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void describe(Type type, Set<String> lines) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                describe(argument, lines);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                if (lines.add(plain.getName() + " " + component.getGenericType() + " " + component.getName())) {
                    describe(component.getGenericType(), lines);
                }
            }
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            lines.add(plain.getName() + Arrays.toString(plain.getEnumConstants()));
        }
    }
}
