package org.permanence.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.permanence.adapter.ami.DialTarget;
import org.permanence.adapter.asterisk.DialTargets;
import org.permanence.call.Line;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.LineSettings;
import org.permanence.settings.PhoneSettings;
import org.permanence.yaml.Name;

/// The dial target of each line: the telephones of the installation, and the lines that practices may ring.
final class ConfiguredDialTargets implements DialTargets {

    private final Map<Line, DialTarget> targets = new HashMap<>();

    ConfiguredDialTargets(InstallationSettings settings) {
        settings.phones().forEach((name, phone) -> targets.put(line(name), endpoint(phone)));
        settings.lines().forEach((name, line) -> targets.put(line(name), target(line, settings.phones())));
    }

    /// The target of a name. The checker has verified that no telephone shares its name with a line.
    static Line line(Name name) {
        return new Line(name.value());
    }

    /// The lines that the settings name, without the telephones of assistants.
    static List<Line> lines(InstallationSettings settings) {
        return settings.lines().keySet().stream()
                .map(ConfiguredDialTargets::line)
                .toList();
    }

    @Override
    public DialTarget target(Line line) {
        DialTarget target = targets.get(line);
        if (target == null) {
            throw new IllegalStateException("line: " + line.name() + " (expected: one of the settings)");
        }
        return target;
    }

    private static DialTarget target(LineSettings line, Map<Name, PhoneSettings> phones) {
        return switch (line) {
            case LineSettings.OnPhone(Name phone) -> endpoint(Objects.requireNonNull(phones.get(phone)));
            case LineSettings.OnTrunk(var number, var trunk) ->
                new DialTarget.TrunkNumber(new DialTarget.Endpoint(trunk.value()), number);
        };
    }

    private static DialTarget.Endpoint endpoint(PhoneSettings phone) {
        return new DialTarget.Endpoint(phone.endpoint());
    }
}
