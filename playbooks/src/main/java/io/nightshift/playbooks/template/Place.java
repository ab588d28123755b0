package io.nightshift.playbooks.template;

import io.nightshift.inventory.yaml.Position;

/**
 * A point in a template's text.
 *
 * @param unit   the text
 * @param offset characters from its beginning
 */
record Place(Unit unit, int offset) {

    /** The position in the file, given where the text begins. */
    Position in(Position start) {
        String before = unit.text().substring(0, Math.min(offset, unit.text().length()));
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        int column = offset - (before.lastIndexOf('\n') + 1);
        if (unit.file() != null) {
            return new Position(unit.file(), lines + 1 + unit.skippedLines(), column + 1);
        }
        if (start.line() == 0) {
            return start;
        }
        return new Position(start.file(), start.line() + lines, start.column() + column);
    }
}
