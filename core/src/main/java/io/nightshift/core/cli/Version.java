package io.nightshift.core.cli;

/** Which Nightshift this is. */
final class Version {
    private Version() {}

    /** The version that Maven wrote into the jar's manifest, or {@code development} when run from compiled classes. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
