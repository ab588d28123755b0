package io.nightshift.core.schedule;

import java.util.List;

/** Zones with every kind of clock change, and some without. */
public final class Zones {
    public static final List<String> FORTY = List.of(
            "UTC",
            "Europe/London",
            "Europe/Berlin",
            "Europe/Dublin",
            "Europe/Lisbon",
            "Europe/Moscow",
            "Europe/Istanbul",
            "Atlantic/Azores",
            "Atlantic/Reykjavik",
            "Africa/Casablanca",
            "Africa/Cairo",
            "Africa/Lagos",
            "Africa/Johannesburg",
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "America/St_Johns",
            "America/Havana",
            "America/Asuncion",
            "America/Santiago",
            "America/Sao_Paulo",
            "America/Argentina/Buenos_Aires",
            "America/Mexico_City",
            "Asia/Tehran",
            "Asia/Beirut",
            "Asia/Gaza",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Tokyo",
            "Asia/Shanghai",
            "Asia/Pyongyang",
            "Australia/Sydney",
            "Australia/Lord_Howe",
            "Australia/Eucla",
            "Pacific/Auckland",
            "Pacific/Chatham",
            "Pacific/Apia");

    private Zones() {}
}
