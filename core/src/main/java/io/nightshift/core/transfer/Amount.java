package io.nightshift.core.transfer;

import java.util.Locale;

/** Numbers of things, bytes and times as people read them. */
public final class Amount {
    private static final int STEP = 1024;

    private Amount() {}

    public static String count(long number, String one) {
        String many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
        return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : many);
    }

    public static String bytes(long bytes) {
        if (bytes < STEP) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB"};
        double amount = bytes;
        int unit = -1;
        while (amount >= STEP && unit < units.length - 1) {
            amount /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
    }
}
