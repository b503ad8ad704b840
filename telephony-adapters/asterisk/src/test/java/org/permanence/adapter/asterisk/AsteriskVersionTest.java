package org.permanence.adapter.asterisk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsteriskVersionTest {

    private String told = "";
    private final AsteriskVersion version = new AsteriskVersion(_ -> told);

    @ParameterizedTest
    @CsvSource({
        "22.10.0, 22.10.0",
        "22.9.5+dfsg-1, 22.9.5",
        "22.10, 22.10.0",
        "22.10.1-rc1, 22.10.1",
        "21.12.3, 21.12.3",
        "9.99.99, 9.99.99"
    })
    void versionBelowTheFloorIsAFault(String reported, String shown) {
        told = reported;
        version.refresh();

        assertEquals(Optional.of("asterisk: version " + shown + " (expected: 22.10.1 or newer)"), version.fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIT-master-1a2b", "certified/22", "22", "99999999999.1.1"})
    void unreadableVersionIsAFaultAndIsNotRepeated(String reported) {
        told = reported;
        version.refresh();

        assertEquals(Optional.of("asterisk: version unreadable (expected: 22.10.1 or newer)"), version.fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"22.10.1", "22.10.1+dfsg+~cs6.17.60671434-1", "22.10.2-rc1", "22.11.0", "23.0.0", "100.0"})
    void floorAndNewerVersionsAreNoFault(String reported) {
        told = reported;
        version.refresh();

        assertEquals(Optional.empty(), version.fault());
    }

    @Test
    void versionIsReadAgainAfterAsteriskWasReplaced() {
        told = "22.9.0";
        version.refresh();
        told = "22.10.1";
        version.refresh();

        assertEquals(Optional.empty(), version.fault());
    }
}
