package org.permanence.metrics;

import io.micrometer.core.instrument.Tag;
import org.permanence.privacy.DataClass;
import org.permanence.text.EnumWords;

/// All tags of metrics. Values come from enums and settings, never from a call: metrics have no data about persons,
/// so the class of a tag is NONE.
enum MetricTag {
    PRACTICE(DataClass.NONE),
    DISPOSITION(DataClass.NONE),
    OUTCOME(DataClass.NONE),
    REASON(DataClass.NONE),
    KIND(DataClass.NONE);

    private final DataClass dataClass;

    MetricTag(DataClass dataClass) {
        this.dataClass = dataClass;
    }

    DataClass dataClass() {
        return dataClass;
    }

    Tag of(String value) {
        return Tag.of(EnumWords.of(this), value);
    }

    Tag of(Enum<?> value) {
        return of(EnumWords.of(value));
    }
}
