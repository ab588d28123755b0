package io.nightshift.core.trial;

import io.nightshift.core.report.Page;
import io.nightshift.core.report.SafeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The forms the report of a trial has. */
public enum TrialFormat {
    TEXT {
        @Override
        public String of(TrialReport report, ZoneId zone) {
            StringBuilder out = new StringBuilder();
            out.append("Trial of ").append(SafeText.line(report.playbook())).append('\n');
            facts(report, zone).forEach((name, value) -> out.append(String.format("  %-8s%s%n", name, value)));
            for (HostTrial host : report.hosts()) {
                out.append('\n').append(title(host)).append('\n');
                TrialSections.of(host, MOST_LINES).forEach((name, lines) -> {
                    out.append("  ").append(name).append('\n');
                    lines.forEach(line ->
                            out.append("    ").append(SafeText.line(line)).append('\n'));
                });
            }
            return out.toString();
        }
    },
    HTML {
        @Override
        public String of(TrialReport report, ZoneId zone) {
            Page page = new Page("Trial of " + report.playbook());
            page.facts(facts(report, zone));
            for (HostTrial host : report.hosts()) {
                page.chapter(host.host());
                page.verdict(host.good(), host.verdict());
                TrialSections.of(host, MOST_LINES_OF_A_PAGE).forEach(page::list);
            }
            return page.end(
                    "Nothing of this is guessed: the machine was looked at before, after, and when it was taken back.");
        }
    },
    JSON {
        @Override
        public String of(TrialReport report, ZoneId zone) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("playbook", report.playbook());
            all.put("by", report.by());
            all.put("made", report.made().toString());
            all.put("good", report.good());
            List<Object> hosts = new ArrayList<>();
            report.hosts().forEach(host -> hosts.add(host(host)));
            all.put("hosts", hosts);
            return JSON_TEXT.writeValueAsString(all) + "\n";
        }
    };

    private static final int MOST_LINES = 60;
    private static final int MOST_LINES_OF_A_PAGE = 2000;
    private static final JsonMapper JSON_TEXT =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /**
     * The whole text, ending in a newline.
     *
     * @param zone for people's times; machines get UTC
     */
    public abstract String of(TrialReport report, ZoneId zone);

    private static String title(HostTrial host) {
        return (host.good() ? "GOOD  " : "NOT GOOD  ") + host.host() + ": " + SafeText.line(host.verdict());
    }

    private static Map<String, String> facts(TrialReport report, ZoneId zone) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("made", DAY.format(report.made().atZone(zone)) + " (" + zone.getId() + ")");
        facts.put("by", SafeText.line(report.by()));
        facts.put("verdict", report.good() ? "good" : "NOT good");
        return facts;
    }

    private static Map<String, Object> host(HostTrial host) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("host", host.host());
        all.put("good", host.good());
        all.put("verdict", host.verdict());
        all.put("applied", phase(host.applied()));
        all.put("again", phase(host.again()));
        all.put("rolled_back", phase(host.rolledBack()));
        all.put("changed_again", host.changedAgain());
        all.put("not_undoable", host.notUndoable());
        all.put("brought", host.brought());
        all.put("left", host.left());
        all.values().removeIf(value -> value.equals(NONE));
        return all;
    }

    private static final Map<String, Object> NONE = Map.of();

    private static Map<String, Object> phase(HostTrial.@Nullable Phase phase) {
        if (phase == null) {
            return NONE;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("run", phase.run());
        all.put("state", phase.state().name());
        all.put("seconds", phase.took().toMillis() / 1000.0);
        if (!phase.detail().isEmpty()) {
            all.put("detail", phase.detail());
        }
        return all;
    }
}
