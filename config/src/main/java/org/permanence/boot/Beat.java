package org.permanence.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.adapter.asterisk.Orders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proof, each second, that this engine lives: to the dialplan by a global variable, without which it gives us
/// no call, and to the watchdog by a file's time. Both are given on a virtual thread, so an engine whose threads
/// stand still does not beat.
final class Beat {

    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);

    private final Orders orders;
    private final String variable;
    private final Path file;
    private final InstantSource clock;

    /// @param engine this engine's number in `asterisk.engines`, from 1
    Beat(Orders orders, int engine, Path file, InstantSource clock) {
        this.orders = orders;
        this.variable = "PERM_BEAT_" + engine;
        this.file = file;
        this.clock = clock;
    }

    /// For the watchdog alone: we live, whatever Asterisk does.
    void touch() {
        try {
            Files.writeString(file, clock.instant() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("beat file: not written", e);
        }
    }

    void toDialplan() {
        give(Long.toString(clock.instant().getEpochSecond()));
    }

    /// No more calls, please.
    void stop() {
        give("0");
    }

    private void give(String seconds) {
        orders.give(new AmiAction.SetGlobal(variable, seconds), Beat::unheard);
    }

    private static void unheard(AmiException fault) {
        // Without a connection there is nobody to tell; its loss is logged and counted where it is noticed.
        if (fault.reason() != AmiException.Reason.NOT_ATTACHED && fault.reason() != AmiException.Reason.LOST) {
            LOG.atError().addKeyValue("reason", fault.reason()).log("beat.not-taken");
        }
    }
}
