package org.permanence.dialplan.asterisk;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The tests of a class are scenes on one stage, raised before the first and cleared after each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnOneAsterisk {

    @SuppressWarnings("NullAway.Init")
    AsteriskStage stage;

    @BeforeAll
    void raise(@TempDir Path work) throws Exception {
        stage = new AsteriskStage(work);
    }

    @AfterEach
    void clear() throws Exception {
        stage.clear();
    }

    @AfterAll
    void close() {
        if (stage != null) {
            stage.close();
        }
    }
}
