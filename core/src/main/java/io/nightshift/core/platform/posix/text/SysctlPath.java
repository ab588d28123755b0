package io.nightshift.core.platform.posix.text;

/** Where a kernel setting lies. */
public final class SysctlPath {
    private SysctlPath() {}

    /** As sysctl(8) has it: whichever of {@code .} and {@code /} comes first separates, the other one is part of a name. */
    public static String of(String name) {
        int dot = name.indexOf('.');
        int slash = name.indexOf('/');
        boolean dots = dot >= 0 && (slash < 0 || dot < slash);
        StringBuilder out = new StringBuilder("/proc/sys/");
        for (char c : name.toCharArray()) {
            out.append(dots && c == '.' ? '/' : dots && c == '/' ? '.' : c);
        }
        return out.toString();
    }
}
