package io.nightshift.core.demo;

import java.nio.file.Path;
import java.util.Map;

/**
 * One pretended host.
 *
 * @param root its private folder: home and first directory of everyone who logs in
 */
public record DemoHost(String name, int port, Path root) {
    /** What a process on this host finds in its environment. */
    Map<String, String> environment() {
        return Map.of(
                "HOME",
                root.toString(),
                "USER",
                DemoFleet.USER,
                "LOGNAME",
                DemoFleet.USER,
                "SHELL",
                "/bin/sh",
                "PATH",
                "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                "NIGHTSHIFT_HOST_NAME",
                name,
                "NIGHTSHIFT_HOST_ROOT",
                root.toString());
    }
}
