package org.permanence.settings.console;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.permanence.access.Role;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.SourceRange;
import org.permanence.signin.device.SourceRules;
import org.permanence.text.EnumWords;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;

/// Reads the sections `console.sources` and `console.devices`: for each role, from where its people may sign in.
final class ClientRulesReader {

    private static final ValueParser<SourceRange> RANGE_PARSER = ValueParser.of(
            "an address range such as 192.0.2.0/24, with only zeros after the prefix, or one address",
            SourceRange::parse);

    /// Whether people of a role need an enrolled device.
    private enum Need {
        REQUIRED,
        OFF
    }

    private static final ValueParser<Need> NEED_PARSER = ValueParser.oneOf(List.of(Need.values()), EnumWords::of);

    private final Section section;

    /// @param section `console`
    ClientRulesReader(Section section) {
        this.section = section;
    }

    /// @param isPlain whether the origin has no TLS, in which a device would prove its key
    Value<ClientRules> read(boolean isPlain) {
        var sources = sources(section.section("sources"));
        var devices = devices(section.section("devices"), isPlain);
        return sources.toOptional().isPresent() && devices.toOptional().isPresent()
                ? Value.of(new ClientRules(sources.get(), devices.get()), sources.location())
                : Value.invalid(sources.location());
    }

    private static Value<SourceRules> sources(Section section) {
        Map<Role, List<Value<SourceRange>>> read = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String key = EnumWords.of(role);
            if (section.has(key)) {
                read.put(role, section.nonEmptyList(key, RANGE_PARSER));
            } else {
                section.list(key, RANGE_PARSER); // Makes it a known key.
            }
        }
        return section.build(() -> {
            Map<Role, List<SourceRange>> ranges = new EnumMap<>(Role.class);
            read.forEach((role, values) ->
                    ranges.put(role, values.stream().map(Value::get).toList()));
            return new SourceRules(ranges);
        });
    }

    private static Value<Set<Role>> devices(Section section, boolean isPlain) {
        Map<Role, Value<Need>> read = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            var need = section.withDefault(EnumWords.of(role), NEED_PARSER, Need.OFF);
            if (isPlain && need.toOptional().filter(Need.REQUIRED::equals).isPresent()) {
                section.addProblem(
                        need.location(), "required, but the origin has http", "off, or an origin with https");
            }
            read.put(role, need);
        }
        return section.build(() -> {
            Set<Role> required = EnumSet.noneOf(Role.class);
            read.forEach((role, need) -> {
                if (need.get() == Need.REQUIRED) {
                    required.add(role);
                }
            });
            return required;
        });
    }
}
