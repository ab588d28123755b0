package io.nightshift.inventory.yaml;

/**
 * Bounds on what one YAML file may cost us.
 *
 * @param bytes largest file read
 * @param nodes most values in one document, counted after aliases are resolved
 * @param depth most levels of nesting
 */
record YamlLimits(long bytes, long nodes, int depth) {
    /** Room for an inventory of some 50,000 hosts with 20 variables each. */
    static final YamlLimits DEFAULT = new YamlLimits(64L * 1024 * 1024, 2_000_000, 100);
}
