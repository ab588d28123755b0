package io.nightshift.core.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has to be done so that the store holds what a file says.
 *
 * @param keep schedules that are new or that ask for something else now
 * @param added names of those that are new
 * @param remove names of those that came from the file once and are not in it any more
 * @param byHand names in the file that somebody has added by hand, or that another file has
 */
public record Reconciliation(List<Schedule> keep, List<String> added, List<String> remove, List<String> byHand) {

    public static Reconciliation of(List<Schedule> stored, List<Schedule> wanted, String source) {
        Map<String, Schedule> before = stored.stream().collect(Collectors.toMap(Schedule::name, Function.identity()));
        List<Schedule> keep = new ArrayList<>();
        List<String> added = new ArrayList<>();
        List<String> byHand = new ArrayList<>();
        for (Schedule schedule : wanted) {
            Schedule known = before.get(schedule.name());
            if (known == null) {
                keep.add(schedule);
                added.add(schedule.name());
            } else if (!source.equals(known.source())) {
                byHand.add(schedule.name());
            } else if (!schedule.asksTheSameAs(known)) {
                keep.add(schedule.inPlaceOf(known));
            }
        }
        List<String> names = wanted.stream().map(Schedule::name).toList();
        List<String> remove = stored.stream()
                .filter(schedule -> source.equals(schedule.source()))
                .map(Schedule::name)
                .filter(name -> !names.contains(name))
                .toList();
        return new Reconciliation(keep, added, remove, byHand);
    }

    /** Makes it so. */
    public void carryOut(ScheduleStore store) {
        keep.forEach(store::keepSchedule);
        remove.forEach(store::removeSchedule);
    }
}
