package org.permanence.adapter.asterisk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.permanence.adapter.agi.AsteriskSocket;
import org.permanence.call.Call;

/// Tests of a call that has arrived at the switch; Asterisk is attached and lists its channel.
abstract class ArrivedCall extends OnSwitch {

    @SuppressWarnings("NullAway.Init")
    AsteriskSocket session;

    @SuppressWarnings("NullAway.Init")
    Call call;

    @BeforeEach
    void callArrives() throws InterruptedException {
        fixture.attachWithCaller();
        session = fixture.session();
        call = fixture.call();
    }

    @AfterEach
    void closeSession() {
        session.close();
    }
}
