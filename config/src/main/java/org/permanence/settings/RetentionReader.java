package org.permanence.settings;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.permanence.retention.DataKind;
import org.permanence.retention.DataKind.PeriodLimits;
import org.permanence.retention.RetentionPeriods;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the `retention-days` section: how long each kind of stored data is kept.
final class RetentionReader {

    private final Section root;

    RetentionReader(Section root) {
        this.root = root;
    }

    Value<RetentionPeriods> read() {
        Section section = root.section("retention-days");
        Map<DataKind, Value<Integer>> periods = new EnumMap<>(DataKind.class);
        for (DataKind kind : DataKind.values()) {
            kind.limits().ifPresent(limits -> periods.put(kind, period(section, kind, limits)));
        }
        return section.build(() -> new RetentionPeriods(periods.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, read -> read.getValue().get()))));
    }

    private static Value<Integer> period(Section section, DataKind kind, PeriodLimits limits) {
        return section.withDefault(
                kind.word(), ValueParsers.number(limits.shortest(), limits.longest()), limits.standard());
    }
}
