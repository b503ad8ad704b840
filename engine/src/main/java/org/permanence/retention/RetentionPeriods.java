package org.permanence.retention;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// How long each kind of stored data is kept, in whole days.
///
/// @param days for each kind that has limits
public record RetentionPeriods(Map<DataKind, Integer> days) {

    public RetentionPeriods {
        days = Map.copyOf(days);
        for (DataKind kind : DataKind.values()) {
            Integer period = days.get(kind);
            boolean allowed = kind.limits()
                    .map(limits -> period != null && limits.shortest() <= period && period <= limits.longest())
                    .orElse(period == null);
            if (!allowed) {
                throw new IllegalArgumentException("retention of " + kind.word() + ": " + period + " (expected: "
                        + kind.limits()
                                .map(limits -> limits.shortest() + ".." + limits.longest() + " days")
                                .orElse("no period")
                        + ")");
            }
        }
    }

    /// The defaults.
    public static RetentionPeriods standard() {
        return new RetentionPeriods(Arrays.stream(DataKind.values())
                .filter(kind -> kind.limits().isPresent())
                .collect(Collectors.toMap(
                        kind -> kind, kind -> kind.limits().orElseThrow().standard())));
    }

    /// The period of a kind that has limits.
    public int of(DataKind kind) {
        return Objects.requireNonNull(days.get(kind), "retention: " + kind + " (expected: a kind with a period)");
    }
}
