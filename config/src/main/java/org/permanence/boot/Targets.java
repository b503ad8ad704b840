package org.permanence.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.adapter.asterisk.Lines;
import org.permanence.call.Line;
import org.permanence.settings.HouseSettings;
import org.permanence.settings.Name;
import org.permanence.settings.OutsideLine;
import org.permanence.settings.Phone;

/// Where each line of the settings is rung: the telephones of the house by their own names, and the lines that
/// practices may ring by theirs.
final class Targets implements Lines {

    private final Map<Line, DialTarget> targets = new HashMap<>();

    Targets(HouseSettings settings) {
        settings.phones().forEach((name, phone) -> add(ofPhone(name), endpoint(phone)));
        settings.lines().forEach((name, line) -> add(new Line(name.value()), target(line, settings.phones())));
    }

    /// The line of a telephone: the names of telephones and of lines may be the same words.
    static Line ofPhone(Name phone) {
        return new Line("phone-" + phone.value());
    }

    private void add(Line line, DialTarget target) {
        if (targets.put(line, target) != null) {
            throw new BootException("line: " + line.name() + " (expected: one meaning; rename the line)");
        }
    }

    @Override
    public DialTarget target(Line line) {
        DialTarget target = targets.get(line);
        if (target == null) {
            throw new IllegalStateException("line: " + line.name() + " (expected: one of the settings)");
        }
        return target;
    }

    private static DialTarget target(OutsideLine line, Map<Name, Phone> phones) {
        return switch (line) {
            case OutsideLine.OnPhone(Name phone) -> endpoint(Objects.requireNonNull(phones.get(phone)));
            case OutsideLine.OnTrunk(var number, var trunk) ->
                new DialTarget.TrunkNumber(new DialTarget.Endpoint(trunk.value()), number);
        };
    }

    private static DialTarget.Endpoint endpoint(Phone phone) {
        return new DialTarget.Endpoint(phone.endpoint());
    }
}
