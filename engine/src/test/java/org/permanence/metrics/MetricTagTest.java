package org.permanence.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.privacy.DataClass;

class MetricTagTest {

    @Test
    void metricsHaveNoDataAboutPersons() {
        assertEquals(
                List.of(),
                Arrays.stream(MetricTag.values())
                        .filter(tag -> tag.dataClass() != DataClass.NONE)
                        .toList());
    }
}
