package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** What one rendering has done so far, together with the renderings it caused: steps, depth, and the sources being rendered. */
final class Work {
    private record Rendering(Source source, Scope scope, String name) {}

    private final Limits limits;
    private final Deque<Rendering> renderings = new ArrayDeque<>();
    private long steps;
    private int depth;

    Work(Limits limits) {
        this.limits = limits;
    }

    void step(Place at) {
        steps(at, 1);
    }

    void steps(Place at, long count) {
        steps += count;
        if (steps > limits.steps()) {
            throw new Failure(
                    at,
                    "this takes too long: stopped after " + limits.steps() + " steps",
                    "look for a loop over too many items or a regular expression that never ends");
        }
    }

    long left() {
        return limits.steps() - steps;
    }

    void down(Place at) {
        if (++depth > limits.nesting()) {
            throw new Failure(
                    at,
                    "templates and macros are nested more than " + limits.nesting() + " deep",
                    "something refers to itself");
        }
    }

    void up() {
        depth--;
    }

    /** Notes that a source is being rendered; a source that needs itself is refused with the names on the way. */
    void begin(Source source, Scope scope, String name) {
        for (Rendering rendering : renderings) {
            if (rendering.source == source && rendering.scope == scope) {
                throw new TemplateException(
                        source.position(), "`" + name + "` refers to itself: " + chain(rendering, name), null);
            }
        }
        if (renderings.size() >= limits.nesting()) {
            throw new TemplateException(
                    source.position(),
                    "variables refer to each other more than " + limits.nesting() + " deep",
                    "something refers to itself");
        }
        renderings.push(new Rendering(source, scope, name));
    }

    void end() {
        renderings.pop();
    }

    private String chain(Rendering from, String name) {
        StringBuilder chain = new StringBuilder();
        boolean on = false;
        for (Iterator<Rendering> each = renderings.descendingIterator(); each.hasNext(); ) {
            Rendering rendering = each.next();
            on |= rendering == from;
            if (on) {
                chain.append(rendering.name.isEmpty() ? "this text" : rendering.name)
                        .append(" -> ");
            }
        }
        return chain.append(name.isEmpty() ? "this text" : name).toString();
    }
}
