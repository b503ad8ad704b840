package org.permanence.adapter.asterisk;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tests on the switch, each with a fixture of its own.
abstract class OnSwitch {

    /// The directory of the audio pipes.
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path work;

    @SuppressWarnings("NullAway.Init")
    SwitchFixture fixture;

    SwitchFixture newFixture() {
        return new SwitchFixture(work);
    }

    @BeforeEach
    void openFixture() {
        fixture = newFixture();
    }

    @AfterEach
    void closeFixture() {
        fixture.close();
    }
}
