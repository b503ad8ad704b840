package org.permanence.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.settings.InstallationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proof that this engine lives: to the dialplan by a global variable, without which it gives us no call, and
/// to the
/// watchdog by a file's time. Both are given on a virtual thread, so an engine whose threads stand still does not
/// beat.
public final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Consumer<AmiAction> asterisk;
    private final String variable;
    private final Path file;
    private final InstantSource clock;
    private volatile boolean accepted;

    /// @param asterisk carries an order out, or throws [AmiException]
    /// @param engine this engine's number in `asterisk.engines`, from 1
    Heartbeat(Consumer<AmiAction> asterisk, int engine, Path file, InstantSource clock) {
        this.asterisk = asterisk;
        this.variable = "PERM_HEARTBEAT_" + engine;
        this.file = file;
        this.clock = clock;
    }

    /// The file that the watchdog looks at, in the installation's state directory.
    public static Path fileIn(InstallationSettings settings) {
        return settings.identity().state().toAbsolutePath().resolve("beat");
    }

    /// For the watchdog alone: we live, whatever Asterisk does.
    void touchFile() {
        try {
            Files.writeString(file, clock.instant() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("beat file: not written", e);
        }
    }

    void sendToDialplan() {
        send(Long.toString(clock.instant().getEpochSecond()));
    }

    /// No more calls, please.
    void stop() {
        send("0");
    }

    /// Whether the dialplan has heard the last beat: calls come.
    boolean isAccepted() {
        return accepted;
    }

    private void send(String seconds) {
        try {
            asterisk.accept(new AmiAction.SetGlobal(variable, seconds));
            accepted = true;
        } catch (AmiException fault) {
            if (accepted) {
                LOG.atWarn().addKeyValue("reason", fault.reason()).log("beat.not-taken");
            }
            accepted = false;
        }
    }
}
