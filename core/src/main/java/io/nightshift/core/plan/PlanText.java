package io.nightshift.core.plan;

import io.nightshift.playbooks.module.Probe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan as the text of its file: JSON with the number of its form, and a seal over the rest that only the controller's journal can
 * make.
 */
public final class PlanText {
    /** Grows when a plan is written that earlier versions would misread. */
    private static final int FORM = 1;

    private static final String FORM_KEY = "form";
    private static final String SEAL = "seal";
    private static final JsonMapper PLAIN = builder().build();
    private static final JsonMapper JSON = builder()
            .addModule(new SimpleModule()
                    .addSerializer(Probe.class, new WriteProbe())
                    .addDeserializer(Probe.class, new ReadProbe()))
            .build();

    private PlanText() {}

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(SerializationFeature.INDENT_OUTPUT);
    }

    /** A text that is no plan of this version; the message says why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** The text, sealed. */
    public static String of(RunPlan plan, Digests digests) {
        ObjectNode all = JSON.createObjectNode();
        all.put(FORM_KEY, FORM);
        all.setAll((ObjectNode) JSON.valueToTree(plan));
        all.put(SEAL, digests.ofText(JSON.writeValueAsString(all)));
        return JSON.writeValueAsString(all) + "\n";
    }

    /** The plan as JSON in one line, for machines. */
    public static String line(RunPlan plan) {
        return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(plan);
    }

    public static RunPlan read(String text) throws Unreadable {
        try {
            JsonNode tree = JSON.readTree(text);
            if (!(tree instanceof ObjectNode all) || !all.has(FORM_KEY)) {
                throw new Unreadable("it is not a plan");
            }
            int form = all.path(FORM_KEY).asInt(0);
            if (form != FORM) {
                throw new Unreadable("it is a plan of form " + form + ", and this version reads form " + FORM);
            }
            all.remove(FORM_KEY);
            all.remove(SEAL);
            return JSON.treeToValue(all, RunPlan.class);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new Unreadable("it is not a whole plan (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Whether the text is as it was sealed. */
    public static boolean isGenuine(String text, Digests digests) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode all)) {
                return false;
            }
            String seal = all.path(SEAL).asString("");
            all.remove(SEAL);
            byte[] right = digests.ofText(JSON.writeValueAsString(all)).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(right, seal.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return false;
        }
    }

    /** The plan's id: the SHA-256 of its text. */
    public static String id(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class WriteProbe extends ValueSerializer<Probe> {
        @Override
        public void serialize(Probe probe, JsonGenerator out, SerializationContext context) {
            out.writePOJO(ProbeText.of(probe, PLAIN));
        }
    }

    private static final class ReadProbe extends ValueDeserializer<Probe> {
        @Override
        public Probe deserialize(JsonParser in, DeserializationContext context) {
            return ProbeText.read(context.readTree(in), PLAIN);
        }
    }
}
