package org.permanence.settings.console;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.permanence.access.Role;
import org.permanence.signin.device.SourceRange;
import org.permanence.signin.device.SourceRules;
import org.permanence.text.EnumWords;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParser;

/// Reads the section `console.sources`: a role, and the addresses from where its people may sign in.
final class SourceReader {

    private static final ValueParser<SourceRange> RANGE_PARSER = ValueParser.of(
            "an address range such as 192.0.2.0/24, with only zeros after the prefix, or one address",
            SourceRange::parse);

    private final Section section;

    SourceReader(Section section) {
        this.section = section;
    }

    Value<SourceRules> read() {
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
}
