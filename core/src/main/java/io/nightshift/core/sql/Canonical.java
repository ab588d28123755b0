package io.nightshift.core.sql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one text of a value, whichever database it comes from. */
final class Canonical {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Canonical() {}

    /** What a driver tells, in the form in which PostgreSQL and MariaDB are asked for it. */
    static String tidy(Kind kind, String text) {
        return switch (kind) {
            case BOOLEAN -> text.equalsIgnoreCase("true") ? "1" : text.equalsIgnoreCase("false") ? "0" : text;
            case TIME -> fraction(text);
            case TIMESTAMP -> fraction(text.replace('T', ' '));
            case INSTANT -> fraction(text.replace('T', ' ').replaceAll("(Z|[+]00(:?00)?)$", ""));
            case UUID -> text.toLowerCase(java.util.Locale.ROOT);
            default -> text;
        };
    }

    /** Always six digits after the second, more only where they say something. */
    private static String fraction(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return text.matches(".*\\d\\d:\\d\\d:\\d\\d") ? text + ".000000" : text;
        }
        String digits = text.substring(point + 1).replaceAll("0+$", "");
        return text.substring(0, point) + "." + digits + "0".repeat(Math.max(0, 6 - digits.length()));
    }

    /** Two values are the same exactly where these are equal. */
    static @Nullable String comparable(Kind one, Kind other, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        String text = (String) value;
        try {
            if (one.isFloat() || other.isFloat()) {
                return Double.toString(toDouble(text) + 0.0);
            }
            if (one.isNumber() || other.isNumber()) {
                return new BigDecimal(text.strip()).stripTrailingZeros().toPlainString();
            }
            if (one == Kind.JSON || other == Kind.JSON) {
                return json(text);
            }
        } catch (NumberFormatException e) {
            return text;
        }
        return one == Kind.CHAR || other == Kind.CHAR ? text.replaceAll(" +$", "") : text;
    }

    private static String json(String text) {
        try {
            return JSON.writeValueAsString(plain(JSON.readValue(text, Object.class)));
        } catch (RuntimeException e) {
            return text;
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof java.util.Map<?, ?> map) {
            java.util.TreeMap<String, @Nullable Object> sorted = new java.util.TreeMap<>();
            map.forEach((key, one) -> sorted.put(String.valueOf(key), plain(one)));
            return sorted;
        }
        if (value instanceof java.util.List<?> list) {
            java.util.ArrayList<@Nullable Object> all = new java.util.ArrayList<>();
            list.forEach(one -> all.add(plain(one)));
            return all;
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString() + "n"
                : value;
    }

    static double toDouble(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String md5(String text) {
        return HexFormat.of().formatHex(md5().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
