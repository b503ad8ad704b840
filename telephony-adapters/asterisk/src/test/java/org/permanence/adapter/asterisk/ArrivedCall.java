package org.permanence.adapter.asterisk;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.call.Call;

/// Tests of a call that has arrived at the switch; Asterisk is attached and lists its channel.
abstract class ArrivedCall {

    /// The directory of the audio pipes.
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path work;

    @SuppressWarnings("NullAway.Init")
    SwitchFixture fixture;

    @SuppressWarnings("NullAway.Init")
    AsteriskSocket session;

    @SuppressWarnings("NullAway.Init")
    Call call;

    SwitchFixture newFixture() {
        return new SwitchFixture(work);
    }

    @BeforeEach
    void callArrives() throws InterruptedException {
        fixture = newFixture();
        fixture.attachWithCaller();
        session = fixture.session();
        call = fixture.call();
    }

    @AfterEach
    void close() {
        session.close();
        fixture.close();
    }
}
