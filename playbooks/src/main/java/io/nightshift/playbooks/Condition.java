package io.nightshift.playbooks;

import io.nightshift.inventory.yaml.Position;

/** An expression that holds or not, as after {@code when:}. */
public record Condition(String expression, Position position) {}
