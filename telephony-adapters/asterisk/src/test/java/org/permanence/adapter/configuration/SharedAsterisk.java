package org.permanence.adapter.configuration;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The tests of a class share one Asterisk, started before the first and reset after each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedAsterisk {

    @SuppressWarnings("NullAway.Init")
    AsteriskTestbed testbed;

    @BeforeAll
    void startAsterisk(@TempDir Path work) throws Exception {
        testbed = new AsteriskTestbed(work);
    }

    @AfterEach
    void clear() throws Exception {
        testbed.clear();
    }

    @AfterAll
    void close() {
        if (testbed != null) {
            testbed.close();
        }
    }
}
