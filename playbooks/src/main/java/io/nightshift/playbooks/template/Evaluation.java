package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.DidYouMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One rendering going on: the variables, what the template has set so far, and how much work it may still do. */
final class Evaluation {
    private final Templates templates;
    private final Scope scope;
    private final Work work;
    private final Map<String, @Nullable Object> opened = new HashMap<>();
    private final Map<String, List<Statement>> blocks = new HashMap<>();
    private Frame frame = new Frame(null);
    private Place place;

    Evaluation(Templates templates, Scope scope, Work work, Unit unit) {
        this.templates = templates;
        this.scope = scope;
        this.work = work;
        this.place = new Place(unit, 0);
    }

    Templates templates() {
        return templates;
    }

    Scope scope() {
        return scope;
    }

    Work work() {
        return work;
    }

    Registry<Filter> filters() {
        return templates.filters();
    }

    Registry<Test> tests() {
        return templates.tests();
    }

    Frame frame() {
        return frame;
    }

    /** Switches to another frame and returns the one before. */
    Frame enter(Frame next) {
        Frame before = frame;
        frame = next;
        return before;
    }

    void leave(Frame before) {
        frame = before;
    }

    /** The blocks of the templates in an inheritance chain, the innermost child's first. */
    Map<String, List<Statement>> blocks() {
        return blocks;
    }

    void addBlock(String name, Statement body) {
        List<Statement> bodies = blocks.computeIfAbsent(name, unused -> new ArrayList<>());
        if (!bodies.contains(body)) {
            bodies.add(body);
        }
    }

    void step(Place at) {
        work.step(at);
    }

    /** Remembers where a filter stands, for the undefined values it meets. */
    Evaluation at(Place current) {
        place = current;
        return this;
    }

    Place place() {
        return place;
    }

    @Nullable
    Object variable(String name, Place at) {
        Object local = frame.get(name);
        if (local != Frame.ABSENT) {
            return local;
        }
        Object known = opened.get(name);
        if (known != null || opened.containsKey(name)) {
            return known;
        }
        if (!scope.has(name)) {
            Object global = templates.globals().get(name, this);
            return global == Frame.ABSENT ? undefined(name, at) : global;
        }
        Object value = templates.open(scope.get(name), scope, work, name);
        opened.put(name, value);
        return value;
    }

    private Undefined undefined(String name, Place at) {
        List<String> names = new ArrayList<>(scope.names());
        for (Frame each = frame; each != null; each = each.outer) {
            names.addAll(each.own().keySet());
        }
        String hint = DidYouMean.closest(name, names)
                .map(word -> "did you mean `" + word + "`?")
                .orElse(null);
        return Undefined.at(at, "`" + name + "` is not defined", hint);
    }
}
