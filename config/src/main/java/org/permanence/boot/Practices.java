package org.permanence.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.permanence.call.Line;
import org.permanence.practice.OpeningHours;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practice.QueueRules;
import org.permanence.practice.TeamId;
import org.permanence.practice.TransferRules;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.HoursSettings;
import org.permanence.settings.HouseSettings;
import org.permanence.settings.Interval;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeSettings;

/// The practices of the settings, as the engine knows them.
final class Practices implements PracticeDirectory {

    private final Map<PracticeId, Practice> byId = new HashMap<>();
    private final Map<PhoneNumber, Practice> byNumber = new HashMap<>();

    Practices(HouseSettings settings) {
        settings.practices().forEach((name, file) -> {
            Practice practice = practice(name, file);
            byId.put(practice.id(), practice);
            file.numbers().forEach(number -> byNumber.put(number, practice));
        });
    }

    @Override
    public Optional<Practice> answering(PhoneNumber did) {
        return Optional.ofNullable(byNumber.get(did));
    }

    @Override
    public Optional<Practice> named(PracticeId id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static Practice practice(Name name, PracticeSettings file) {
        var queue = file.queue();
        return new Practice(
                new PracticeId(name.value()),
                new TeamId(file.team().value()),
                file.language(),
                file.zone(),
                hours(file.hours()),
                file.hours().closing(),
                lines(file.lines().emergency()),
                file.lines().emergencyRing(),
                new TransferRules(lines(file.lines().transfer()), file.lines().transferRing()),
                new QueueRules(queue.limit(), queue.patience(), queue.announceEvery(), queue.serviceLevel()),
                file.recording().rules());
    }

    private static OpeningHours hours(HoursSettings file) {
        return new OpeningHours(
                intervals(file.week()),
                intervals(file.dates()),
                file.holidays()
                        .map(days -> new OpeningHours.Holidays(days.zone()::isHoliday, intervals(days.hours())))
                        .orElse(OpeningHours.Holidays.NONE));
    }

    private static <D> Map<D, List<OpeningHours.Interval>> intervals(Map<D, List<Interval>> days) {
        return days.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, day -> intervals(day.getValue())));
    }

    private static List<OpeningHours.Interval> intervals(List<Interval> day) {
        return day.stream()
                .map(interval -> new OpeningHours.Interval(interval.start(), interval.end()))
                .toList();
    }

    private static List<Line> lines(List<Name> names) {
        return names.stream().map(name -> new Line(name.value())).toList();
    }
}
