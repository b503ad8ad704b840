package org.permanence.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.permanence.adapter.agi.AgiSecret;
import org.permanence.adapter.ami.AmiAction;
import org.permanence.adapter.ami.AmiException;
import org.permanence.durable.PrivateFiles;
import org.permanence.settings.InstallationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows that this engine is alive. The dialplan reads a global variable, and sends no calls without it. A second
/// variable has the secret of this run, without which the engine takes no call; only AMI accounts and Asterisk's
/// own user can read it. Both are sent each time, because a restarted Asterisk has forgotten them. The watchdog
/// reads the modification time of a file. Both ways have threads of their own, so other work does not delay them.
/// An engine whose flows no longer run shows no heartbeat.
public final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    /// What the dialplan needs to give calls to this engine.
    ///
    /// @param engine this engine's number in `asterisk.engines`, from 1
    /// @param secret the first argument of each AGI request
    record DialplanAccess(int engine, AgiSecret secret) {}

    private final Consumer<AmiAction> asterisk;
    private final String variable;
    private final AmiAction secret;
    private final Path file;
    private final FlowThreads flows;
    private final InstantSource clock;
    private final AtomicBoolean withheld = new AtomicBoolean();
    private volatile boolean accepted;

    /// @param asterisk carries out an action or throws [AmiException]
    Heartbeat(Consumer<AmiAction> asterisk, DialplanAccess access, Path file, FlowThreads flows, InstantSource clock) {
        this.asterisk = asterisk;
        this.variable = "PERM_HEARTBEAT_" + access.engine();
        this.secret = new AmiAction.SetGlobal(
                "PERM_SECRET_" + access.engine(), access.secret().reveal());
        this.file = file;
        this.flows = flows;
        this.clock = clock;
    }

    /// The file that the watchdog checks, in the installation's state directory.
    public static Path fileIn(InstallationSettings settings) {
        return settings.identity().state().toAbsolutePath().resolve("beat");
    }

    /// Touches the watchdog's file, whether or not Asterisk is attached.
    void touchFile() {
        if (isWithheld()) {
            return;
        }
        try {
            PrivateFiles.write(file, (clock.instant() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("heartbeat file: not written", e);
        }
    }

    void sendToDialplan() {
        if (!isWithheld()) {
            send(Long.toString(clock.instant().getEpochSecond()));
        }
    }

    private boolean isWithheld() {
        boolean stuck = !flows.areRunning();
        if (stuck && !withheld.getAndSet(true)) {
            LOG.atError()
                    .addKeyValue("expected", "virtual threads that run; the watchdog ends this engine")
                    .log("heartbeat.withheld");
        } else if (!stuck) {
            withheld.set(false);
        }
        return stuck;
    }

    /// Tells the dialplan to send no more calls.
    void stop() {
        send("0");
    }

    /// Whether Asterisk accepted the last heartbeat, so that calls can come.
    boolean isAccepted() {
        return accepted;
    }

    private void send(String seconds) {
        try {
            asterisk.accept(secret); // First: the dialplan must not send a call without it.
            asterisk.accept(new AmiAction.SetGlobal(variable, seconds));
            accepted = true;
        } catch (AmiException fault) {
            if (accepted) {
                LOG.atWarn().addKeyValue("reason", fault.reason()).log("heartbeat.rejected");
            }
            accepted = false;
        }
    }

    /// Notices when the virtual threads no longer run. They carry all calls: without them every caller hears
    /// silence.
    static final class FlowThreads {

        /// Much longer than any pause under load. Callers who wait hear music meanwhile.
        static final Duration LIMIT = Duration.ofSeconds(5);

        private final LongSupplier nanos;
        private volatile long lastRun;

        /// @param nanos a monotonic clock
        FlowThreads(LongSupplier nanos) {
            this.nanos = nanos;
            this.lastRun = nanos.getAsLong();
        }

        /// Called on a virtual thread, several times a second.
        void onRun() {
            lastRun = nanos.getAsLong();
        }

        /// Whether a virtual thread ran within the limit.
        boolean areRunning() {
            return nanos.getAsLong() - lastRun < LIMIT.toNanos();
        }
    }
}
