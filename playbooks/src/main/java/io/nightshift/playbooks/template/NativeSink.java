package io.nightshift.playbooks.template;

import io.nightshift.playbooks.template.python.Literal;
import io.nightshift.playbooks.template.python.PythonException;
import io.nightshift.playbooks.template.python.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what was printed part by part, to give a single value its own type; the rule is in the package's documentation. */
final class NativeSink implements Sink {
    private record Part(@Nullable Object value, boolean literal) {}

    private final List<Part> parts = new ArrayList<>();

    @Override
    public void text(String text) {
        parts.add(new Part(text, true));
    }

    @Override
    public void value(@Nullable Object value) {
        parts.add(new Part(value, false));
    }

    @Nullable
    Object result() {
        if (parts.size() == 1) {
            Part only = parts.get(0);
            return only.literal ? converted(Text.of(only.value)) : only.value;
        }
        List<Part> said = parts.stream()
                .filter(part -> part.value != null && !"".equals(part.value))
                .toList();
        if (said.size() == 1 && !said.get(0).literal) {
            return said.get(0).value;
        }
        TextSink out = new TextSink();
        said.forEach(part -> out.value(part.value));
        String text = out.toString();
        boolean ours = !said.isEmpty() && said.get(0).literal;
        return ours ? converted(text) : text;
    }

    /** A text that the template itself began like a list or dictionary, or that says True or False. */
    static @Nullable Object converted(String text) {
        if (text.equals("True") || text.equals("False")) {
            return text.equals("True");
        }
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return text;
        }
        try {
            return Literal.parse(text);
        } catch (PythonException notALiteral) {
            return text;
        }
    }
}
